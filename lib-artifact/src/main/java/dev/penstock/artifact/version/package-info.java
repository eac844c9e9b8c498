/**
 * Versions in the order of their ecosystem, and the ranges that dependencies ask for: Maven, npm,
 * PyPI, NuGet, and a natural order for generic packages.
 *
 * <p>Start at {@link dev.penstock.artifact.version.VersionScheme}. It stands alone: it needs no
 * repository, and nothing but the JDK. A comment such as W-113 names a rule of the reference table
 * in {@code docs/rules/package-protocols.tsv}.
 *
 * <p>Each ecosystem is followed to the letter, oddities included; where its own code changed over
 * time, the newest decides: Maven 4, node-semver 7.8, packaging 26, NuGet 6. What is refused is
 * told by a {@link dev.penstock.artifact.version.VersionSyntaxException} with the place, what was
 * found and what is allowed.
 *
 * <p>All types are immutable and safe for several threads. Texts are bounded ({@link
 * dev.penstock.artifact.version.VersionScheme#MAX_VERSION_LENGTH}), and nothing takes more time
 * than in proportion to their length. Versions of few and small numbers are compared as one {@code
 * long}.
 */
@NullMarked
package dev.penstock.artifact.version;

import org.jspecify.annotations.NullMarked;
