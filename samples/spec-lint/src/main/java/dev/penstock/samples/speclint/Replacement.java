package dev.penstock.samples.speclint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/** Puts a new text in the place of a file's: whatever happens midway, it holds one or the other. */
final class Replacement {

  private Replacement() {}

  /**
   * Writes a draft beside the file, and moves it over the file. Permissions stay, and so do owner
   * and group where the user may give files away. A link stays, what it leads to is replaced.
   *
   * @throws UnmendableException if that fails; the file is then as it was
   */
  static void of(Path named, String text) throws UnmendableException {
    try {
      Path file = named.toRealPath();
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is no regular file");
      }
      if (!Files.isWritable(file)) { // a directory's owner could replace it, but was asked not to
        throw new IOException("it is read-only");
      }
      Path draft = Files.createTempFile(file.resolveSibling(""), ".spec-lint-", ".tmp");
      try {
        write(draft, text);
        takeAttributes(file, draft);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(draft);
        throw e;
      }
    } catch (IOException e) {
      throw new UnmendableException(
          "%s cannot be mended and is left as it is: %s; allowed: a file that may be written, in a directory that may be written too and has room"
              .formatted(named, e.getClass() == IOException.class ? e.getMessage() : e),
          e);
    }
  }

  private static void write(Path draft, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** The owner first: a draft that nobody else may read gets rights only when it is theirs. */
  private static void takeAttributes(Path file, Path draft) throws IOException {
    @Nullable PosixFileAttributeView old = view(file);
    @Nullable PosixFileAttributeView made = view(draft);
    if (old == null || made == null) {
      return;
    }
    PosixFileAttributes attributes = old.readAttributes();
    try {
      made.setGroup(attributes.group());
      made.setOwner(attributes.owner());
    } catch (IOException e) {
      // only privileged users give files away; as with any editor, the file is then this user's
    }
    made.setPermissions(attributes.permissions());
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }
}
