/** npm, yarn and pnpm at work with the server. */
@NullMarked
package dev.penstock.samples.artifacts.npm;

import org.jspecify.annotations.NullMarked;
