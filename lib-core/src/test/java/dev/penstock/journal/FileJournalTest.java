package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.ParcelEvent.Carrier;
import dev.penstock.journal.ParcelEvent.Item;
import dev.penstock.journal.ParcelEvent.Ordered;
import dev.penstock.journal.ParcelEvent.Packed;
import dev.penstock.journal.ParcelEvent.Sent;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import dev.penstock.process.UnreadableEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal in files")
class FileJournalTest {
  @TempDir Path directory;

  private Path segment(int number) {
    return directory.resolve("0000000" + number + ".journal");
  }

  private static String messageOf(CompletableFuture<Void> append) {
    Throwable cause = assertThrows(CompletionException.class, append::join).getCause();
    return cause + "";
  }

  /** A segment made by hand, checksums included. */
  private void write(int number, String... lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String json : lines) {
      CRC32C crc = new CRC32C();
      crc.update(json.getBytes(UTF_8));
      text.append(String.format("%08x %s\n", crc.getValue(), json));
    }
    Files.writeString(segment(number), text);
  }

  @Test
  @DisplayName("can be read by a person")
  void text() throws IOException {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> parcel = ParcelEvent.open(journal, "parcel 1");
      ParcelEvent.append(
          parcel,
          List.of(
              new Ordered("J\u00fcrgen", Instant.EPOCH, List.of(new Item("pen", 2))),
              new Packed(120, true, Map.of())));
      ParcelEvent.append(
          ParcelEvent.open(journal, "parcel 1"),
          List.of(new Sent(Carrier.BICYCLE, Optional.of("a\nb"), Duration.ofHours(2))));
    }
    write(
        2,
        "{\"penstock\":\"0.1.0\",\"format\":1,\"segment\":1}",
        "{\"durable\":53}",
        "{\"format\":1,\"stream\":\"parcel 1\",\"epoch\":1,\"sequence\":0,\"more\":1,"
            + "\"type\":\"Ordered\",\"version\":1,\"fields\":{\"customer\":\"J\u00fcrgen\","
            + "\"at\":\"1970-01-01T00:00:00Z\",\"items\":[{\"name\":\"pen\",\"count\":2}]}}",
        "{\"format\":1,\"stream\":\"parcel 1\",\"epoch\":1,\"sequence\":1,\"more\":0,"
            + "\"type\":\"Packed\",\"version\":1,\"fields\":{\"grams\":120,\"fragile\":true}}",
        "{\"durable\":415}",
        "{\"format\":1,\"stream\":\"parcel 1\",\"epoch\":2,\"sequence\":2,\"more\":0,"
            + "\"type\":\"Sent\",\"version\":1,\"fields\":{\"carrier\":\"BICYCLE\","
            + "\"note\":\"a\\nb\",\"expected\":\"PT2H\"}}");
    assertEquals(Files.readString(segment(2)), Files.readString(segment(1)));
  }

  @Test
  @DisplayName("has made an append durable when it returns to a lone caller")
  void completedAtOnce() {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "lone");
      for (int i = 0; i < 5; i++) {
        assertTrue(stream.append(i, ParcelEvent.batch(i, 1)).toCompletableFuture().isDone());
      }
    }
  }

  @Test
  @DisplayName("is refused in a place where a file is")
  void file() throws IOException {
    Path file = Files.writeString(directory.resolve("notes.txt"), "");
    assertEquals(
        file + ": the journal cannot be opened: " + file + " is a file; give a directory",
        assertThrows(JournalException.class, () -> FileJournal.open(file)).getMessage());
  }

  @Test
  @DisplayName("names its release as the build does")
  void release() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    var version = Pattern.compile("<parent>.*?<version>(.*?)</version>", Pattern.DOTALL);
    var found = version.matcher(pom);
    assertTrue(found.find());
    assertEquals(found.group(1), Lines.RELEASE);
  }

  @Test
  @DisplayName("is not disturbed by interrupted threads")
  void interrupted() {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "interrupted");
      Thread.currentThread().interrupt();
      ParcelEvent.append(stream, ParcelEvent.batch(1, 1));
      ParcelEvent.append(stream, ParcelEvent.batch(2, 1));
      assertEquals(2, ParcelEvent.all(stream).size());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  @DisplayName("is refused to a second opening in the same process, until it is closed")
  void secondOpening() {
    try (FileJournal journal = FileJournal.open(directory.resolve("one"))) {
      Path again = journal.directory().resolve("../one");
      assertEquals(
          again
              + ": this process has the journal open already; only one may write it. Share the"
              + " open one, or close it first",
          assertThrows(JournalException.class, () -> FileJournal.open(again)).getMessage());
    }
    FileJournal.open(directory.resolve("one")).close();
  }

  @Test
  @DisplayName("tells a writer that lost its stream what was expected and what was found")
  void stale() {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> first = ParcelEvent.open(journal, "s");
      assertEquals(
          StaleStreamException.class.getName()
              + ": stream s: expected sequence 4, found 0. Nothing was written; open the stream"
              + " again",
          messageOf(first.append(4, ParcelEvent.batch(1, 1)).toCompletableFuture()));
      ParcelEvent.open(journal, "s");
      assertEquals(
          StaleStreamException.class.getName()
              + ": stream s: opened as epoch 1, found epoch 2: it was opened again and belongs to"
              + " that writer. Nothing was written",
          messageOf(first.append(0, ParcelEvent.batch(1, 1)).toCompletableFuture()));
    }
  }

  @Test
  @DisplayName("refuses what it could not read again, and nothing else")
  void refusedEvents() {
    Object deep = "bottom";
    for (int i = 0; i < Lines.MAX_DEPTH; i++) {
      deep = List.of(deep);
    }
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<Object> stream = journal.open("raw", new RawCodec());
      assertEquals(
          JournalException.class.getName()
              + ": stream raw, sequence 0: the events cannot be written: event Raw takes "
              + (Lines.MAX_RECORD + 132)
              + " bytes; allowed: 16777216. Nothing was written",
          messageOf(
              stream.append(0, List.of("x".repeat(Lines.MAX_RECORD + 16))).toCompletableFuture()));
      assertEquals(
          JournalException.class.getName()
              + ": stream raw, sequence 0: the events cannot be written: the name half \ud83d holds"
              + " half of a surrogate pair. Nothing was written",
          messageOf(stream.append(0, List.of(Map.of("half \ud83d", "x"))).toCompletableFuture()));
      assertTrue(
          messageOf(stream.append(0, List.of(List.of(deep, deep))).toCompletableFuture())
              .contains("nesting depth"));
      assertEquals(
          "a java.lang.Double cannot be written; allowed: String, Long, Boolean, null, List and"
              + " Map",
          assertThrows(IllegalArgumentException.class, () -> stream.append(0, List.of(1.5d)))
              .getMessage());
      List<Object> large = List.of("y".repeat(Lines.MAX_RECORD - 200), 1L, true, Map.of("a", "b"));
      stream.append(0, large).toCompletableFuture().join();
      List<Object> read = new ArrayList<>();
      stream.read(0, (sequence, event) -> read.add(event));
      assertEquals(large, read);
    }
    try (FileJournal journal = FileJournal.open(directory)) {
      assertEquals(4, journal.open("raw", new RawCodec()).size());
    }
  }

  /** Writes values as they are. */
  private static final class RawCodec implements EventCodec<Object> {
    @Override
    public EncodedEvent encode(Object event) {
      return new EncodedEvent("Raw", 1, Map.of("value", event));
    }

    @Override
    public Object decode(EncodedEvent encoded) {
      return Objects.requireNonNull(encoded.fields().get("value"));
    }
  }

  @Test
  @DisplayName("of a newer format is refused with the release that wrote it")
  void newerFormat() throws IOException {
    write(1, "{\"penstock\":\"9.0.0\",\"format\":3,\"segment\":1,\"encoding\":\"cbor\"}", "{}");
    assertEquals(
        segment(1)
            + ", offset 0, line 1: written by Penstock 9.0.0 in format 3; this release, 0.1.0, reads"
            + " formats 1 to 2. Nothing was changed. Open the journal with Penstock 9.0.0 or newer",
        assertThrows(JournalException.class, () -> FileJournal.open(directory)).getMessage());
  }

  @Test
  @DisplayName(
      "of another release in the same format is read, passes over what it does not know, and stays as it is")
  void otherRelease() throws IOException {
    write(
        1,
        "{\"penstock\":\"0.9.0\",\"format\":1,\"segment\":1,\"new\":[1,2.5,{}]}",
        "{\"durable\":70}",
        "{\"format\":1,\"origin\":{\"host\":\"a\"},\"stream\":\"p\",\"epoch\":7,\"sequence\":0,"
            + "\"more\":0,\"type\":\"Packed\",\"version\":1,\"fields\":{\"grams\":5,\"new\":[null,"
            + "{\"x\":1}],\"fragile\":true},\"later\":true}");
    String before = Files.readString(segment(1));
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "p");
      assertEquals(List.of(new Packed(5, true, Map.of())), ParcelEvent.all(stream));
      ParcelEvent.append(stream, ParcelEvent.batch(1, 1));
    }
    assertEquals(before, Files.readString(segment(1)));
    String after = Files.readString(segment(2));
    assertTrue(after.contains("{\"penstock\":\"0.1.0\",\"format\":1,\"segment\":2}"), after);
    assertTrue(after.contains("\"epoch\":8,\"sequence\":1"), after);
  }

  @Test
  @DisplayName("names the place and the release of an event that this release does not know")
  void unknownType() throws IOException {
    write(
        1,
        "{\"penstock\":\"0.9.0\",\"format\":1,\"segment\":1}",
        "{\"durable\":53}",
        "{\"format\":1,\"stream\":\"p\",\"epoch\":1,\"sequence\":0,\"more\":0,"
            + "\"type\":\"Lost\",\"version\":3,\"fields\":{}}");
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "p");
      assertEquals(
          segment(1)
              + ", offset 77, stream p, sequence 0: event Lost version 3 is unknown to this release;"
              + " it reads the types [Ordered, Packed, Sent]. A newer release of Penstock wrote it:"
              + " open the journal with that one (written by Penstock 0.9.0)",
          assertThrows(UnreadableEventException.class, () -> ParcelEvent.all(stream)).getMessage());
    }
  }

  @Test
  @DisplayName("says where it was damaged while it was open")
  void damagedWhileOpen() throws IOException {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "p");
      ParcelEvent.append(stream, ParcelEvent.batch(1, 2));
      Files.writeString(segment(1), Files.readString(segment(1)).replace("1001", "1007"));
      String message =
          String.valueOf(
              assertThrows(JournalException.class, () -> ParcelEvent.all(stream)).getMessage());
      assertTrue(
          message.endsWith(
              "stream p, sequence 1: the event cannot be read: the line does not fit its checksum,"
                  + " although it did before. Put 00000001.journal back from a copy"),
          message);
    }
  }

  @Test
  @DisplayName("reads an event as it was written, or says which one was damaged, at every byte")
  void damagedAnywhereWhileOpen() throws IOException {
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "p");
      ParcelEvent.append(stream, ParcelEvent.batch(1, 3));
      ParcelEvent.append(stream, ParcelEvent.batch(2, 1));
      List<ParcelEvent> expected = ParcelEvent.all(stream);
      byte[] sound = Files.readAllBytes(segment(1));
      List<String> lines = Files.readAllLines(segment(1), ISO_8859_1); // a character a byte
      int at = 0;
      int sequence = 0;
      for (String line : lines) {
        boolean isEvent = line.contains("\"stream\"");
        for (int i = 0; i <= line.length(); i++, at++) {
          byte[] damaged = sound.clone();
          damaged[at] = (byte) (damaged[at] ^ (1 << (at % 8)));
          Files.write(segment(1), damaged);
          if (isEvent) {
            String message =
                String.valueOf(
                    assertThrows(JournalException.class, () -> ParcelEvent.all(stream), line)
                        .getMessage());
            assertTrue(message.contains("stream p, sequence " + sequence + ": "), message);
          } else {
            assertEquals(expected, ParcelEvent.all(stream));
          }
        }
        sequence += isEvent ? 1 : 0;
      }
      Files.write(segment(1), sound);
      assertEquals(4, sequence);
      assertEquals(expected, ParcelEvent.all(stream));
    }
  }

  @Test
  @DisplayName("reads long streams from anywhere, over many segments, also after reopening")
  void longStreams() {
    List<ParcelEvent> expected = new ArrayList<>();
    try (FileJournal journal =
        FileJournal.open(directory, FaultyStorage.faultless(directory), 200_000)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "long");
      EventStream<ParcelEvent> other = ParcelEvent.open(journal, "other");
      for (int i = 0; i < 100; i++) {
        List<ParcelEvent> batch = ParcelEvent.batch(i, 200);
        ParcelEvent.append(stream, batch);
        ParcelEvent.append(other, ParcelEvent.batch(i, i % 7 + 1));
        expected.addAll(batch);
      }
    }
    assertTrue(Files.exists(segment(9)));
    try (FileJournal journal = FileJournal.open(directory)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "long");
      for (int from : new int[] {0, 1, 7_777, 19_999, 20_000}) {
        List<ParcelEvent> read = new ArrayList<>();
        stream.read(from, (sequence, event) -> read.add(event));
        assertEquals(expected.subList(from, expected.size()), read, "from " + from);
      }
    }
  }

  @Test
  @DisplayName("has options with limits, each set once")
  void options() {
    FileJournal.Builder builder = FileJournal.builder(directory);
    for (long wrong : new long[] {-1, 0, 1023, 17_179_869_185L}) {
      assertEquals(
          "segmentLimit: " + wrong + " is out of range; allowed: 1024 to 17179869184 bytes",
          assertThrows(IllegalArgumentException.class, () -> builder.segmentLimit(wrong))
              .getMessage());
    }
    builder.segmentLimit(4096);
    assertEquals(
        "segmentLimit was set before, to 4096",
        assertThrows(IllegalStateException.class, () -> builder.segmentLimit(5000)).getMessage());
  }

  @Test
  @DisplayName("says if its directory cannot be one")
  void noDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    String message =
        String.valueOf(
            assertThrows(JournalException.class, () -> FileJournal.open(file)).getMessage());
    assertTrue(message.startsWith(file + ": the journal cannot be opened: "), message);
    Path below = file.resolve("below");
    assertThrows(JournalException.class, () -> FileJournal.open(below));
  }
}
