package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal whose process is killed")
class KilledWriterTest {
  private static final int THREADS = 4;

  @TempDir Path directory;
  private int compacted;

  @Test
  @DisplayName("holds every acknowledged batch, and none in part, after three kills")
  void threeKills() throws Exception {
    killed(3, new Random(20_261_121));
  }

  @Test
  @Tag("thorough")
  @DisplayName("holds every acknowledged batch, and none in part, after twenty kills")
  void twentyKills() throws Exception {
    killed(20, new Random());
  }

  private void killed(int rounds, Random random) throws Exception {
    Map<String, Integer> acknowledged = new HashMap<>();
    for (int round = 0; round < rounds; round++) {
      Process writer = start();
      int acknowledgements = random.nextInt(400);
      try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
        assertEquals("ready", firstOf(out, acknowledged));
        for (int i = 0; i < acknowledgements; i++) {
          note(out.readLine(), acknowledged);
        }
        writer.toHandle().destroyForcibly(); // leaves what was printed readable
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          note(line, acknowledged);
        }
      }
      writer.waitFor();
      check(acknowledged, "round " + round);
    }
    assertTrue(compacted > 0, "some were compacted");
    assertTrue(acknowledged.size() > 1, "several threads were acknowledged: " + acknowledged);
  }

  /** Threads may be faster than the first line of the program that starts them. */
  private static String firstOf(BufferedReader out, Map<String, Integer> acknowledged)
      throws IOException {
    String line = out.readLine();
    while (line != null && !line.equals("ready")) {
      note(line, acknowledged);
      line = out.readLine();
    }
    return String.valueOf(line);
  }

  private static void note(String line, Map<String, Integer> acknowledged) {
    String[] words = line.split(" ", 2);
    if (words.length == 2 && !words[1].isEmpty()) {
      int batch = Integer.parseInt(words[1]);
      acknowledged.merge(words[0], batch + 1, Math::max);
    }
  }

  private void check(Map<String, Integer> acknowledged, String round) {
    try (FileJournal journal = FileJournal.open(directory)) {
      for (int thread = 0; thread < THREADS; thread++) {
        EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel-" + thread);
        List<ParcelEvent> found = ParcelEvent.all(stream);
        int batches = ParcelWriter.batchesIn(stream.size());
        int told = acknowledged.getOrDefault(stream.id(), 0);
        assertTrue(batches >= told, round + ": told of " + told + ", found " + batches);
        assertTrue(batches <= told + 1, round + ": told of " + told + ", found " + batches);
        List<ParcelEvent> expected = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
          expected.addAll(ParcelEvent.batch(batch, ParcelWriter.sizeOf(batch)));
        }
        long start = stream.start();
        if (start > 0) {
          expected.subList(0, (int) start).clear();
          expected.set(0, ParcelWriter.sumBefore(start + 1));
        }
        compacted += start > 0 ? 1 : 0;
        assertEquals(expected, found, round);
        acknowledged.put(stream.id(), batches);
      }
    }
  }

  @Test
  @DisplayName("is refused while the process lives, with its number, and free once it is killed")
  void secondProcess() throws Exception {
    Process writer = start();
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("ready", firstOf(out, new HashMap<>()));
      JournalException refused =
          assertThrows(JournalException.class, () -> FileJournal.open(directory));
      assertEquals(
          directory
              + ": process "
              + writer.pid()
              + " has the journal open; only one may write it. Stop that process, or choose"
              + " another directory",
          refused.getMessage());
    } finally {
      writer.destroyForcibly().waitFor();
    }
    FileJournal.open(directory).close();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(ParcelWriter.command(directory.toString(), Integer.toString(THREADS)))
        .redirectErrorStream(true)
        .start();
  }
}
