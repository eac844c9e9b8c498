/** Real processes and real repositories. */
@NullMarked
package dev.penstock.samples.localhost;

import org.jspecify.annotations.NullMarked;
