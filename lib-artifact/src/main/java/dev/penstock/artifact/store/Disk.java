package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/** The steps by which files change, each of which may fail. */
interface Disk {
  Disk REAL = new RealDisk();

  /** Makes a file that was not there before. */
  FileChannel create(Path file) throws IOException;

  /** Writes all of the block. */
  void write(FileChannel file, ByteBuffer block) throws IOException;

  /** Returns once the file's bytes are durable. */
  void force(FileChannel file) throws IOException;

  /** Gives a file another name, replacing what had it, in one step. */
  void move(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Makes a directory if it is not there. */
  void makeDirectory(Path directory) throws IOException;

  /** Returns once the names in a directory are durable. */
  void forceDirectory(Path directory) throws IOException;

  /**
   * Opens a file for appending; made if it is not there. Unlike a channel it survives interrupts.
   */
  RandomAccessFile openLog(Path file) throws IOException;

  /** Opens a file for reading. */
  FileChannel openToRead(Path file) throws IOException;

  /** Reads some bytes from a place on; negative if there are none. */
  int read(FileChannel file, ByteBuffer into, long offset) throws IOException;

  /** Opens a file for reading at places. */
  RandomAccessFile openReader(Path file) throws IOException;

  /** Writes all of the bytes at the end of a log. */
  void append(RandomAccessFile log, long end, byte[] bytes, int length) throws IOException;

  /** Returns once the log's bytes are durable. */
  void force(RandomAccessFile log) throws IOException;

  /** Cuts a log. */
  void truncate(RandomAccessFile log, long length) throws IOException;

  /** Reads as many bytes as the array has. */
  void read(RandomAccessFile file, long offset, byte[] into) throws IOException;

  /** Tells when a file was used last. */
  void touch(Path file, FileTime time) throws IOException;

  /** How many bytes may still be written. */
  long usableSpace(FileStore store) throws IOException;

  /** The file system itself. */
  final class RealDisk implements Disk {
    @Override
    public FileChannel create(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void write(FileChannel file, ByteBuffer block) throws IOException {
      while (block.hasRemaining()) {
        file.write(block);
      }
    }

    @Override
    public void force(FileChannel file) throws IOException {
      file.force(true);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
      Files.createDirectories(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      // Where there are no POSIX attributes, as on Windows, a directory cannot be opened.
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }

    @Override
    public RandomAccessFile openLog(Path file) throws IOException {
      return new RandomAccessFile(file.toFile(), "rw");
    }

    @Override
    public FileChannel openToRead(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public int read(FileChannel file, ByteBuffer into, long offset) throws IOException {
      return file.read(into, offset);
    }

    @Override
    public RandomAccessFile openReader(Path file) throws IOException {
      return new RandomAccessFile(file.toFile(), "r");
    }

    @Override
    public void append(RandomAccessFile log, long end, byte[] bytes, int length)
        throws IOException {
      log.seek(end);
      log.write(bytes, 0, length);
    }

    @Override
    public void force(RandomAccessFile log) throws IOException {
      log.getFD().sync();
    }

    @Override
    public void truncate(RandomAccessFile log, long length) throws IOException {
      log.setLength(length);
    }

    @Override
    public void read(RandomAccessFile file, long offset, byte[] into) throws IOException {
      file.seek(offset);
      file.readFully(into);
    }

    @Override
    public void touch(Path file, FileTime time) throws IOException {
      Files.setLastModifiedTime(file, time);
    }

    @Override
    public long usableSpace(FileStore store) throws IOException {
      return store.getUsableSpace();
    }
  }
}
