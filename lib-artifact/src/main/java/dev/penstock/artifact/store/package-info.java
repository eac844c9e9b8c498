/**
 * Where bytes and records are kept: content by its digest, and a catalogue of small documents.
 *
 * <p>Start at {@link dev.penstock.artifact.store.FileContentStore} and {@link
 * dev.penstock.artifact.store.FileCatalogue}, or at their in-memory siblings for tests. {@link
 * dev.penstock.artifact.store.ContentStore} and {@link dev.penstock.artifact.store.Catalogue} are
 * SPIs: a host may keep content in an object store and documents in a database; {@link
 * dev.penstock.artifact.store.ContentStoreContract} and {@link
 * dev.penstock.artifact.store.CatalogueContract} tell whether it does so rightly. A {@link
 * dev.penstock.artifact.store.MaintainedContentStore} also collects garbage, when its host asks for
 * it and tells what is referred to. Nothing here knows packages.
 *
 * <p>On disk, whatever a call returned is durable. Large content is written to a temporary file,
 * forced, moved into place, and the directory is forced; small content is appended to a pack, and a
 * commit of documents to a log, by one write and one force each, which those share who wait at the
 * same time. A crash at any moment leaves the old state or the new one, and at most a temporary
 * file, a torn content or a torn line that the next opening removes. A directory belongs to one
 * process at a time. On systems whose directories cannot be forced (Windows), a moved file's name
 * is as durable as the system makes it.
 *
 * <p>All types are safe for several threads unless their own page says otherwise. Every call works
 * on the caller's thread and may block. Sizes are bytes.
 */
@NullMarked
package dev.penstock.artifact.store;

import org.jspecify.annotations.NullMarked;
