package dev.penstock.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a real directory.
 *
 * <p>{@link RandomAccessFile} instead of a channel, because a channel is closed under everybody's
 * feet when a thread that uses it is interrupted. An append changes the file's length, so {@code
 * fsync} costs what {@code fdatasync} does.
 */
record DirectoryStorage(Path directory) implements JournalStorage {

  /** Creates a directory, and makes it and those above it that are new durable. */
  static void createDirectory(Path directory) throws IOException {
    if (Files.isRegularFile(directory)) {
      throw new IOException(directory + " is a file; give a directory");
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory) && parent != null) {
      createDirectory(parent);
      Files.createDirectories(directory);
      force(parent);
    }
  }

  @Override
  public String place() {
    return directory.toString();
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public SegmentFile reader(String name) throws IOException {
    return new OpenFile(new RandomAccessFile(directory.resolve(name).toFile(), "r"));
  }

  @Override
  public SegmentFile writer(String name) throws IOException {
    return new OpenFile(new RandomAccessFile(directory.resolve(name).toFile(), "rw"));
  }

  @Override
  public SegmentFile create(String name) throws IOException {
    Files.createFile(directory.resolve(name));
    return writer(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void force() throws IOException {
    force(directory);
  }

  private static void force(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no directories, and its file systems journal their entries
    }
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static final class OpenFile implements SegmentFile {
    private final RandomAccessFile file;
    private long end;

    OpenFile(RandomAccessFile file) throws IOException {
      this.file = file;
      this.end = file.length();
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      file.seek(position);
      return file.read(into, offset, length);
    }

    @Override
    public void append(byte[] from, int offset, int length) throws IOException {
      file.seek(end);
      file.write(from, offset, length);
      end += length;
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
      end = length;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
