/** The rules of repositories, and a repository against a naive model of one. */
@NullMarked
package dev.penstock.artifact;

import org.jspecify.annotations.NullMarked;
