/** What clients say, and what they are answered: HTTP's rules, who may do what. */
@NullMarked
package dev.penstock.artifact.format;

import org.jspecify.annotations.NullMarked;
