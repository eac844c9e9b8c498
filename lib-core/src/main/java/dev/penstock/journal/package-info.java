/**
 * Where events are kept: in memory for tests and throw-away processes, in files for what must
 * survive a crash, in a database for what several hosts share.
 *
 * <p>A host opens one journal and hands it to its engine: {@link
 * dev.penstock.journal.FileJournal#open(java.nio.file.Path)}, {@link
 * dev.penstock.journal.JdbcJournal#open(javax.sql.DataSource)}, or a new {@link
 * dev.penstock.journal.InMemoryJournal}. The journals start no threads and read no clock. What
 * every journal promises, a host's own included, is checked by {@code
 * dev.penstock.process.simulation.JournalContract}.
 *
 * <p>A directory of files holds the streams of all processes in segments, {@code 00000001.journal}
 * and so on, that are only ever appended to. Each line is a CRC32C, a space and a JSON object: the
 * header of the segment with the release that wrote it, an event with its place in its stream and
 * its batch, or a commit, which says that all lines above it had reached the disk. So a write that
 * a crash tore is told from damage: only what no commit follows is ever cut off. Compaction appends
 * a checkpoint too; segments of which most is not needed any more are rewritten as a whole, under a
 * new name such as {@code 00000003-00000007.1.journal}.
 */
@NullMarked
package dev.penstock.journal;

import org.jspecify.annotations.NullMarked;
