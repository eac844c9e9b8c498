/**
 * What pip, twine, poetry and other clients of Python say to a repository.
 *
 * <p>Start at {@link dev.penstock.artifact.format.pypi.PypiProtocol}. A package is a project under
 * its normalized name, a version is a release, an asset is one of its files. What is known of a
 * file beside its bytes is kept in documents of the version: the wheel's metadata, which clients
 * read instead of the wheel, and its signature and attestations if it came with any.
 *
 * <p>A release is yanked by the mark {@link dev.penstock.artifact.format.pypi.PypiProtocol#YANKED}:
 *
 * <pre>{@code
 * repository.mark(version, PypiProtocol.YANKED, "leaks memory");
 * }</pre>
 */
@NullMarked
package dev.penstock.artifact.format.pypi;

import org.jspecify.annotations.NullMarked;
