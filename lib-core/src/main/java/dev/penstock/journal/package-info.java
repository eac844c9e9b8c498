/**
 * Where events are kept: in memory for tests and throw-away processes, in files for what must
 * survive a crash.
 *
 * <p>A host opens one journal and hands it to its engine. The journals start no threads and read no
 * clock.
 */
@NullMarked
package dev.penstock.journal;

import org.jspecify.annotations.NullMarked;
