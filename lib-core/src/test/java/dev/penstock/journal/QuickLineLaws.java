package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.penstock.process.EncodedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A line that is read byte by byte")
class QuickLineLaws {
  private static final String[] TEXTS = {
    "",
    "plain",
    "gr\u00fc\u00dfe \u65e5\u672c",
    "\ud83d\ude80",
    "a \" quote",
    "back\\slash",
    "line\nbreak",
    "\u0000",
    "half \ud83d pair",
    "{\"more\":0}",
    "x".repeat(90)
  };
  private static final long[] NUMBERS = {
    0, 1, -1, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> TEXTS[random.nextInt(TEXTS.length)];
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> random.nextBoolean();
      case 3 -> null;
      case 4 -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield items;
      }
      default -> fields(random, depth + 1);
    };
  }

  private static Map<String, Object> fields(Random random, int depth) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = TEXTS[random.nextInt(TEXTS.length)].replace("half \ud83d pair", "half");
      fields.put(name + i, value(random, depth));
    }
    return fields;
  }

  private static byte[] line(String stream, Map<String, ?> fields) throws IOException {
    return line(stream, 7, new EncodedEvent("Packed", 2, new LinkedHashMap<>(fields)));
  }

  private static byte[] line(String stream, long epoch, EncodedEvent event) throws IOException {
    Batch batch = Batch.of(new StreamState(stream), epoch, 1_234_567, 1);
    batch.write(List.of(event));
    byte[] line = batch.lines.toByteArray();
    return Arrays.copyOf(line, line.length - 1);
  }

  @Property(tries = 2_000, seed = "20260105")
  @Label("is what the parser reads, or left to it")
  void asTheParser(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    QuickLine quick = new QuickLine();
    for (int i = 0; i < 5; i++) {
      byte[] line = line(TEXTS[1 + random.nextInt(TEXTS.length - 1)], fields(random, 0));
      assertEquals(
          Lines.head(line, 0, line.length), Lines.head(quick, line, 0, line.length), text(line));
      assertEquals(
          Lines.event(line, 0, line.length), Lines.event(quick, line, 0, line.length), text(line));
    }
  }

  @Property(tries = 500, seed = "20260111")
  @Label("is of its own stream, epoch, type and version, whatever was read before")
  void amongOthers(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String[] streams = {"s", "st", "pipeline/release", "pipeline/release-2", "gr\u00fc\u00dfe"};
    String[] types = {
      "T",
      "Packed",
      "ExecutionIsPacked",
      "ExecutionIsPackedTwice",
      "gr\u00fc\u00dfe",
      "x".repeat(200)
    };
    QuickLine quick = new QuickLine();
    for (int i = 0; i < 50; i++) {
      String type = types[random.nextInt(types.length)];
      EncodedEvent event = new EncodedEvent(type, 1 + random.nextInt(3), Map.of("a", (long) i));
      byte[] line = line(streams[random.nextInt(streams.length)], 9 + random.nextInt(2), event);
      assertEquals(Lines.head(line, 0, line.length), Lines.head(quick, line, 0, line.length));
      assertEquals(event, quick.event(line, Lines.PREFIX, line.length));
    }
  }

  private static byte[] numbered(String sequence, String more) {
    return ("{\"format\":1,\"stream\":\"s\",\"epoch\":7,\"sequence\":"
            + sequence
            + ",\"more\":"
            + more
            + ",\"type\":\"T\",\"version\":1,\"fields\":{}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Example
  @Label("has numbers of one to eighteen digits, and none with a zero before it")
  void numbers() {
    for (String number :
        List.of("0", "7", "10", "908", "1002", "1234567", "9999999", "10000000", "12345678")) {
      assertNumbered(number, "0");
      assertNumbered("12", number);
    }
    assertNumbered("123456789012345678", "987654321098765432");
    for (String other :
        List.of(
            "",
            "00",
            "01",
            "0123456",
            "01234567",
            "-1",
            "1a",
            "1:",
            "1/",
            "1 ",
            "12345678x",
            "1234567890123456789",
            "1\u00ff2",
            ",")) {
      for (byte[] json : List.of(numbered(other, "0"), numbered("0", other))) {
        assertNull(new QuickLine().head(json, 0, json.length), other);
      }
    }
  }

  private static void assertNumbered(String sequence, String more) {
    byte[] json = numbered(sequence, more);
    Lines.Head head = new QuickLine().head(json, 0, json.length);
    assertNotNull(head, sequence);
    assertEquals(sequence, String.valueOf(head.sequence()));
    assertEquals(more, String.valueOf(head.more()));
  }

  @Example
  @Label("of a commit is what the parser reads, and is left to it in another form")
  void commits() throws IOException {
    QuickLine quick = new QuickLine();
    for (long offset : new long[] {0, 53, 999_999_999_999L}) {
      byte[] json = Lines.commit(offset);
      byte[] line = new byte[Lines.PREFIX + json.length];
      System.arraycopy(json, 0, line, Lines.PREFIX, json.length);
      assertEquals(Lines.head(line, 0, line.length), quick.head(json, 0, json.length));
    }
    for (String other :
        List.of(
            "{\"durable\":5",
            "{\"durable\":05}",
            "{\"durable\":-5}",
            "{\"durable\": 5}",
            "{\"durable\":5}}",
            "{\"durable\":5,\"new\":1}",
            "{\"durable\":1234567890123456789}")) {
      assertNull(quick.head(other.getBytes(StandardCharsets.UTF_8), 0, other.length()), other);
    }
  }

  @Example
  @Label("needs no parser if it is plain, and one if it is not")
  void quickWherePlain() throws IOException {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("text", "gr\u00fc\u00dfe \ud83d");
    for (boolean isPlain : new boolean[] {true, false}) {
      plain.put("text", isPlain ? "gr\u00fc\u00dfe" : "a \" quote");
      plain.put("number", -42L);
      plain.put("nothing", null);
      plain.put("items", List.of(true, false, List.of(), Map.of("a", 1L)));
      byte[] line = line("parcel", plain);
      EncodedEvent quick = new QuickLine().event(line, Lines.PREFIX, line.length);
      if (isPlain) {
        assertEquals(Lines.event(line, 0, line.length), quick);
      } else {
        assertNull(quick);
      }
      assertNotNull(new QuickLine().head(line, Lines.PREFIX, line.length));
    }
  }

  @Example
  @Label("is left to the parser wherever it is written in another way")
  void otherForms() {
    String sound =
        "{\"format\":1,\"stream\":\"s\",\"epoch\":1,\"sequence\":0,\"more\":0,\"type\":\"T\","
            + "\"version\":1,\"fields\":{\"a\":[1,\"x\",{}]}}";
    assertNotNull(quick(sound));
    for (int i = 0; i < sound.length(); i++) {
      assertNull(quick(sound.substring(0, i)), sound.substring(0, i));
      if ("\":{}[],".indexOf(sound.charAt(i)) >= 0) {
        String spoilt = sound.substring(0, i) + "?" + sound.substring(i + 1);
        assertNull(quick(spoilt), spoilt);
      }
    }
    for (String other :
        List.of(
            sound.replace("[1,", "[01,"),
            sound.replace("[1,", "[1.5,"),
            sound.replace("[1,", "[1e3,"),
            sound.replace("[1,", "[ 1,"),
            sound.replace("[1,", "[-,"),
            sound.replace("[1,", "[1234567890123456789,"),
            sound.replace("\"version\":1", "\"version\":0"),
            sound.replace("\"version\":1", "\"version\":3000000000"),
            sound.replace("\"more\":0,", "\"more\":0,\"new\":1,"),
            sound + " ")) {
      assertNull(quick(other), other);
    }
  }

  private static EncodedEvent quick(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new QuickLine().event(bytes, 0, bytes.length);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
