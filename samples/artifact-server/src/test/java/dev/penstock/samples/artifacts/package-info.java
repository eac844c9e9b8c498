/** The server under test: over sockets, under load, as a program, and by real clients. */
@NullMarked
package dev.penstock.samples.artifacts;

import org.jspecify.annotations.NullMarked;
