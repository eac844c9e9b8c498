/** Globs against other matchers, filters clause by clause, declarations fault by fault. */
@NullMarked
package dev.penstock.source;

import org.jspecify.annotations.NullMarked;
