/**
 * Whole lists of a repository, as the documents of package managers need them.
 *
 * <p>For the packages of this module; not exported.
 */
@NullMarked
package dev.penstock.artifact.format.listing;

import org.jspecify.annotations.NullMarked;
