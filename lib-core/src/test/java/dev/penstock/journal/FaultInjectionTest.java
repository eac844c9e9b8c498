package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal on a disk of which one operation fails")
class FaultInjectionTest {
  private static final int BATCHES = 8;
  private static final long SMALL = 600;

  @TempDir Path directory;

  /** What the appends of one run were told. */
  private record Run(List<ParcelEvent> acknowledged, List<ParcelEvent> attempted, int failures) {}

  private static Run run(Path place, JournalStorage storage) {
    List<ParcelEvent> acknowledged = new ArrayList<>();
    List<ParcelEvent> attempted = new ArrayList<>();
    int failures = 0;
    try (FileJournal journal = FileJournal.open(place, storage, SMALL)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      acknowledged.addAll(ParcelEvent.all(stream));
      attempted.addAll(acknowledged);
      for (int i = 0; i < BATCHES; i++) {
        List<ParcelEvent> batch = ParcelEvent.batch(i, 1 + i % 3);
        @Nullable Throwable failed =
            stream
                .append(acknowledged.size(), batch)
                .handle((done, thrown) -> thrown)
                .toCompletableFuture()
                .join();
        if (failed == null) {
          assertEquals(0, failures, "no append is taken after one has failed");
          acknowledged.addAll(batch);
          attempted.addAll(batch);
        } else {
          attempted.addAll(failures == 0 ? batch : List.of());
          failures++;
        }
        assertEquals(acknowledged, ParcelEvent.all(stream), "readable at once");
      }
    } catch (JournalException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("No space left on device"), e.toString());
      failures++;
    }
    return new Run(acknowledged, attempted, failures);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps what it acknowledged, and all or nothing of the rest, when it")
  void eachOperation(FaultyStorage.Fault fault) throws IOException {
    int operations = operations();
    for (int failing = 0; failing < operations; failing++) {
      Path place = directory.resolve(fault + "-" + failing);
      FaultyStorage storage = FaultyStorage.of(place, fault, failing);
      Run run = run(place, storage);
      String when = fault + " at operation " + failing;
      assertTrue(run.failures() > 0, when);
      Run again = run(place, FaultyStorage.faultless(place));
      List<ParcelEvent> found = again.acknowledged().subList(0, again.acknowledged().size() - 15);
      assertEquals(0, again.failures(), when);
      assertTrue(
          found.equals(run.acknowledged()) || found.equals(run.attempted()),
          () -> when + ": acknowledged " + run.acknowledged() + ", found " + found);
    }
  }

  /** Faults of recovery itself: what was torn stays torn, or is repaired, and loses nothing. */
  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps what it acknowledged while it is being repaired when it")
  void eachOperationOfARepair(FaultyStorage.Fault fault) throws IOException {
    Path whole = directory.resolve("whole");
    Run written = run(whole, FaultyStorage.faultless(whole));
    String name =
        Segments.list(new DirectoryStorage(whole)).current().stream()
            .reduce((one, next) -> next)
            .orElseThrow()
            .name();
    for (int failing = 0; failing < 4; failing++) {
      Path place = Files.createDirectories(directory.resolve(fault + "-" + failing));
      for (String file : new DirectoryStorage(whole).names()) {
        Files.copy(whole.resolve(file), place.resolve(file));
      }
      Files.writeString(place.resolve(name), Files.readString(place.resolve(name)) + "0bad");
      Run repairing = run(place, FaultyStorage.of(place, fault, failing));
      Run again = run(place, FaultyStorage.faultless(place));
      assertEquals(0, again.failures());
      assertTrue(repairing.failures() > 0);
      assertEquals(
          written.acknowledged(), again.acknowledged().subList(0, written.acknowledged().size()));
    }
  }

  private int operations() {
    Path place = directory.resolve("faultless");
    FaultyStorage storage = FaultyStorage.faultless(place);
    Run run = run(place, storage);
    assertEquals(0, run.failures());
    assertEquals(15, run.acknowledged().size());
    assertTrue(Files.exists(place.resolve("00000002.journal")), "a segment was begun on the way");
    return storage.operations();
  }

  @Test
  @DisplayName("says what failed and what to do, to this append and to all later ones")
  void message() {
    // header: truncate, append, force, directory; create comes first. The sixth is the append.
    FaultyStorage storage = FaultyStorage.of(directory, FaultyStorage.Fault.WRITES_HALF, 5);
    try (FileJournal journal = FileJournal.open(directory, storage, SMALL)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      for (int i = 0; i < 2; i++) {
        CompletionException failed =
            assertThrows(
                CompletionException.class,
                () -> ParcelEvent.append(stream, ParcelEvent.batch(1, 1)));
        assertEquals(
            directory
                + "/00000001.journal: the events could not be written: No space left on device."
                + " What was durable before still is. Close the journal, remove the cause and open"
                + " it again",
            Objects.requireNonNull(failed.getCause()).getMessage());
      }
    }
  }
}
