package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
  }
}
