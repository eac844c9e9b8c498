package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Content that is being taken in")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class IncomingContentTest {
  private static final int SHORT = 100;
  private static final int LONG = 3_000_000;

  @TempDir Path root;

  private FileContentStore.Builder store(boolean isSideBySide) {
    FileContentStore.Builder builder =
        FileContentStore.builder(root.resolve(isSideBySide ? "sideBySide" : "alone"));
    return isSideBySide ? builder.hashing(Runnable::run) : builder;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  /** Fails one write, and none after it. */
  private static final class OneFailure extends DiskDecorator {
    private int untilFailure = 2;

    @Override
    public void write(FileChannel file, ByteBuffer block) throws IOException {
      if (--untilFailure == 0) {
        throw new IOException("no space");
      }
      super.write(file, block);
    }
  }

  @Test
  @DisplayName("is refused after a failed write, also when its writer keeps that to itself")
  void swallowedFailure() throws IOException {
    for (boolean isSideBySide : List.of(false, true)) {
      try (FileContentStore store = store(isSideBySide).disk(new OneFailure()).open()) {
        IOException failure =
            assertThrows(
                IOException.class,
                () ->
                    store.put(
                        out -> new PrintStream(out).write(new byte[LONG], 0, LONG),
                        ContentCheck.NONE));
        assertEquals("content cannot be kept: java.io.IOException: no space", failure.getMessage());
        assertEquals(ContentUsage.NONE, store.usage());
        assertEquals(List.of(), left());
      }
    }
  }

  @Test
  @DisplayName("meets the limit of free space as such, on whichever thread")
  void limit() throws IOException {
    DiskDecorator full =
        new DiskDecorator() {
          private int asked;

          @Override
          public long usableSpace(FileStore store) {
            return asked++ < 2 ? 1 << 30 : 0; // the third time is after 16 MB
          }
        };
    try (FileContentStore store = store(true).disk(full).freeSpaceFloor(1000).open()) {
      assertThrows(
          StorageLimitException.class,
          () -> store.put(out -> out.write(new byte[20 << 20]), ContentCheck.NONE));
      assertEquals(List.of(), left());
    }
  }

  @Test
  @DisplayName("takes nothing more once it was taken in or given up")
  void writtenTooLate() throws IOException {
    for (boolean isSideBySide : List.of(false, true)) {
      try (FileContentStore store = store(isSideBySide).open()) {
        for (int size : new int[] {SHORT, LONG}) {
          List<OutputStream> kept = new ArrayList<>();
          ContentWriter writer =
              out -> {
                kept.add(out);
                out.write(new byte[size]);
              };
          store.put(writer, ContentCheck.NONE);
          store.putAll(List.of(writer), ContentCheck.NONE);
          ContentWriter failing =
              out -> {
                writer.writeTo(out);
                throw new IOException("no more");
              };
          assertThrows(IOException.class, () -> store.put(failing, ContentCheck.NONE));
          for (OutputStream out : kept) {
            assertThrows(IOException.class, () -> out.write(new byte[LONG]));
            assertThrows(IOException.class, () -> out.write(1));
          }
          assertEquals(3, kept.size());
        }
        assertEquals(List.of(), left());
      }
    }
  }

  @Test
  @DisplayName("gives up who feeds the digests when it is given up beside")
  void abandoned() throws IOException {
    Lanes lanes = new Lanes(task -> {}, List.of((block, count) -> {}));
    lanes.abandon();
    assertThrows(IOException.class, () -> lanes.take(new byte[LONG], 0, LONG));
  }

  @Test
  @DisplayName("leaves nothing when its thread is interrupted, and can be put again")
  void interrupted() throws IOException {
    for (boolean isSideBySide : List.of(false, true)) {
      try (FileContentStore store = store(isSideBySide).open()) {
        ContentWriter writer =
            out -> {
              out.write(new byte[LONG / 2]);
              Thread.currentThread().interrupt();
              out.write(new byte[LONG / 2]);
            };
        assertThrows(IOException.class, () -> store.put(writer, ContentCheck.NONE));
        assertTrue(Thread.interrupted(), "still to be seen by the caller");
        assertEquals(List.of(), left());
        store.put(out -> out.write(new byte[LONG]), ContentCheck.NONE);
        assertEquals(new ContentUsage(1, LONG), store.usage());
      }
    }
  }
}
