package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.CompactionRun.Content;
import dev.penstock.journal.ParcelEvent.Packed;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal in files that is compacted")
class CompactedFilesTest {
  private static final long SMALL = 700;
  private static final int OPERATIONS = 25;

  @TempDir Path directory;

  private static NavigableSet<String> filesOf(Path place) throws IOException {
    NavigableSet<String> names = new TreeSet<>(new DirectoryStorage(place).names());
    names.remove("journal.lock");
    return names;
  }

  private static long bytesOf(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static ParcelEvent sum(long number) {
    return new Packed(number, true, Map.of("sum", "of all before"));
  }

  @Test
  @DisplayName("holds what its history says, whenever it is opened again")
  void randomHistories() {
    histories(0, 40);
  }

  @Test
  @Tag("thorough")
  @DisplayName("holds what its history says, whenever it is opened again, in many histories")
  void manyRandomHistories() {
    histories(System.nanoTime(), 5_000);
  }

  private void histories(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      Path place = directory.resolve("seed-" + seed);
      CompactionRun run = new CompactionRun(seed);
      Map<String, Content> before = Map.of();
      for (int opening = 0; opening < 4; opening++) {
        String when = "seed " + seed + ", opening " + opening;
        long limit = opening % 2 == 0 ? SMALL : 3 * SMALL;
        try (FileJournal journal = FileJournal.open(place, FaultyStorage.faultless(place), limit)) {
          assertEquals(before, CompactionRun.contentOf(journal), when);
        }
        run.run(place, FaultyStorage.faultless(place), limit, 25);
        assertEquals(0, run.failures, when);
        before = Map.copyOf(run.acknowledged);
      }
    }
  }

  /**
   * Faults of rewriting cost space; faults of appending end the journal; neither costs an event.
   */
  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps what it acknowledged, and all or nothing of the rest, on a disk that once")
  void eachOperation(FaultyStorage.Fault fault) throws IOException {
    int silent = 0;
    for (long seed : new long[] {3}) {
      Path faultless = directory.resolve("faultless-" + seed);
      FaultyStorage sound = FaultyStorage.faultless(faultless);
      assertEquals(0, new CompactionRun(seed).run(faultless, sound, SMALL, OPERATIONS).failures);
      for (int failing = 0; failing < sound.operations(); failing++) {
        String when = fault + " at operation " + failing + " of seed " + seed;
        Path place = directory.resolve(fault + "-" + seed + "-" + failing);
        FaultyStorage storage = FaultyStorage.of(place, fault, failing);
        CompactionRun run = new CompactionRun(seed).run(place, storage, SMALL, OPERATIONS);
        silent += run.failures == 0 ? 1 : 0;
        try (FileJournal journal = FileJournal.open(place, FaultyStorage.faultless(place), SMALL)) {
          Map<String, Content> found = CompactionRun.contentOf(journal);
          assertTrue(
              found.equals(run.acknowledged) || found.equals(run.attempted),
              () -> when + ": acknowledged " + run.acknowledged + ", found " + found);
        }
        Set<String> left = filesOf(place);
        assertTrue(left.stream().allMatch(name -> name.endsWith(".journal")), when + left);
        CompactionRun again =
            new CompactionRun(seed + 1).run(place, FaultyStorage.faultless(place), SMALL, 8);
        assertEquals(0, again.failures, when);
        try (FileJournal journal = FileJournal.open(place, FaultyStorage.faultless(place), SMALL)) {
          assertEquals(again.acknowledged, CompactionRun.contentOf(journal), when);
        }
      }
    }
    assertTrue(
        fault == FaultyStorage.Fault.REFUSES_FROM_THEN_ON || silent > 10,
        "rewriting was hit, and only that is silent: " + silent);
  }

  @Test
  @DisplayName("takes little space, however much was written")
  void freesSpace() throws IOException {
    long largest = 0;
    try (FileJournal journal =
        FileJournal.open(directory, FaultyStorage.faultless(directory), 20_000)) {
      EventStream<ParcelEvent> waiting = ParcelEvent.open(journal, "waits for ever");
      ParcelEvent.append(waiting, ParcelEvent.batch(0, 5));
      EventStream<ParcelEvent> busy = ParcelEvent.open(journal, "busy");
      for (int i = 0; i < 400; i++) {
        ParcelEvent.append(busy, ParcelEvent.batch(i, 50));
        if (i % 4 == 3) {
          busy.compact(busy.size() - 20, sum(i)).toCompletableFuture().join();
          largest = Math.max(largest, bytesOf(directory));
        }
      }
      assertEquals(ParcelEvent.batch(0, 5), ParcelEvent.all(waiting));
      assertEquals(21, ParcelEvent.all(busy).size());
      assertEquals(20_000, busy.size());
    }
    assertTrue(largest < 120_000, "20,000 events of 150 bytes took " + largest);
    assertTrue(filesOf(directory).size() <= 4, () -> "files: " + directory);
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> busy = ParcelEvent.open(journal, "busy");
      assertEquals(20_000 - 21, busy.start());
      assertEquals(
          ParcelEvent.batch(399, 50).subList(30, 50), ParcelEvent.all(busy).subList(1, 21));
      assertEquals(
          ParcelEvent.batch(0, 5), ParcelEvent.all(ParcelEvent.open(journal, "waits for ever")));
    }
  }

  @Test
  @DisplayName("takes little space, however many streams were removed")
  void freesRemovedStreams() throws IOException {
    try (FileJournal journal =
        FileJournal.open(directory, FaultyStorage.faultless(directory), 20_000)) {
      ParcelEvent.append(ParcelEvent.open(journal, "waits for ever"), ParcelEvent.batch(0, 1));
      for (int i = 0; i < 3_000; i++) {
        EventStream<ParcelEvent> child = ParcelEvent.open(journal, "child-" + i);
        ParcelEvent.append(child, ParcelEvent.batch(i, 3));
        child.remove().toCompletableFuture().join();
      }
      assertEquals(List.of("waits for ever"), journal.streams());
    }
    assertTrue(bytesOf(directory) < 120_000, "1.6 MB were written, left: " + bytesOf(directory));
    assertTrue(filesOf(directory).size() <= 5, () -> "files: " + directory);
    try (FileJournal journal = FileJournal.open(directory)) {
      assertEquals(List.of("waits for ever"), journal.streams());
    }
  }

  @Test
  @DisplayName("keeps the files of a read until it ends")
  void readUnderWay() throws IOException {
    try (FileJournal journal =
        FileJournal.open(directory, new DirectoryStorage(directory), SMALL)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "read");
      List<ParcelEvent> written = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        ParcelEvent.append(stream, ParcelEvent.batch(i, 3));
        written.addAll(ParcelEvent.batch(i, 3));
      }
      Set<String> before = filesOf(directory);
      List<ParcelEvent> seen = new ArrayList<>();
      List<Set<String>> during = new ArrayList<>();
      stream.read(
          0,
          (sequence, event) -> {
            if (sequence == 2) {
              stream.compact(30, sum(0)).toCompletableFuture().join();
              try {
                during.add(filesOf(directory));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }
            seen.add(event);
          });
      assertEquals(written, seen);
      assertTrue(during.get(0).containsAll(before), during + " still has " + before);
      assertTrue(during.get(0).size() > before.size(), during + " has the rewritten file");
      assertTrue(filesOf(directory).size() < before.size(), filesOf(directory) + " is less");
      assertEquals(7, ParcelEvent.all(stream).size());
    }
  }

  @Test
  @DisplayName("is rewritten where the host says, and not at all if nobody takes the work")
  void housekeeping() throws IOException {
    Queue<Runnable> tasks = new ArrayDeque<>();
    try (FileJournal journal =
        FileJournal.builder(directory)
            .segmentLimit(1024)
            .housekeeping(
                task -> {
                  if (tasks.size() == 1) {
                    throw new RejectedExecutionException();
                  }
                  tasks.add(task);
                })
            .open()) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "kept");
      for (int i = 0; i < 20; i++) {
        ParcelEvent.append(stream, ParcelEvent.batch(i, 3));
      }
      stream.compact(60, sum(0)).toCompletableFuture().join();
      Set<String> before = filesOf(directory);
      assertTrue(before.size() > 8, () -> "files: " + before);
      stream.compact(60, sum(1)).toCompletableFuture().join(); // rejected
      assertEquals(before, filesOf(directory));
      tasks.remove().run();
      assertTrue(filesOf(directory).size() <= 3, () -> "files: " + directory);
      assertEquals(List.of(sum(1)), ParcelEvent.all(stream));
    }
  }

  /** Writes a journal whose first segments were rewritten, and returns the rewritten file. */
  private Path rewritten() throws IOException {
    try (FileJournal journal =
        FileJournal.open(directory, new DirectoryStorage(directory), SMALL)) {
      ParcelEvent.append(ParcelEvent.open(journal, "other"), ParcelEvent.batch(0, 2));
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "kept");
      for (int i = 0; i < 12; i++) {
        ParcelEvent.append(stream, ParcelEvent.batch(i, 3));
      }
      stream.compact(20, sum(0)).toCompletableFuture().join();
    }
    String name =
        filesOf(directory).stream().filter(n -> n.contains("-")).findFirst().orElseThrow();
    return directory.resolve(name);
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(JournalException.class, () -> FileJournal.open(directory)).getMessage());
  }

  @Test
  @DisplayName("does not take a rewritten file for whole that lost its end, or a line")
  void damagedRewrittenFile() throws IOException {
    Path file = rewritten();
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.size() > 3, lines.toString());
    Files.write(file, lines.subList(0, lines.size() - 1));
    assertEquals(
        file
            + ", offset "
            + Files.size(file)
            + ", line "
            + lines.size()
            + ": the end of the rewritten file is missing; this was durable before, so it is damage"
            + " and no torn write. Nothing was changed. Put the file back from a copy",
        refusal());
    List<String> holed = new ArrayList<>(lines);
    holed.remove(1);
    Files.write(file, holed);
    assertTrue(refusal().contains("a commit of offset "), this::refusal);
  }

  @Test
  @DisplayName("does not take a stream for whole whose checkpoint is lost")
  void lostCheckpoint() throws IOException {
    Path file = rewritten();
    Path last = directory.resolve(filesOf(directory).last());
    List<String> lines = new ArrayList<>(Files.readAllLines(last));
    assertTrue(lines.removeIf(line -> line.contains("\"checkpoint\":true")), lines.toString());
    Files.write(last, lines);
    assertTrue(Files.exists(file));
    assertEquals(
        directory
            + ": stream kept begins with sequence 20, and no checkpoint stands for what was before"
            + " it. This is damage. Nothing was changed. Put the files back from a copy",
        refusal());
  }

  @Test
  @DisplayName("names a file that is missing beside rewritten ones")
  void missingFile() throws IOException {
    rewritten();
    List<String> names = List.copyOf(filesOf(directory));
    assertTrue(names.get(0).contains("-") && names.size() > 2, names.toString());
    Files.delete(directory.resolve(names.get(1)));
    assertEquals(
        directory
            + ": "
            + names.get(1)
            + " is missing, the next one found is "
            + names.get(2)
            + ". Nothing was changed. Put the missing file back",
        refusal());
    for (String name : names.subList(2, names.size())) {
      Files.delete(directory.resolve(name));
    }
    assertEquals(
        directory
            + ": "
            + names.get(1)
            + " is missing, and the one before it was closed. Nothing was changed. Put the missing"
            + " file back",
        refusal());
  }
}
