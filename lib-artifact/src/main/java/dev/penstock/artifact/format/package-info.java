/**
 * What package managers say to a repository, without an HTTP server: a {@link
 * dev.penstock.artifact.format.ProtocolRequest} goes in, a {@link
 * dev.penstock.artifact.format.ProtocolResponse} comes out.
 *
 * <p>Each ecosystem's wire format is a {@link dev.penstock.artifact.format.PackageProtocol} in a
 * package of its own. A host puts its own HTTP server in front: it says who asks and under which
 * address clients see the repository, hands the body over as a stream, and writes the answer's body
 * to the connection. Bytes of assets are streamed both ways and never held as a whole.
 *
 * <p>Rules such as W-008 are those of the reference table in {@code
 * docs/rules/package-protocols.tsv}.
 */
@NullMarked
package dev.penstock.artifact.format;

import org.jspecify.annotations.NullMarked;
