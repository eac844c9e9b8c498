/** Real sockets, processes and repositories; pictures made from made-up rows. */
@NullMarked
package dev.penstock.samples.quickstart.traffic;

import org.jspecify.annotations.NullMarked;
