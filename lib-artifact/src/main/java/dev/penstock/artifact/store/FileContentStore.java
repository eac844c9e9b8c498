package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps content in a directory. Content of more than 64 KB has a file of its own, {@code sha256/<2
 * digits>/<62 digits>}, that holds the bytes and nothing else. Smaller content is packed, many in
 * one file {@code packs/<number>.pack}: what {@link #putAll} takes in together, with an index at
 * the end; and what is put one by one, appended to a pack that stays open, each after a line with
 * its digest and length.
 *
 * <p>A content that is appended is durable with one write and one force of the disk, which threads
 * that put at the same time share; no thread is started. The open pack gets its index when it is
 * full (16 MB or 4,096 contents), when a garbage collection frees some of it, and on closing.
 *
 * <p><b>After a crash</b> everything that a call returned is there. Opening reads an open pack from
 * its lines and writes it anew with an index. Of the contents that were being written last, nobody
 * was told; those that are whole are there, and the others are not.
 *
 * <p><b>After a failed write</b> nothing of what was being written is there as long as the store is
 * open; the pack is left as it is, and the next content begins a new one. Closing never fails for
 * that reason, nor on a full disk: the next opening does what is left to do.
 *
 * <p><b>Damage</b> is told by reading and by {@link #scrub}, and loses no other content. When
 * content is stored again, a file of the wrong length, or what was found damaged, is replaced. A
 * pack of which a line is damaged stays as it is, and is reported at each scrub.
 *
 * <p>Memory does not grow with the size of the content; of what is packed it holds where each
 * content is, some 120 bytes, of other content nothing but how the last long ones began, at most
 * 0.3 MB. A garbage collection takes some 120 bytes more for each content while it runs.
 *
 * <p>When content was used last is exact as long as the store is open. For the next process it is
 * the time of its file, and so packed content is as old as the latest use of its pack. A collection
 * writes packs anew without their garbage, and many small packs into one.
 */
public final class FileContentStore implements MaintainedContentStore, AutoCloseable {
  private final DurableDirectory directory;
  private final ContentFiles files;
  private final ContentReader reader;
  private final @Nullable Executor hashing;

  private FileContentStore(DurableDirectory directory, Builder builder) throws IOException {
    this.directory = directory;
    UseTimes times = new UseTimes(directory, builder.clock);
    this.files = new ContentFiles(directory, times, builder.quota);
    this.reader = new ContentReader(directory, files);
    this.hashing = builder.hashing;
  }

  /**
   * Opens a directory with the options as they are, and removes what a crash left half-written.
   *
   * @param directory made if it is not there; one process at a time
   * @return the store; to be closed by the caller
   * @throws DirectoryInUseException if a store has it open already
   * @throws IOException if it cannot be opened, or a pack in it cannot be read
   */
  public static FileContentStore open(Path directory) throws IOException {
    return builder(directory).open();
  }

  /**
   * Starts with the options of a store.
   *
   * @param directory where its files are; not used for anything else
   * @return a builder
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /** The options of a content store in files. For one thread. */
  public static final class Builder {
    private final Path directory;
    private @Nullable InstantSource clock;
    private @Nullable Executor hashing;
    private long quota = Long.MAX_VALUE;
    private long freeSpaceFloor;
    private Disk disk = Disk.REAL;

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Sets what tells when content is used.
     *
     * @param wanted instead of the file system's own time, which is used unless set
     * @return this builder
     */
    public Builder clock(InstantSource wanted) {
      this.clock = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Sets where large content is hashed and written side by side, four digests and the disk, and
     * forced now and then while more is written, unless it begins like content that was put before;
     * and where the small contents of {@link #putAll} are hashed while the next are taken in. The
     * caller takes part.
     *
     * @param executor the host's to close; may be shared; all is done by the caller unless set
     * @return this builder
     */
    public Builder hashing(Executor executor) {
      this.hashing = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets how many bytes of content may be stored. What would be too much is refused by {@link
     * StorageLimitException}, and nothing is stored then.
     *
     * @param bytes 0 or more; unlimited unless set
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder quota(long bytes) {
      this.quota = requireNotNegative("quota", bytes);
      return this;
    }

    /**
     * Sets how much space must stay free on the disk. Content is refused by {@link
     * StorageLimitException} before anything is written, and where it turns out to be too long
     * before any more is.
     *
     * @param bytes 0 or more; 0, the default, for no such limit
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder freeSpaceFloor(long bytes) {
      this.freeSpaceFloor = requireNotNegative("freeSpaceFloor", bytes);
      return this;
    }

    private static long requireNotNegative(String what, long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException(what + " of " + bytes + " bytes; allowed: 0 or more");
      }
      return bytes;
    }

    Builder disk(Disk instead) {
      this.disk = instead;
      return this;
    }

    /**
     * Opens the directory.
     *
     * @return the store; to be closed by the caller
     * @throws DirectoryInUseException if a store has it open already
     * @throws IOException if it cannot be opened
     */
    public FileContentStore open() throws IOException {
      ShaSpeed.warnOnce();
      DurableDirectory opened = DurableDirectory.open(directory, disk, freeSpaceFloor);
      try {
        return new FileContentStore(opened, this);
      } catch (IOException | RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }
  }

  @Override
  public StoredContent put(ContentWriter content, ContentCheck check) throws IOException {
    try (IncomingContent incoming = new IncomingContent(directory, files.starts(), hashing)) {
      StoredContent stored = incoming.take(content, check);
      files.keep(stored, incoming);
      return stored;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Contents of up to 64 KB become durable together, in one file and by one force of the disk:
   * all of them or, if this throws, none.
   *
   * @throws IllegalArgumentException if there are more than 100,000
   */
  @Override
  public List<StoredContent> putAll(List<ContentWriter> contents, ContentCheck check)
      throws IOException {
    if (contents.size() > ContentBatch.MOST) {
      throw new IllegalArgumentException(
          contents.size() + " contents at once; allowed: at most " + ContentBatch.MOST);
    }
    try (ContentBatch batch = new ContentBatch(directory, files, hashing, check)) {
      for (ContentWriter content : contents) {
        batch.add(content);
      }
      return batch.finish();
    }
  }

  @Override
  public boolean refresh(Digest digest) throws IOException {
    return files.refresh(ContentId.of(digest));
  }

  @Override
  public boolean contains(Digest digest) {
    return files.contains(ContentId.of(digest));
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return reader.open(digest);
  }

  @Override
  public SeekableByteChannel openVerified(Digest digest) throws IOException {
    return reader.openVerified(digest);
  }

  @Override
  public GarbageReport collectGarbage(GarbageRequest request) throws IOException {
    directory.requireOpen();
    return files.collect(request);
  }

  @Override
  public ScrubReport scrub(ScrubRequest request) throws IOException {
    directory.requireOpen();
    return new Scrub(files, request, digest -> openVerified(digest).close()).run();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The first time, and where there is a quota by the first put, all files are counted; from
   * then on the figure is kept.
   */
  @Override
  public ContentUsage usage() throws IOException {
    directory.requireOpen();
    return files.usage();
  }

  /**
   * Waits for small contents that are being written, and lets another process open the directory.
   * Larger content and batches that are being put, and a garbage collection, change nothing any
   * more, and fail. Content that is being read stays readable.
   */
  @Override
  public void close() throws IOException {
    files.close();
  }

  int waiting() {
    return files.waiting();
  }
}
