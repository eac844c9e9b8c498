/**
 * The artifacts that stages hand on, each sealed as one archive that its digest names.
 *
 * <p>Start at {@link dev.penstock.artifact.bundle.BundleTransfer}; {@link
 * dev.penstock.artifact.bundle.SealedBundleTransfer} encrypts besides, with keys that a {@link
 * dev.penstock.artifact.bundle.KeyProvider} locks. Keys and the random source belong to the host;
 * neither texts nor messages show keys. Nothing is unpacked before all of it is authenticated.
 *
 * <p>The same tree gives the same archive: entries are in the order of their names, without times,
 * with one of two modes. What compresses them is the zlib of the Java runtime: two runtimes with
 * different ones make archives that unpack to the same tree and have different digests.
 *
 * <p>Safe for several threads.
 */
@NullMarked
package dev.penstock.artifact.bundle;

import org.jspecify.annotations.NullMarked;
