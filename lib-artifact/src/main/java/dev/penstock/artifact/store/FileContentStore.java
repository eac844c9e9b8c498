package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * Keeps content in a directory: one file for each, {@code sha256/<2 digits>/<62 digits>}, that
 * holds the bytes and nothing else.
 *
 * <p>Memory does not grow with the size of the content. When it is stored again, a file of the
 * wrong length is replaced.
 */
public final class FileContentStore implements ContentStore, AutoCloseable {
  private final DurableDirectory directory;

  private FileContentStore(DurableDirectory directory) {
    this.directory = directory;
  }

  /**
   * Opens a directory, and removes what a crash left half-written.
   *
   * @param directory made if it is not there; one process at a time
   * @return the store; to be closed by the caller
   * @throws DirectoryInUseException if a store has it open already
   * @throws IOException if it cannot be opened
   */
  public static FileContentStore open(Path directory) throws IOException {
    return open(directory, Disk.REAL);
  }

  static FileContentStore open(Path directory, Disk disk) throws IOException {
    return new FileContentStore(DurableDirectory.open(directory, disk, 0));
  }

  @Override
  public StoredContent put(ContentWriter content, ContentCheck check) throws IOException {
    try (DurableDirectory.Part part = directory.newPart()) {
      HashingOutput out = new HashingOutput(part::write);
      content.writeTo(out);
      StoredContent stored = out.finish();
      check.check(stored);
      Path file = path(stored.digest());
      if (has(file, stored.size())) {
        directory.confirm(file);
      } else {
        part.publish(file);
      }
      return stored;
    }
  }

  private static boolean has(Path file, long size) throws IOException {
    try {
      return Files.size(file) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path path(Digest digest) {
    return directory
        .root()
        .resolve("sha256")
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex().substring(2));
  }

  @Override
  public boolean contains(Digest digest) {
    return Files.exists(path(digest));
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return new VerifyingInput(Channels.newInputStream(channel(digest)), digest);
  }

  @Override
  public SeekableByteChannel openVerified(Digest digest) throws IOException {
    FileChannel channel = channel(digest);
    try {
      MessageDigest sha256 = HashingOutput.digest("SHA-256");
      ByteBuffer block = ByteBuffer.allocate(HashingOutput.BUFFER);
      while (channel.read(block) >= 0) {
        sha256.update(block.flip());
        block.clear();
      }
      Digest found = new Digest(HashingOutput.hex(sha256));
      if (!found.equals(digest)) {
        throw new AlteredContentException(digest, found);
      }
      return channel.position(0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private FileChannel channel(Digest digest) throws IOException {
    try {
      return FileChannel.open(path(digest), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new MissingContentException(digest);
    }
  }

  /** Lets another process open the directory. Content that is being read stays readable. */
  @Override
  public void close() throws IOException {
    directory.close();
  }
}
