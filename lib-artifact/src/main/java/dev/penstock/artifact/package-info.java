/**
 * Where packages live: domains, repositories, packages, their versions, and the files (assets) of a
 * version.
 *
 * <p>Start at {@link dev.penstock.artifact.Domain}. A domain keeps each distinct content once,
 * whatever number of its repositories refer to it; a repository holds packages of any format. The
 * words and rules are those of the CodeArtifact service; a comment such as A-025 names a rule of
 * the reference table in {@code docs/rules/artifact.tsv}.
 *
 * <p>A host gives the clock, the {@link dev.penstock.artifact.store.Catalogue} for records and the
 * {@link dev.penstock.artifact.store.ContentStore} for bytes. A publish is acknowledged only when
 * both are stored: a reader never sees an asset without bytes or digests, and a crash leaves at
 * most content that nothing refers to.
 *
 * <p>All types are immutable values or safe for several threads. Changes of one package are made
 * one after the other; calls work on the caller's thread and may block. What the caller can repair
 * is a {@link dev.penstock.diagnostic.InvalidDefinitionException} with all faults; what the state
 * forbids is an {@link dev.penstock.artifact.ArtifactException}; failing storage is an {@link
 * java.io.IOException}.
 */
@NullMarked
package dev.penstock.artifact;

import org.jspecify.annotations.NullMarked;
