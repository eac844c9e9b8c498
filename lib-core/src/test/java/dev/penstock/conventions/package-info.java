/** What the tests of all modules share: rule citations, and the rules of the architecture. */
@NullMarked
package dev.penstock.conventions;

import org.jspecify.annotations.NullMarked;
