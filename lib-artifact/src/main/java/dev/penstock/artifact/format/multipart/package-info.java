/**
 * Bodies of {@code multipart/form-data} (RFC 7578), as Python's and NuGet's clients upload with
 * them, read part by part with bounded memory.
 *
 * <p>For the packages of this module; not exported.
 */
@NullMarked
package dev.penstock.artifact.format.multipart;

import org.jspecify.annotations.NullMarked;
