/**
 * What the tests prove: the tables of rules in {@code docs/rules} joined with the citations in the
 * tests' sources, as the page {@code docs/coverage.md}.
 */
@NullMarked
package dev.penstock.coverage;

import org.jspecify.annotations.NullMarked;
