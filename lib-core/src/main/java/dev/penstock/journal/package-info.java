/**
 * Where events are kept: in memory for tests and throw-away processes, in files for what must
 * survive a crash.
 *
 * <p>A host opens one journal and hands it to its engine: {@link
 * dev.penstock.journal.FileJournal#open(java.nio.file.Path)}, or a new {@link
 * dev.penstock.journal.InMemoryJournal}. The journals start no threads and read no clock. What
 * every journal promises, a host's own included, is checked by {@code
 * dev.penstock.process.simulation.JournalContract}.
 *
 * <p>A directory of files holds the streams of all processes in segments, {@code 00000001.journal}
 * and so on, that are only ever appended to. Each line is a CRC32C, a space and a JSON object: the
 * header of the segment with the release that wrote it, an event with its place in its stream and
 * its batch, or a commit, which says that all lines above it had reached the disk. So a write that
 * a crash tore is told from damage: only what no commit follows is ever cut off.
 */
@NullMarked
package dev.penstock.journal;

import org.jspecify.annotations.NullMarked;
