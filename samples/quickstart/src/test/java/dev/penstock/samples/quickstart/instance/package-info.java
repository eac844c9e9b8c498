/** Real sockets, processes and repositories; pictures made from made-up rows. */
@NullMarked
package dev.penstock.samples.quickstart.instance;

import org.jspecify.annotations.NullMarked;
