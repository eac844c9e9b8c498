@NullMarked
package dev.penstock.artifact.upstream.resilience;

import org.jspecify.annotations.NullMarked;
