/** Python's own clients against the sample server: pip, twine and poetry. */
@NullMarked
package dev.penstock.samples.artifacts.python;

import org.jspecify.annotations.NullMarked;
