/** The stores against their contracts, failing disks, altered bytes and killed processes. */
@NullMarked
package dev.penstock.artifact.store;

import org.jspecify.annotations.NullMarked;
