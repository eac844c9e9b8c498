/**
 * Where versions of a package may come from: the defence against dependency confusion.
 *
 * <p>Two settings decide together, and the one that blocks wins. {@link
 * dev.penstock.artifact.origin.OriginControls} belong to one package in one repository: may it be
 * published there, may it come from upstream. A {@link dev.penstock.artifact.origin.PackageGroup}
 * belongs to the domain: its {@link dev.penstock.artifact.origin.PackagePattern} covers many
 * packages, also ones that do not exist yet, and it inherits what it does not set from the next
 * wider group.
 *
 * <p>Start at {@link dev.penstock.artifact.origin.PackageGroups}, the tree of a domain's groups as
 * a value, and at {@link dev.penstock.artifact.origin.OriginSettings}, which keeps both settings in
 * the domain's catalogue. A name that only looks like one that a group names (another case, other
 * dots and dashes, letters of another script) is weakly associated with it, and blocked.
 *
 * <p>All types are immutable values, except {@code OriginSettings}, which is safe for several
 * threads. A comment such as A-118 names a rule of {@code docs/rules/artifact.tsv}.
 */
@NullMarked
package dev.penstock.artifact.origin;

import org.jspecify.annotations.NullMarked;
