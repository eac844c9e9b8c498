package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal whose files were torn or damaged")
class TornTailTest {
  private static final int BATCHES = 6;

  @TempDir Path directory;
  private Path written;

  /** What the journal held after each batch, and how long the last segment was then. */
  private final List<Map<String, List<ParcelEvent>>> states = new ArrayList<>();

  private final List<Long> lengths = new ArrayList<>();
  private byte[] first = {};
  private byte[] last = {};

  @BeforeEach
  void writeTwoSegments() throws IOException {
    written = directory.resolve("written");
    Map<String, List<ParcelEvent>> state = new TreeMap<>();
    try (FileJournal journal = FileJournal.builder(written).segmentLimit(1024).open()) {
      for (int i = 0; i < BATCHES; i++) {
        String stream = i % 2 == 0 ? "even" : "odd";
        List<ParcelEvent> batch = ParcelEvent.batch(i, 1 + i % 3);
        ParcelEvent.append(ParcelEvent.open(journal, stream), batch);
        state.computeIfAbsent(stream, id -> new ArrayList<>()).addAll(batch);
        if (Files.exists(written.resolve("00000002.journal"))) {
          states.add(copy(state));
          lengths.add(Files.size(written.resolve("00000002.journal")));
        } else {
          states.clear();
          states.add(copy(state));
          lengths.clear();
          lengths.add(0L);
        }
      }
    }
    first = Files.readAllBytes(written.resolve("00000001.journal"));
    last = Files.readAllBytes(written.resolve("00000002.journal"));
    assertTrue(states.size() >= 3, "several batches in the last of two segments");
    assertTrue(Files.notExists(written.resolve("00000003.journal")));
  }

  private static Map<String, List<ParcelEvent>> copy(Map<String, List<ParcelEvent>> state) {
    Map<String, List<ParcelEvent>> copy = new TreeMap<>();
    state.forEach((stream, events) -> copy.put(stream, List.copyOf(events)));
    return copy;
  }

  private Path journalOf(byte[] one, byte[] two) throws IOException {
    Path copy = Files.createDirectories(directory.resolve("copy"));
    for (int segment = 1; segment <= 3; segment++) {
      Files.deleteIfExists(copy.resolve(Segment.appended(segment).name()));
    }
    Files.write(copy.resolve("00000001.journal"), one);
    Files.write(copy.resolve("00000002.journal"), two);
    return copy;
  }

  /** Forces nothing, because thousands are opened. */
  private static FileJournal open(Path place) {
    return FileJournal.open(place, FaultyStorage.faultless(place), 1 << 20);
  }

  private Map<String, List<ParcelEvent>> stateAt(long length) {
    int whole = 0;
    while (whole + 1 < lengths.size() && lengths.get(whole + 1) <= length) {
      whole++;
    }
    return states.get(whole);
  }

  @Test
  @DisplayName("holds the whole batches of any length of its last segment, and goes on")
  void everyLength() throws IOException {
    for (int length = 0; length <= last.length; length++) {
      Path copy = journalOf(first, Arrays.copyOf(last, length));
      Map<String, List<ParcelEvent>> expected = copy(stateAt(length));
      List<ParcelEvent> more = ParcelEvent.batch(77, 2);
      try (FileJournal journal = open(copy)) {
        assertEquals(expected, ParcelEvent.all(journal), "cut to " + length);
        ParcelEvent.append(ParcelEvent.open(journal, "even"), more);
      }
      List<ParcelEvent> even = new ArrayList<>(expected.get("even"));
      even.addAll(more);
      expected.put("even", even);
      try (FileJournal journal = open(copy)) {
        assertEquals(expected, ParcelEvent.all(journal), "cut to " + length + ", then appended");
      }
    }
  }

  @Test
  @DisplayName("drops the last commit if any byte of it is wrong")
  void everyByteOfTheTail() throws IOException {
    int start = Math.toIntExact(lengths.get(lengths.size() - 2));
    for (int at = start; at < last.length; at++) {
      for (int bit : new int[] {0x01, 0xff}) {
        byte[] changed = last.clone();
        changed[at] ^= (byte) bit;
        try (FileJournal journal = open(journalOf(first, changed))) {
          assertEquals(
              states.get(states.size() - 2), ParcelEvent.all(journal), "byte " + at + " ^ " + bit);
        }
      }
    }
  }

  @Test
  @DisplayName("drops a last commit of zeros, as some file systems leave it after a power cut")
  void zeros() throws IOException {
    int start = Math.toIntExact(lengths.get(lengths.size() - 2));
    for (int hole = start; hole < last.length; hole += 16) {
      byte[] changed = last.clone();
      Arrays.fill(changed, hole, Math.min(last.length, hole + 16), (byte) 0);
      try (FileJournal journal = open(journalOf(first, changed))) {
        assertEquals(states.get(states.size() - 2), ParcelEvent.all(journal), "hole at " + hole);
      }
    }
  }

  @Test
  @DisplayName("is refused, unchanged, if a byte before the last commit is wrong")
  void everyByteBefore() throws IOException {
    int end = Math.toIntExact(lengths.get(lengths.size() - 2));
    for (int at = 0; at < first.length + end; at++) {
      byte[] one = first.clone();
      byte[] two = last.clone();
      boolean inFirst = at < first.length;
      if (inFirst) {
        one[at] ^= 0x01;
      } else {
        two[at - first.length] ^= 0x01;
      }
      Path copy = journalOf(one, two);
      JournalException refused =
          assertThrows(JournalException.class, () -> open(copy).close(), "byte " + at);
      String file = copy + "/0000000" + (inFirst ? 1 : 2) + ".journal, offset ";
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith(file), message);
      assertArrayEquals(one, Files.readAllBytes(copy.resolve("00000001.journal")));
      assertArrayEquals(two, Files.readAllBytes(copy.resolve("00000002.journal")));
    }
  }

  @Test
  @DisplayName("is refused if an earlier segment is shorter than it was")
  void earlierSegmentCut() throws IOException {
    for (int length = 0; length < first.length; length++) {
      Path copy = journalOf(Arrays.copyOf(first, length), last);
      assertThrows(JournalException.class, () -> open(copy).close(), "cut to " + length);
    }
  }

  @Test
  @DisplayName("is refused with the place, the reason and what to do")
  void messages() throws IOException {
    byte[] changed = first.clone();
    int second = indexOfLine(first, 2);
    changed[second + 30] ^= 0x01;
    Path copy = journalOf(changed, last);
    assertEquals(
        copy
            + "/00000001.journal, offset "
            + second
            + ", line 3: the line does not fit its checksum; this was durable before, so it is"
            + " damage and no torn write. Nothing was changed. Put the file back from a copy",
        assertThrows(JournalException.class, () -> open(copy)).getMessage());
    Files.delete(copy.resolve("00000001.journal"));
    assertEquals(
        copy
            + ": 00000001.journal is missing, the next one found is 00000002.journal. Nothing was"
            + " changed. Put the missing file back",
        assertThrows(JournalException.class, () -> open(copy)).getMessage());
  }

  @Test
  @DisplayName("is refused if whole lines are missing, doubled or swapped")
  void lines() throws IOException {
    List<String> lines = new String(first, UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> missing = new ArrayList<>(lines);
      missing.remove(i);
      if (i != lastCommit(lines)) { // it holds nothing, and nothing after it needs it
        refuses(missing, "without line " + (i + 1));
      }
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      refuses(doubled, "with line " + (i + 1) + " twice");
      for (int j = 0; j < i; j++) {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, i, j);
        refuses(swapped, "with lines " + (i + 1) + " and " + (j + 1) + " swapped");
      }
    }
  }

  private static int lastCommit(List<String> lines) {
    int at = lines.size() - 1;
    while (!lines.get(at).contains("{\"durable\":")) {
      at--;
    }
    return at;
  }

  private void refuses(List<String> lines, String how) throws IOException {
    byte[] one = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    Path copy = journalOf(one, last);
    assertThrows(JournalException.class, () -> open(copy).close(), how);
  }

  private static int indexOfLine(byte[] text, int newlines) {
    int at = 0;
    for (int found = 0; found < newlines; at++) {
      found += text[at] == '\n' ? 1 : 0;
    }
    return at;
  }
}
