/** Maven's layout as its clients use it, request by request. */
@NullMarked
package dev.penstock.artifact.format.maven;

import org.jspecify.annotations.NullMarked;
