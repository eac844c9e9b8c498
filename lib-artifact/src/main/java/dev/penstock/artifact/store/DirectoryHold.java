package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A directory that nobody else may hold, in this process or another, until it is closed. */
final class DirectoryHold implements AutoCloseable {
  private static final String LOCK = "lock";

  /**
   * What this process holds. Asked before the file is touched: closing any channel on a locked file
   * would give up the lock of the whole process.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final Path real;
  private final FileChannel lock;
  private final FileStore store;
  private final Disk disk;
  private final long freeSpaceFloor;

  private DirectoryHold(Path root, Path real, FileChannel lock, Disk disk, long freeSpaceFloor)
      throws IOException {
    this.root = root;
    this.real = real;
    this.lock = lock;
    this.store = Files.getFileStore(real);
    this.disk = disk;
    this.freeSpaceFloor = freeSpaceFloor;
  }

  static DirectoryHold of(Path directory, Disk disk, long freeSpaceFloor) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    makeDirectory(root, disk);
    Path real = root.toRealPath();
    if (!HELD.add(real)) {
      throw new DirectoryInUseException(root);
    }
    boolean isHeld = false;
    try {
      DirectoryHold hold = new DirectoryHold(root, real, lock(root), disk, freeSpaceFloor);
      isHeld = true;
      return hold;
    } finally {
      if (!isHeld) {
        HELD.remove(real);
      }
    }
  }

  /** Makes a directory, and makes it and those above it that are new durable. */
  private static void makeDirectory(Path directory, Disk disk) throws IOException {
    Path parent = directory.getParent();
    if (!Files.isDirectory(directory) && parent != null) {
      makeDirectory(parent, disk);
      disk.makeDirectory(directory);
      disk.forceDirectory(parent);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    boolean isLocked = false;
    try {
      isLocked = channel.tryLock() != null; // the lock lives as long as its channel
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
    if (!isLocked) {
      throw new DirectoryInUseException(root);
    }
    return channel;
  }

  /** The directory, absolute. */
  Path root() {
    return root;
  }

  boolean isOpen() {
    return lock.isOpen();
  }

  void requireOpen() {
    if (!isOpen()) {
      throw new IllegalStateException(root + " has been closed");
    }
  }

  /** Refuses to write where less would be left than there should be. */
  void requireSpace(long bytes) throws IOException {
    if (freeSpaceFloor > 0) {
      long usable = disk.usableSpace(store);
      if (usable - bytes < freeSpaceFloor) {
        throw new StorageLimitException(
            root
                + " has "
                + usable
                + " bytes of free space left, "
                + bytes
                + " are to be written; allowed: while "
                + freeSpaceFloor
                + " stay free");
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (lock.isOpen()) {
      try (lock) {
        HELD.remove(real);
      }
    }
  }
}
