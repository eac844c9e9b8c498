package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second writer out of a journal's directory: another process, or this one again. */
final class DirectoryLock implements Closeable {
  private static final String NAME = "journal.lock";

  /** Far behind the text, so that systems with mandatory locks let others read who holds it. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * What this process holds. Asked before the file is touched: closing any channel on a locked file
   * would give up the lock of the whole process.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock acquire(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw new JournalException(
          directory
              + ": this process has the journal open already; only one may write it."
              + " Share the open one, or close it first");
    }
    boolean held = false;
    try {
      FileChannel channel = lock(directory, real.resolve(NAME));
      held = true;
      return new DirectoryLock(real, channel);
    } finally {
      if (!held) {
        HELD.remove(real);
      }
    }
  }

  private static FileChannel lock(Path directory, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw new JournalException(
            directory
                + ": "
                + holder(file)
                + " has the journal open; only one may write it."
                + " Stop that process, or choose another directory");
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(Path file) throws IOException {
    byte[] text;
    try (var in = Files.newInputStream(file)) {
      text = in.readNBytes(20);
    }
    String pid = new String(text, StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]{1,19}") ? "process " + pid : "another process";
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0); // nobody is to read the pid of a process that has let go
    } finally {
      HELD.remove(directory);
    }
  }
}
