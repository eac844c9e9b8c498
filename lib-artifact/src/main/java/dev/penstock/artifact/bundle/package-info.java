/**
 * The artifacts that stages hand on, each sealed as one archive that its digest names.
 *
 * <p>Start at {@link dev.penstock.artifact.bundle.BundleTransfer}. Safe for several threads.
 */
@NullMarked
package dev.penstock.artifact.bundle;

import org.jspecify.annotations.NullMarked;
