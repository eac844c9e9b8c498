package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A directory that this process alone changes, file by file, each change whole or not at all.
 *
 * <p>New bytes go to {@code incoming/<number>.part}; publishing moves them to their place. Left
 * parts of an earlier process are removed on opening.
 */
final class DurableDirectory implements AutoCloseable {
  private static final String INCOMING = "incoming";

  private final DirectoryHold hold;
  private final Path root;
  private final Disk disk;
  private final AtomicLong counter = new AtomicLong();
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  private DurableDirectory(DirectoryHold hold, Disk disk) {
    this.hold = hold;
    this.root = hold.root();
    this.disk = disk;
  }

  static DurableDirectory open(Path directory, Disk disk, long freeSpaceFloor) throws IOException {
    DurableDirectory opened =
        new DurableDirectory(DirectoryHold.of(directory, disk, freeSpaceFloor), disk);
    try {
      opened.removeParts();
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private void removeParts() throws IOException {
    Path incoming = root.resolve(INCOMING);
    Files.createDirectories(incoming);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*.part")) {
      for (Path part : parts) {
        disk.delete(part);
      }
    }
  }

  Path root() {
    return root;
  }

  /** A file that is being written, under a name that nobody looks for. */
  final class Part implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private boolean isPublished;

    private Part(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    void write(ByteBuffer block) throws IOException {
      disk.write(channel, block);
    }

    /** Makes the bytes durable, then the name; replaces what had it. */
    void publish(Path file) throws IOException {
      disk.force(channel);
      channel.close();
      Path parent = requireParent(file);
      ensure(parent);
      disk.move(path, file);
      isPublished = true;
      disk.forceDirectory(parent);
    }

    /** Removes the part unless it was published. */
    @Override
    public void close() throws IOException {
      channel.close();
      if (!isPublished) {
        disk.delete(path);
      }
    }
  }

  Part newPart() throws IOException {
    hold.requireOpen();
    Path path = root.resolve(INCOMING).resolve(counter.incrementAndGet() + ".part");
    return new Part(path, disk.create(path));
  }

  void remove(Path file) throws IOException {
    disk.delete(file);
    disk.forceDirectory(requireParent(file));
  }

  /** Makes sure that a name another call has just published is durable too. */
  void confirm(Path file) throws IOException {
    Path parent = requireParent(file);
    ensure(parent);
    disk.forceDirectory(parent);
  }

  /** Makes a directory and its parents up to the root, durably; known ones cost nothing. */
  private void ensure(Path directory) throws IOException {
    if (directory.equals(root) || durable.contains(directory)) {
      return;
    }
    Path parent = requireParent(directory);
    ensure(parent);
    disk.makeDirectory(directory);
    disk.forceDirectory(parent);
    durable.add(directory);
  }

  private static Path requireParent(Path path) {
    @Nullable Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no parent");
    }
    return parent;
  }

  @Override
  public void close() throws IOException {
    hold.close();
  }
}
