/** The kernel: how events are written and read. */
@NullMarked
package dev.penstock.process;

import org.jspecify.annotations.NullMarked;
