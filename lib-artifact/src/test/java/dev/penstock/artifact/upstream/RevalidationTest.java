package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A listing that is out of date")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RevalidationTest {
  private @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = new World(directory).repositories("web -> store");
    world.upstreams.links().associate("store", NPMJS);
    world.source.with(UI_1, TGZ, "one");
    assertEquals(Set.of("1.0.0"), world.versions("web", UI));
    world.wait(ofMinutes(31));
  }

  private Set<String> versions() {
    try {
      return world.versions("web", UI);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Covers("AP-027")
  @DisplayName("is asked for by one reader, whose answer those wait for who come meanwhile")
  void shared() throws InterruptedException, ExecutionException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    world.source.whenCalled =
        () -> {
          asked.countDown();
          await(goOn);
        };
    FutureTask<Set<String>> first = new FutureTask<>(this::versions);
    FutureTask<Set<String>> second = new FutureTask<>(this::versions);
    Thread waiting = new Thread(second);
    try {
      new Thread(first).start();
      asked.await();
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertEquals(2, world.source.count("versions"), "the one of the first");
    } finally {
      goOn.countDown();
    }
    assertEquals(Set.of("1.0.0"), first.get());
    assertEquals(Set.of("1.0.0"), second.get());
    assertEquals(2, world.source.count("versions"));
  }

  @Test
  @Covers("AP-027")
  @DisplayName("is not asked for again by a reader who saw it before another one has renewed it")
  void renewedMeanwhile() {
    int times = timesRead();
    for (int i = 1; i <= times; i++) {
      world.wait(ofMinutes(31));
      int before = world.source.count("versions");
      CountDownLatch left = new CountDownLatch(i);
      world.whenTimeIsRead =
          () -> {
            left.countDown();
            boolean isAsking = world.source.count("versions") > before; // then others wait
            if (left.getCount() == 0 && !isAsking) {
              world.whenTimeIsRead = () -> {};
              assertEquals(Set.of("1.0.0"), versions());
            }
          };
      assertEquals(Set.of("1.0.0"), versions());
      assertEquals(before + 1, world.source.count("versions"), "at reading " + i + " of the time");
    }
  }

  /** How often one reader looks at the time: wherever it does, another one may come between. */
  private int timesRead() {
    int[] times = {0};
    world.whenTimeIsRead = () -> times[0]++;
    assertEquals(Set.of("1.0.0"), versions());
    world.whenTimeIsRead = () -> {};
    return times[0];
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
