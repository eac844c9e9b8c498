package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Long content that is forced while more is written")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EarlyForceTest {
  @TempDir Path root;

  private static final class Counted implements EarlyForce.Force {
    int forces;
    boolean fails;

    @Override
    public void force() throws IOException {
      forces++;
      if (fails) {
        throw new IOException("no force");
      }
    }
  }

  @Test
  @DisplayName("has one force at a time, after so many bytes each")
  void oneAtATime() throws IOException {
    Deque<Runnable> tasks = new ArrayDeque<>();
    Counted file = new Counted();
    EarlyForce early = new EarlyForce(tasks::add, file, () -> false);
    early.wrote(EarlyForce.STEP - 1);
    assertEquals(0, tasks.size());
    early.wrote(1);
    early.wrote(EarlyForce.STEP);
    assertEquals(1, tasks.size(), "the first has not begun");
    tasks.remove().run();
    assertEquals(1, file.forces);
    early.wrote(1);
    assertEquals(1, tasks.size(), "enough was written meanwhile");
    tasks.remove().run();
    early.wrote(1);
    assertEquals(0, tasks.size());
    early.finish();
    assertEquals(2, file.forces);
  }

  @Test
  @DisplayName("does not depend on an executor that refuses, or never comes to it")
  void noHelp() throws IOException {
    Counted file = new Counted();
    int[] refused = {0};
    EarlyForce early =
        new EarlyForce(
            task -> {
              refused[0]++;
              throw new RejectedExecutionException();
            },
            file,
            () -> false);
    early.wrote(EarlyForce.STEP);
    early.wrote(EarlyForce.STEP);
    early.finish();
    assertEquals(2, refused[0], "asked again");
    List<Runnable> tasks = new ArrayList<>();
    early = new EarlyForce(tasks::add, file, () -> false);
    early.wrote(EarlyForce.STEP);
    early.finish();
    tasks.forEach(Runnable::run);
    assertEquals(0, file.forces, "nothing begins once it is over");
  }

  @Test
  @DisplayName("cannot be finished after a force that failed, nor go on")
  void failure() throws IOException {
    Counted file = new Counted();
    file.fails = true;
    EarlyForce early = new EarlyForce(Runnable::run, file, () -> false);
    early.wrote(EarlyForce.STEP);
    file.fails = false;
    String expected = "content cannot be made durable: java.io.IOException: no force";
    assertEquals(
        expected, assertThrows(IOException.class, () -> early.wrote(EarlyForce.STEP)).getMessage());
    assertEquals(expected, assertThrows(IOException.class, early::finish).getMessage());
    early.abandon();
    assertEquals(1, file.forces);
  }

  @Test
  @DisplayName("is not forced as long as it is likely to be known, and then all of it at once")
  void known() throws IOException {
    Counted file = new Counted();
    boolean[] isKnown = {true};
    EarlyForce early = new EarlyForce(Runnable::run, file, () -> isKnown[0]);
    early.wrote(EarlyForce.STEP);
    early.wrote(EarlyForce.STEP);
    assertEquals(0, file.forces);
    isKnown[0] = false;
    early.wrote(1);
    early.wrote(1);
    early.finish();
    assertEquals(1, file.forces);
  }

  private interface End {
    void end(EarlyForce early) throws IOException;
  }

  @Test
  @DisplayName("ends when the force that is under way has ended")
  void waits() throws Exception {
    for (End end : List.<End>of(EarlyForce::finish, EarlyForce::abandon)) {
      List<String> steps = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      EarlyForce early =
          new EarlyForce(
              task -> new Thread(task).start(),
              () -> {
                begun.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                steps.add("forced");
              },
              () -> false);
      early.wrote(EarlyForce.STEP);
      begun.await();
      Thread ending =
          new Thread(
              () -> {
                try {
                  end.end(early);
                  steps.add("ended");
                } catch (IOException e) {
                  steps.add(e.toString());
                }
              });
      ending.start();
      while (ending.getState() != Thread.State.WAITING
          && ending.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      ending.join();
      assertEquals(List.of("forced", "ended"), steps);
    }
  }

  private static void write(OutputStream out, long bytes) throws IOException {
    byte[] block = new byte[1 << 16];
    for (long left = bytes; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  private static StoredContent put(FileContentStore store, long bytes) throws IOException {
    return store.put(out -> write(out, bytes), ContentCheck.NONE);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  @Test
  @DisplayName("is forced once more in the end, before it gets its name")
  void steps() throws IOException {
    RecordingDisk disk = new RecordingDisk(root);
    try (FileContentStore store =
        FileContentStore.builder(root).disk(disk).hashing(Runnable::run).open()) {
      put(store, EarlyForce.STEP + 1_000_000);
      List<String> steps = List.copyOf(disk.steps);
      int first = steps.indexOf("force");
      int last = steps.lastIndexOf("force");
      assertTrue(first < last && steps.subList(first, last).contains("write"), steps.toString());
      assertTrue(last > steps.lastIndexOf("write") && last < steps.indexOf("move to sha256"));
      assertEquals(2, Collections.frequency(steps, "force"));
      disk.steps.clear();
      put(store, EarlyForce.STEP / 2);
      assertEquals(1, Collections.frequency(disk.steps, "force"));
    }
    disk.steps.clear();
    try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
      put(store, EarlyForce.STEP + 2_000_000);
      assertEquals(1, Collections.frequency(disk.steps, "force"), "no executor, no early force");
    }
  }

  private static ContentWriter ending(byte[] end) {
    return out -> {
      write(out, EarlyForce.STEP + 1_000_000);
      out.write(end);
    };
  }

  @Test
  @DisplayName(
      "is not forced when it begins like content that was put, but in the end if it is new")
  void beginsLikeKnown() throws IOException {
    RecordingDisk disk = new RecordingDisk(root);
    Digest other;
    try (FileContentStore store =
        FileContentStore.builder(root).disk(disk).hashing(Runnable::run).open()) {
      IllegalStateException refused = new IllegalStateException("refused");
      ContentCheck refusal =
          stored -> {
            throw refused;
          };
      assertSame(
          refused,
          assertThrows(IllegalStateException.class, () -> store.put(ending(new byte[1]), refusal)));
      assertEquals(1, Collections.frequency(disk.steps, "force"));
      disk.steps.clear();
      store.put(ending(new byte[1]), ContentCheck.NONE);
      assertEquals(2, Collections.frequency(disk.steps, "force"), "what was refused is not known");
      disk.steps.clear();
      store.putAll(List.of(ending(new byte[1])), ContentCheck.NONE);
      assertEquals(0, Collections.frequency(disk.steps, "force"), "known");
      other = store.put(ending(new byte[] {1}), ContentCheck.NONE).digest();
      List<String> steps = List.copyOf(disk.steps);
      assertEquals(1, Collections.frequency(steps, "force"), "new");
      assertTrue(steps.indexOf("force") > steps.lastIndexOf("write"));
      assertTrue(steps.indexOf("force") < steps.lastIndexOf("move to sha256"));
      assertEquals(List.of(), left());
    }
    disk.steps.clear();
    try (FileContentStore store =
        FileContentStore.builder(root).disk(disk).hashing(Runnable::run).open()) {
      store.openVerified(other).close();
      store.put(ending(new byte[] {1}), ContentCheck.NONE);
      assertEquals(1, Collections.frequency(disk.steps, "force"), "nothing is known any more");
      store.put(ending(new byte[] {1}), ContentCheck.NONE);
      assertEquals(1, Collections.frequency(disk.steps, "force"), "found, and so known");
    }
  }

  /** Fails the force that has this number; the next succeed, as those of a real disk may. */
  private static final class FailingForce extends DiskDecorator {
    int left;

    @Override
    public void force(FileChannel file) throws IOException {
      if (left-- == 0) {
        throw new IOException("no force");
      }
      super.force(file);
    }
  }

  @Test
  @DisplayName("is refused when any of its forces fails, and can be put again")
  void failingForces() throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (Executor executor : List.of(pool, (Executor) Runnable::run)) {
        FailingForce disk = new FailingForce();
        try (FileContentStore store =
            FileContentStore.builder(root.resolve(executor == pool ? "pool" : "caller"))
                .disk(disk)
                .hashing(executor)
                .open()) {
          disk.left = 0;
          long size = EarlyForce.STEP + 1_000_000;
          IOException failure = assertThrows(IOException.class, () -> put(store, size));
          assertTrue(failure.getMessage().contains("no force"), failure.getMessage());
          assertEquals(ContentUsage.NONE, store.usage());
          assertEquals(List.of(), left());
          if (executor != pool) {
            disk.left = 1;
            assertThrows(IOException.class, () -> put(store, size), "the last one");
            assertEquals(ContentUsage.NONE, store.usage());
          }
          disk.left = -1;
          store.openVerified(put(store, size).digest()).close();
          assertEquals(new ContentUsage(1, size), store.usage());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("leaves nothing when it is given up while a force is under way")
  void givenUp() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    DiskDecorator disk =
        new DiskDecorator() {
          @Override
          public void force(FileChannel file) throws IOException {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            super.force(file);
            steps.add("forced");
          }

          @Override
          public void delete(Path file) throws IOException {
            steps.add("deleted");
            super.delete(file);
          }
        };
    try (FileContentStore store = FileContentStore.builder(root).hashing(pool).disk(disk).open()) {
      ContentWriter writer =
          out -> {
            write(out, EarlyForce.STEP + 2_000_000);
            try {
              assertTrue(begun.await(30, TimeUnit.SECONDS), "not forced early");
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            goOn.countDown();
            throw new IOException("no more");
          };
      assertThrows(IOException.class, () -> store.put(writer, ContentCheck.NONE));
      assertEquals(List.of("forced", "deleted"), steps);
      assertEquals(List.of(), left());
    } finally {
      goOn.countDown();
      pool.shutdownNow();
    }
  }
}
