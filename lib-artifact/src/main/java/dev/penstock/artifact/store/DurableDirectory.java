package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A directory that this process alone changes, file by file, each change whole or not at all.
 *
 * <p>New bytes go to {@code incoming/<number>.part}; publishing moves them to their place. Left
 * parts of an earlier process are removed on opening. Once the directory is closed parts are
 * neither moved nor removed: whoever holds it then may have one of the same name.
 */
final class DurableDirectory implements AutoCloseable {
  private static final String INCOMING = "incoming";

  private final DirectoryHold hold;
  private final Path root;
  private final Disk disk;
  private final AtomicLong counter = new AtomicLong();

  /** Shared by those who move or remove parts; closing takes it alone. */
  private final ReadWriteLock holding = new ReentrantReadWriteLock();

  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /** Directories that were forced since they were opened. */
  private final Set<Path> confirmed = ConcurrentHashMap.newKeySet();

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

    /** Makes the bytes durable. */
    void force() throws IOException {
      disk.force(channel);
    }

    /** When it was written last; or when it was made, if it is empty. */
    FileTime time() throws IOException {
      return Files.getLastModifiedTime(path);
    }

    /** Tells when it was used last. */
    void touch(FileTime time) throws IOException {
      holding.readLock().lock();
      try {
        hold.requireOpen();
        disk.touch(path, time);
      } finally {
        holding.readLock().unlock();
      }
    }

    /** Gives it its name, replacing what had it; to be confirmed then. */
    void moveTo(Path file) throws IOException {
      channel.close();
      ensure(requireParent(file));
      holding.readLock().lock();
      try {
        hold.requireOpen();
        disk.move(path, file);
        isPublished = true;
      } finally {
        holding.readLock().unlock();
      }
    }

    /** Makes the bytes durable, then the name; replaces what had it. */
    void publish(Path file) throws IOException {
      force();
      moveTo(file);
      confirm(file);
    }

    /** Removes the part unless it was published; after the directory, opening it does. */
    @Override
    public void close() throws IOException {
      channel.close();
      holding.readLock().lock();
      try {
        if (!isPublished && hold.isOpen()) {
          disk.delete(path);
        }
      } finally {
        holding.readLock().unlock();
      }
    }
  }

  /** A file that has its name already, and is appended to. Unlike a part it survives interrupts. */
  final class Log implements AutoCloseable {
    private final RandomAccessFile file;

    private Log(RandomAccessFile file) {
      this.file = file;
    }

    long length() throws IOException {
      return file.length();
    }

    void append(long end, byte[] bytes) throws IOException {
      disk.append(file, end, bytes, bytes.length);
    }

    void force() throws IOException {
      disk.force(file);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  Log openLog(Path file) throws IOException {
    return new Log(disk.openLog(file));
  }

  Part newPart() throws IOException {
    hold.requireOpen();
    Path path = root.resolve(INCOMING).resolve(counter.incrementAndGet() + ".part");
    return new Part(path, disk.create(path));
  }

  OpenFile read(Path file) throws IOException {
    return OpenFile.of(file, disk);
  }

  /** Removes a file; whether that is durable is not known. */
  void delete(Path file) throws IOException {
    disk.delete(file);
  }

  void touch(Path file, FileTime time) throws IOException {
    disk.touch(file, time);
  }

  FileTime time(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  void requireOpen() {
    hold.requireOpen();
  }

  void requireSpace(long bytes) throws IOException {
    hold.requireSpace(bytes);
  }

  /** Makes a file's name durable. */
  void confirm(Path file) throws IOException {
    Path parent = requireParent(file);
    ensure(parent);
    disk.forceDirectory(parent);
    confirmed.add(parent);
  }

  /** Makes the name of a file that was found durable, unless all names there are known to be. */
  void confirmFound(Path file) throws IOException {
    if (!confirmed.contains(requireParent(file))) {
      confirm(file);
    }
  }

  /** A time as the file system tells it. */
  FileTime now() throws IOException {
    try (Part probe = newPart()) {
      return probe.time();
    }
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
    holding.writeLock().lock();
    try {
      hold.close();
    } finally {
      holding.writeLock().unlock();
    }
  }
}
