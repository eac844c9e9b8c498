package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An asset that is being published")
class VisibilityTest {
  @TempDir Path root;

  @Test
  @Covers("A-032")
  @DisplayName("is not served before its digests are known and its record is durable")
  void notBeforeDurable() throws Exception {
    byte[] bytes = new byte[200_000];
    Digest digest = new InMemoryContentStore().put(new ByteArrayInputStream(bytes)).digest();
    AtomicBoolean isArmed = new AtomicBoolean();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    DiskDecorator disk =
        new DiskDecorator() {
          @Override
          public void force(RandomAccessFile log) throws IOException {
            if (isArmed.get()) {
              reached.countDown();
              await(goOn);
            }
            super.force(log);
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FileContentStore content = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue =
            FileCatalogue.builder(root.resolve("catalogue")).disk(disk).open()) {
      Repository repository =
          Domain.builder("acme", catalogue, content, () -> Instant.EPOCH)
              .build()
              .createRepository("releases");
      PublishRequest request = PublishRequest.generic("acme", "app", "1.0", "app.zip");
      isArmed.set(true);
      Future<?> publisher =
          thread.submit(
              () -> {
                try {
                  return repository.publish(
                      request,
                      out -> {
                        out.write(bytes);
                        assertFalse(content.contains(digest), "served while it comes in");
                        assertThrows(MissingContentException.class, () -> content.open(digest));
                      });
                } finally {
                  reached.countDown(); // if it never came to the disk, which fails below
                }
              });
      try {
        reached.await();
        assertTrue(content.contains(digest), "bytes first");
        assertThrows(
            ArtifactException.class, () -> repository.asset(request.version(), request.asset()));
        assertFalse(publisher.isDone());
      } finally {
        goOn.countDown(); // else the catalogue would not close
      }
      publisher.get();
      assertEquals(
          bytes.length,
          repository.asset(request.version(), request.asset()).open().readAllBytes().length);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
