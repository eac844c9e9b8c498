@NullMarked
package dev.penstock.artifact.origin;

import org.jspecify.annotations.NullMarked;
