/** Tests of where caches are kept. */
@NullMarked
package dev.penstock.spec.cache;

import org.jspecify.annotations.NullMarked;
