/**
 * The npm registry's protocol: {@link dev.penstock.artifact.format.npm.NpmProtocol}.
 *
 * <p>A path becomes a resource, a resource and a method become one call of the repository, and what
 * the repository holds becomes a document in npm's form. Tarballs are not held in memory: the
 * base64 text of a publish is decoded while it is stored, wherever it stands in the document, and
 * nothing is kept before all of the document has been read and checked.
 */
@NullMarked
package dev.penstock.artifact.format.npm;

import org.jspecify.annotations.NullMarked;
