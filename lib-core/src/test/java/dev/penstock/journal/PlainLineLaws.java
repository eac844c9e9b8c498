package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.process.EncodedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("A line that is written byte by byte")
class PlainLineLaws {
  private static final int LONGEST_CHARACTER = 0x250;

  /** Each line as the generator alone writes it. */
  private static String byGenerator(Batch batch, List<EncodedEvent> events) throws IOException {
    LineBuffer lines = new LineBuffer();
    for (int i = 0; i < events.size(); i++) {
      int start = lines.begin();
      try (JsonGenerator out = Lines.JSON.createGenerator(lines)) {
        batch.write(out, i, events.get(i));
      }
      lines.end(start);
    }
    return lines.toString(UTF_8);
  }

  private static String written(Batch batch, List<EncodedEvent> events) throws IOException {
    batch.write(events);
    return batch.lines.toString(UTF_8);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("x".repeat(random.nextInt(20)));
    if (random.nextInt(4) == 0) {
      text.insert(random.nextInt(text.length() + 1), (char) random.nextInt(LONGEST_CHARACTER));
    }
    if (random.nextInt(16) == 0) {
      text.insert(random.nextInt(text.length() + 1), "\ud83d\ude80");
    }
    return text.toString();
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> text(random);
      case 1 -> random.nextLong() >> random.nextInt(64);
      case 2 -> random.nextBoolean();
      case 3 -> null;
      case 4 -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth + 1));
        }
        yield items;
      }
      default -> fields(random, depth + 1);
    };
  }

  private static Map<String, @Nullable Object> fields(Random random, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put(text(random), value(random, depth));
    }
    return fields;
  }

  @Property(tries = 2_000, seed = "20260110")
  @Label("has the bytes that the generator writes")
  void asTheGenerator(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<EncodedEvent> events = new ArrayList<>();
    boolean isCheckpoint = random.nextInt(4) == 0;
    for (int i = isCheckpoint ? 0 : random.nextInt(12); i >= 0; i--) {
      events.add(new EncodedEvent("T" + text(random), 1 + random.nextInt(12), fields(random, 0)));
    }
    StreamState stream = new StreamState("s" + text(random));
    long epoch = random.nextInt(1_000);
    long sequence = random.nextLong() >>> (1 + random.nextInt(60));
    Batch batch =
        isCheckpoint
            ? Batch.checkpoint(stream, epoch, sequence)
            : Batch.of(stream, epoch, sequence, events.size());
    assertEquals(byGenerator(batch, events), written(batch, events));
  }

  @Example
  @Label("may hold every character and every number of digits")
  void characters() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (char each = 0; each < LONGEST_CHARACTER; each++) {
      fields.put("field" + (int) each, "12345678" + each);
      List<EncodedEvent> one = List.of(new EncodedEvent("T", 1, Map.of("a", "x" + each + "y")));
      Batch batch = Batch.of(new StreamState("s"), 1, 0, 1);
      assertEquals(byGenerator(batch, one), written(batch, one));
    }
    long number = 1;
    for (int digits = 1; digits < 20; digits++, number *= 10) {
      fields.put("number" + digits, List.of(number, -number, number - 1));
    }
    fields.put("ends", List.of(Long.MAX_VALUE, Long.MIN_VALUE));
    List<EncodedEvent> all = List.of(new EncodedEvent("T", 1, fields));
    Batch batch = Batch.of(new StreamState("s"), 1, 0, 1);
    assertEquals(byGenerator(batch, all), written(batch, all));
  }

  @Example
  @Label("is refused in the generator's words: too deep, half of a pair as a name, no known type")
  void refused() {
    int refusals = 0;
    for (int depth = Lines.MAX_DEPTH - 5; depth < Lines.MAX_DEPTH + 5; depth++) {
      Object nested = List.of();
      for (int i = 1; i < depth; i++) {
        nested = i % 2 == 0 ? List.of(nested) : Map.of("a", nested);
      }
      refusals += sameOutcome(Map.of("deep", nested)) ? 1 : 0;
    }
    assertTrue(refusals > 0 && refusals < 10, refusals + " of 10 are too deep");
    assertTrue(sameOutcome(Map.of("half \ud83d pair", "x")));
    assertTrue(sameOutcome(Map.of("a", 1.5)));
  }

  /** Whether both refuse it. */
  private static boolean sameOutcome(Map<String, ?> fields) {
    List<EncodedEvent> one = List.of(new EncodedEvent("T", 1, new LinkedHashMap<>(fields)));
    Batch batch = Batch.of(new StreamState("s"), 1, 0, 1);
    String expected = outcome(() -> byGenerator(batch, one));
    assertEquals(expected, outcome(() -> written(batch, one)));
    return expected.startsWith("refused");
  }

  private interface Writing {
    String write() throws IOException;
  }

  private static String outcome(Writing writing) {
    try {
      return writing.write();
    } catch (IOException | IllegalArgumentException e) {
      return "refused: " + Lines.reason(e);
    }
  }
}
