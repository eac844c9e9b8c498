/**
 * Where builds keep what later builds find again.
 *
 * <p>A host gives a {@link dev.penstock.spec.cache.CacheStore} to the runner of builds; {@link
 * dev.penstock.spec.cache.DirectoryCacheStore} keeps caches in a directory. What is kept, and under
 * which key, the buildspec says; the runner packs and unpacks.
 *
 * <p>Stores are safe for several threads. Trouble with a cache never fails a build (B-186).
 */
@NullMarked
package dev.penstock.spec.cache;

import org.jspecify.annotations.NullMarked;
