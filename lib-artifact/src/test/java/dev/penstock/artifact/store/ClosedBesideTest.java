package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A content store that is closed beside what it does, and opened by another")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ClosedBesideTest {
  private static final int LONG = 300_000;

  @TempDir Path root;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    bytes[0] = (byte) value;
    return bytes;
  }

  private static Digest put(ContentStore store, int size, int value) throws IOException {
    return store.put(new ByteArrayInputStream(bytes(size, value))).digest();
  }

  /** Long content, of which a part has been written when the latch opens. */
  private CompletableFuture<Digest> putSlowly(FileContentStore store) {
    ContentWriter writer =
        out -> {
          out.write(bytes(LONG, 2));
          begun.countDown();
          await(goOn);
          out.write(2);
        };
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return store.put(writer, ContentCheck.NONE).digest();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        task -> new Thread(task).start());
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  @DisplayName("does not publish long content, and leaves alone what the other is writing")
  void longContent() throws Exception {
    List<FileContentStore> others = new ArrayList<>();
    List<CompletableFuture<Digest>> slow = new ArrayList<>();
    FileContentStore store = FileContentStore.open(root);
    try {
      ContentWriter writer =
          out -> {
            out.write(bytes(LONG, 1));
            store.close();
            FileContentStore other = FileContentStore.open(root);
            others.add(other);
            slow.add(putSlowly(other));
            await(begun);
          };
      assertThrows(IllegalStateException.class, () -> store.put(writer, ContentCheck.NONE));
      goOn.countDown();
      FileContentStore other = others.get(0);
      other.openVerified(slow.get(0).get(30, TimeUnit.SECONDS)).close();
      assertEquals(new ContentUsage(1, LONG + 1), other.usage());
    } finally {
      goOn.countDown();
      for (FileContentStore other : others) {
        other.close();
      }
    }
  }

  @Test
  @DisplayName("does not publish a batch of which it has written a part")
  void batch() throws IOException {
    FileContentStore store = FileContentStore.open(root);
    ContentCheck closing =
        stored -> {
          if (stored.size() == 2) {
            close(store);
          }
        };
    List<ContentWriter> writers = new ArrayList<>();
    for (int i = 0; i < 40; i++) { // more than are hashed together
      int value = i;
      writers.add(out -> out.write(bytes(60_000, value)));
    }
    writers.add(out -> out.write(bytes(2, 1)));
    assertThrows(IllegalStateException.class, () -> store.putAll(writers, closing));
    try (FileContentStore again = FileContentStore.open(root)) {
      assertEquals(ContentUsage.NONE, again.usage());
    }
  }

  @Test
  @DisplayName("collects no garbage any more")
  void garbage() throws IOException {
    for (int size : new int[] {10, LONG}) {
      Path directory = root.resolve(String.valueOf(size));
      FileContentStore store = FileContentStore.open(directory);
      Digest digest = put(store, size, 1);
      GarbageRequest request = new GarbageRequest(references -> close(store), Duration.ZERO, false);
      assertThrows(IllegalStateException.class, () -> store.collectGarbage(request));
      try (FileContentStore again = FileContentStore.open(directory)) {
        again.openVerified(digest).close();
      }
    }
  }

  private static void close(FileContentStore store) {
    try {
      store.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
