/**
 * Bills of materials of what builds fetched from repositories.
 *
 * <p>Start at {@link dev.penstock.artifact.sbom.BuildMaterials}. It lists what passed through the
 * repositories of the domain, no more: what a build had from elsewhere it does not know.
 *
 * <p>All types are immutable and safe for several threads. The same materials at the same time give
 * the same text.
 */
@NullMarked
package dev.penstock.artifact.sbom;

import org.jspecify.annotations.NullMarked;
