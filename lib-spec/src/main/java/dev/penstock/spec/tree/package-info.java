/**
 * One located document tree under YAML and JSON, and the tools with which readers go over it.
 *
 * <p>{@link dev.penstock.spec.tree.TreeReader} turns a text into {@link
 * dev.penstock.spec.tree.Node}s that know their line and column and keep scalars as they were
 * written: {@code 3.10} stays {@code 3.10}. Readers of a format walk the tree with {@link
 * dev.penstock.spec.tree.Section} and report into one {@link dev.penstock.spec.tree.Findings}. Not
 * exported: hosts see the specs, not the trees.
 *
 * <p>Nodes are immutable once read; readers are confined to one thread.
 */
@NullMarked
package dev.penstock.spec.tree;

import org.jspecify.annotations.NullMarked;
