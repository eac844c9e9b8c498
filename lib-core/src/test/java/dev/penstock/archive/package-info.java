/** Laws of packing and unpacking, hostile archives, and what real zip tools make of ours. */
@NullMarked
package dev.penstock.archive;

import org.jspecify.annotations.NullMarked;
