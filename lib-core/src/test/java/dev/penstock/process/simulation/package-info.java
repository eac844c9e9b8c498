/** The contract of journals put to the test: sound journals pass it, and each broken one fails. */
@NullMarked
package dev.penstock.process.simulation;

import org.jspecify.annotations.NullMarked;
