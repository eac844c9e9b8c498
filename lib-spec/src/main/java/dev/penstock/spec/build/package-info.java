/**
 * The buildspec: how a project is built, in phases of commands.
 *
 * <p>Start at {@link dev.penstock.spec.build.Buildspec#read}, and at {@link
 * dev.penstock.spec.build.BuildspecLocation} for where a build finds its buildspec. Versions 0.1
 * and 0.2 are known with every key; {@link dev.penstock.spec.build.Buildspec#toYaml} writes what
 * was read or made. What a file says of an image's runtimes is compared with {@link
 * dev.penstock.spec.build.BuildImage}. Rules of the file have ids {@code BS001} to {@code BS162};
 * those above {@code BS900} are about this library's own bounds. To run a buildspec, see {@code
 * dev.penstock.spec.run}.
 *
 * <p>{@link dev.penstock.spec.build.Buildspec#builder} makes a buildspec in code, by the same
 * rules.
 *
 * <p>All types but the builders are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.spec.build;

import org.jspecify.annotations.NullMarked;
