/** Generic files, request by request. */
@NullMarked
package dev.penstock.artifact.format.generic;

import org.jspecify.annotations.NullMarked;
