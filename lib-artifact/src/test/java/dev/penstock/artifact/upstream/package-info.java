@NullMarked
package dev.penstock.artifact.upstream;

import org.jspecify.annotations.NullMarked;
