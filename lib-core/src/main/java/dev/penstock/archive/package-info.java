/**
 * Directory trees as zip archives: packed reproducibly, unpacked safely; and tar archives, unpacked
 * as safely.
 *
 * <p>Start at {@link dev.penstock.archive.ZipArchive}; what comes as tar or tgz is unpacked by
 * {@link dev.penstock.archive.TarArchive}. {@link dev.penstock.archive.ZipEntries} looks into a zip
 * archive without unpacking it. A tree packs to the same bytes whatever the order in which its
 * files were made, their times and their owners: entries are sorted, times are fixed, and of the
 * permissions only "executable" is kept, as a Unix mode that other tools understand too. Equal
 * bytes are promised for one version of the Java runtime, since the compressor belongs to it.
 *
 * <p>What is read is not trusted. Names that leave the directory, duplicates, overlapping data and
 * more bytes than the caller allows are refused, all before or while unpacking into a directory
 * that was empty and is emptied again after a failure.
 *
 * <p>Links: a symbolic link inside the tree is kept as a link if its target is relative, stays
 * inside the tree and climbs ({@code ..}) only at its start; every other link is refused, when
 * packing and when unpacking. Climbing later in the target could pass through another link and
 * leave the tree.
 *
 * <p>No state, no threads: every call works on the caller's thread and may block on its files.
 */
@NullMarked
package dev.penstock.archive;

import org.jspecify.annotations.NullMarked;
