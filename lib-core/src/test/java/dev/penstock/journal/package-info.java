/** Journals in files: torn, damaged, refused, killed and kept over releases. */
@NullMarked
package dev.penstock.journal;

import org.jspecify.annotations.NullMarked;
