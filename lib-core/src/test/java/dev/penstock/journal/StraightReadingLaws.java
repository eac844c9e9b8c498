package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.FieldsReader;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.UnreadableEventException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("An event that is read straight from its JSON")
class StraightReadingLaws {
  private static final RecordEventCodec<Event> CODEC =
      RecordEventCodec.builder(Event.class, MethodHandles.lookup()).build();
  private static final String[] PLAIN = {
    "",
    "x",
    "release",
    "e6a7db9e-62e2-32d3-a1df-35ed8ab5cd73",
    "e6a7db9e-0000-0000-0000-35ed8ab5cd73",
    "e6a7db9e-62e2-32d3-a1df-35ed8ab5cd73/2",
    "e6a7db9e-62e2-32d3-a1df-35ed8ab5cd73 \" quoted",
    "{'type':1}",
    "gr\u00fc\u00dfe \u65e5\u672c",
    "\ud83d\ude80 and ascii",
    "a \" quote",
    "back\\slash",
    "line\nbreak \b\f\r\t",
    "\u0000",
    "gr\u00fc\n",
    "y".repeat(100)
  };
  private static final String[] OTHER = {"half \ud83d pair", "\ude80", "\u007f", "\ufffd"};

  sealed interface Event {}

  record Values(
      @Nullable String text,
      int small,
      long large,
      boolean isFlag,
      double share,
      @Nullable Instant at,
      @Nullable Duration took,
      @Nullable Colour colour,
      @Nullable Integer boxed,
      @Nullable Long boxedLong,
      @Nullable Boolean boxedFlag,
      @Nullable Double boxedShare)
      implements Event {}

  record Many(
      List<String> texts,
      Set<Long> numbers,
      Map<String, Integer> counts,
      Map<Colour, List<String>> byColour,
      Optional<String> note,
      Optional<List<Long>> items,
      Optional<Optional<Long>> twice)
      implements Event {}

  record Shaped(List<Shape> shapes, Optional<Shape> best, @Nullable Tree tree) implements Event {}

  record Nothing() implements Event {}

  /** Two names of one length that differ in the middle only. */
  record Named(int firstOfTheNamesHere, int firstIfTheNamesHere) implements Event {}

  /** Two names of one hash. */
  record Aa(int number) implements Event {}

  record BB(int number) implements Event {}

  /** Refuses a part of what fits its type. */
  record Positive(int number) implements Event {
    Positive {
      if (number <= 0) {
        throw new IllegalArgumentException(number + " is not positive");
      }
    }
  }

  enum Colour {
    RED,
    GREEN
  }

  sealed interface Shape {}

  record Circle(long radius) implements Shape {}

  record Square(long side, Colour colour) implements Shape {}

  record Dot() implements Shape {}

  record Tree(String name, List<Tree> children) {}

  /** Makes events; plain ones must not be given up. */
  private record Maker(Random random, boolean isPlain) {
    Event event() {
      return switch (random.nextInt(8)) {
        case 0 -> new Nothing();
        case 1 -> new Positive(1 + random.nextInt(1_000));
        case 2, 3 ->
            new Shaped(
                list(this::shape),
                random.nextBoolean() ? Optional.of(shape()) : Optional.empty(),
                tree(random.nextInt(4)));
        case 4, 5 ->
            new Many(
                list(this::text),
                new LinkedHashSet<>(list(this::number)),
                counts(),
                byColour(),
                random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
                random.nextBoolean() ? Optional.of(list(this::number)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(Optional.of(number())) : Optional.empty());
        default ->
            new Values(
                random.nextBoolean() ? text() : null,
                random.nextInt(),
                number(),
                random.nextBoolean(),
                Double.longBitsToDouble(random.nextLong()),
                random.nextBoolean() ? instant() : null,
                random.nextBoolean() ? Duration.ofNanos(random.nextLong()) : null,
                random.nextBoolean() ? colour() : null,
                random.nextBoolean() ? random.nextInt() : null,
                random.nextBoolean() ? number() : null,
                random.nextBoolean() ? random.nextBoolean() : null,
                random.nextBoolean() ? random.nextDouble() : null);
      };
    }

    private <T> List<T> list(Supplier<T> item) {
      List<T> items = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        items.add(item.get());
      }
      return items;
    }

    private String text() {
      return isPlain || random.nextInt(4) > 0
          ? PLAIN[random.nextInt(PLAIN.length)]
          : OTHER[random.nextInt(OTHER.length)];
    }

    private long number() {
      long some = random.nextLong() >> random.nextInt(64);
      return isPlain ? some % 1_000_000_000_000_000_000L : some;
    }

    /** One of few, so that neighbours are the same; between the years 1 and 9999. */
    private Instant instant() {
      long second = new Random(random.nextInt(5)).nextLong(-62_000_000_000L, 250_000_000_000L);
      int[] nanos = {0, 1_000, 123_456_789, 500_000_000};
      return Instant.ofEpochSecond(second, nanos[random.nextInt(nanos.length)]);
    }

    private Colour colour() {
      return random.nextBoolean() ? Colour.RED : Colour.GREEN;
    }

    private Map<String, Integer> counts() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      Maker plain = new Maker(random, true); // half of a pair is refused as a name
      list(plain::text).forEach(name -> counts.put(name, random.nextInt()));
      return counts;
    }

    private Map<Colour, List<String>> byColour() {
      Map<Colour, List<String>> texts = new LinkedHashMap<>();
      list(this::colour).forEach(colour -> texts.put(colour, list(this::text)));
      return texts;
    }

    private Shape shape() {
      return switch (random.nextInt(3)) {
        case 0 -> new Circle(number());
        case 1 -> new Square(number(), colour());
        default -> new Dot();
      };
    }

    private Tree tree(int depth) {
      return new Tree(text(), depth == 0 ? List.of() : list(() -> tree(depth - 1)));
    }
  }

  private static byte[] json(EncodedEvent event) throws IOException {
    Batch batch = Batch.of(new StreamState("s"), 1, 0, 1);
    batch.write(List.of(event));
    String line = batch.lines.toString(UTF_8);
    int fields = line.indexOf("\"fields\":") + "\"fields\":".length();
    return line.substring(fields, line.length() - 2).getBytes(UTF_8);
  }

  /** Reads what lies between other bytes. */
  private static @Nullable Event straight(FieldsReader<Event> reader, String type, byte[] json) {
    byte[] framed = ("}" + " ".repeat(3) + new String(json, UTF_8) + "}}").getBytes(UTF_8);
    Event framedEvent = reader.read(type, 1, framed, 4, framed.length - 2);
    Event bare = reader.read(type, 1, json, 0, json.length);
    if (new String(json, UTF_8).indexOf('\ufffd') < 0) {
      assertEquals(bare, framedEvent, "the bytes around make no difference");
    }
    return bare;
  }

  /** The long way; null if the event is refused. */
  private static @Nullable Event byMaps(String type, byte[] json) {
    byte[] head = ("{\"type\":\"" + type + "\",\"version\":1,\"fields\":").getBytes(UTF_8);
    byte[] line = new byte[Lines.PREFIX + head.length + json.length + 1];
    System.arraycopy(head, 0, line, Lines.PREFIX, head.length);
    System.arraycopy(json, 0, line, Lines.PREFIX + head.length, json.length);
    line[line.length - 1] = '}';
    try {
      return CODEC.decode(Lines.event(line, 0, line.length));
    } catch (IOException | UnreadableEventException e) {
      return null;
    }
  }

  @Property(tries = 1_000, seed = "20260107")
  @Label("is what was written, and is given up only for the sake of a text or number in it")
  void roundTrip(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    FieldsReader<Event> reader = CODEC.fieldsReader();
    for (int i = 0; i < 20; i++) {
      boolean isPlain = random.nextBoolean();
      Event event = new Maker(random, isPlain).event();
      EncodedEvent encoded = CODEC.encode(event);
      byte[] json = json(encoded);
      Event read = straight(reader, encoded.type(), json);
      assertEquals(event, byMaps(encoded.type(), json));
      if (isPlain || read != null) {
        assertEquals(event, read, () -> new String(json, UTF_8));
      }
    }
  }

  @Property(tries = 3_000, seed = "20260108")
  @Label("is what the long way makes of damaged bytes, or is given up")
  void damaged(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    FieldsReader<Event> reader = CODEC.fieldsReader();
    for (int i = 0; i < 20; i++) {
      EncodedEvent encoded = CODEC.encode(new Maker(random, false).event());
      byte[] json = damaged(random, json(encoded));
      Event read = straight(reader, encoded.type(), json);
      if (read != null) {
        assertEquals(byMaps(encoded.type(), json), read, () -> new String(json, UTF_8));
      }
    }
  }

  private static byte[] damaged(Random random, byte[] json) {
    byte[] some = {'"', '\\', '{', '}', '[', ']', ',', ':', '-', '0', '9', '.', 'e', 't', 'n', ' '};
    List<Byte> bytes = new ArrayList<>();
    for (byte each : json) {
      bytes.add(each);
    }
    for (int i = 1 + random.nextInt(2); i > 0 && !bytes.isEmpty(); i--) {
      int at = random.nextInt(bytes.size());
      byte one =
          random.nextInt(4) == 0 ? (byte) random.nextInt(256) : some[random.nextInt(some.length)];
      switch (random.nextInt(4)) {
        case 0 -> bytes.remove(at);
        case 1 -> bytes.add(at, one);
        case 2 -> bytes.set(at, one);
        default -> Collections.swap(bytes, at, random.nextInt(bytes.size()));
      }
    }
    byte[] damaged = new byte[bytes.size()];
    for (int i = 0; i < damaged.length; i++) {
      damaged[i] = bytes.get(i);
    }
    return damaged;
  }

  @Property(tries = 1_000, seed = "20260109")
  @Label("may have fields that are unknown, absent, null, of another type or elsewhere")
  void otherFields(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    FieldsReader<Event> reader = CODEC.fieldsReader();
    for (int i = 0; i < 20; i++) {
      EncodedEvent encoded = CODEC.encode(new Maker(random, true).event());
      EncodedEvent other = new EncodedEvent(encoded.type(), 1, changed(random, encoded.fields()));
      byte[] json = json(other);
      Event read = straight(reader, other.type(), json);
      if (read != null) {
        assertEquals(byMaps(other.type(), json), read, () -> new String(json, UTF_8));
      }
    }
  }

  private static Map<String, @Nullable Object> changed(Random random, Map<?, ?> fields) {
    List<String> names = new ArrayList<>();
    fields.keySet().forEach(name -> names.add((String) name));
    if (random.nextInt(3) == 0) {
      Collections.shuffle(names, random);
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>();
    for (String name : names) {
      switch (random.nextInt(12)) {
        case 0 -> changed.put("added", 1L);
        case 1 -> changed.put(name, null);
        case 2 -> changed.put(name, List.of("x", 2L, Map.of()));
        case 3 -> changed.put(name, 12L);
        case 4 -> changed.put(name, "RED");
        case 5 -> changed.put(name, true);
        case 6 -> {}
        default -> changed.put(name, changedWithin(random, fields.get(name)));
      }
    }
    return changed;
  }

  private static @Nullable Object changedWithin(Random random, @Nullable Object value) {
    if (value instanceof Map<?, ?> fields) {
      return changed(random, fields);
    }
    if (value instanceof List<?> items) {
      List<@Nullable Object> changed = new ArrayList<>();
      items.forEach(item -> changed.add(changedWithin(random, item)));
      return changed;
    }
    return value;
  }

  @Example
  @Label("has its absent components as the long way gives them")
  void absent() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    byte[] none = "{}".getBytes(UTF_8);
    for (String type : List.of("Values", "Many", "Shaped", "Nothing")) {
      Event read = Objects.requireNonNull(straight(reader, type, none), type);
      assertEquals(byMaps(type, none), read);
    }
  }

  @Example
  @Label("has each value under its own name, however alike two names are")
  void names() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    byte[] both = "{\"firstOfTheNamesHere\":1,\"firstIfTheNamesHere\":2}".getBytes(UTF_8);
    assertEquals(new Named(1, 2), straight(reader, "Named", both));
    byte[] second = "{\"firstIfTheNamesHere\":2}".getBytes(UTF_8);
    assertEquals(new Named(0, 2), straight(reader, "Named", second));
    byte[] neither = "{\"firstAsTheNamesHere\":2}".getBytes(UTF_8);
    assertNull(straight(reader, "Named", neither));
  }

  @Example
  @Label("is given up where it is refused, of another version, or of no type")
  void refused() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    byte[] one = "{\"number\":1}".getBytes(UTF_8);
    assertEquals(new Positive(1), reader.read("Positive", 1, one, 0, one.length));
    assertNull(reader.read("Positive", 2, one, 0, one.length));
    assertNull(reader.read("Negative", 1, one, 0, one.length));
    for (String refused :
        List.of(
            "{\"number\":0}",
            "{\"number\":-1}",
            "{\"number\":2147483648}",
            "{\"number\":1,\"number\":1}",
            "{\"number\":1,}",
            "{\"number\":1}}",
            "{\"number\":01}",
            "{\"number\":1.0}",
            "{\"number\":null}",
            "{\"number\" :1}",
            "{\"number\":1",
            "{\"numbers\":1}",
            "{,\"number\":1}",
            "[]",
            "")) {
      byte[] json = refused.getBytes(UTF_8);
      assertNull(reader.read("Positive", 1, json, 0, json.length), refused);
    }
  }

  @Example
  @Label("nests less deep than the stack could stand")
  void depth() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    assertNotNull(straight(reader, "Shaped", nested(20)));
    assertNull(straight(reader, "Shaped", nested(30)));
    assertNull(straight(reader, "Shaped", nested(200_000)));
  }

  private static byte[] nested(int depth) {
    return ("{\"tree\":"
            + "{\"name\":\"x\",\"children\":[".repeat(depth)
            + "]}".repeat(depth)
            + "}")
        .getBytes(UTF_8);
  }

  @Example
  @Label("is left to the long way by a codec that has no other")
  void noQuickWay() {
    EventCodec<Event> slow =
        new EventCodec<>() {
          @Override
          public EncodedEvent encode(Event event) {
            return CODEC.encode(event);
          }

          @Override
          public Event decode(EncodedEvent encoded) {
            return CODEC.decode(encoded);
          }
        };
    byte[] none = "{}".getBytes(UTF_8);
    assertNull(slow.fieldsReader().read("Nothing", 1, none, 0, none.length));
    assertNotNull(CODEC.fieldsReader().read("Nothing", 1, none, 0, none.length));
  }

  @Example
  @Label("of a type that was lifted to a newer version is read straight in that version only")
  void upcasters() {
    EventCodec<Event> lifted =
        RecordEventCodec.builder(Event.class, MethodHandles.lookup())
            .upcaster("Positive", fields -> Map.of("number", 7L))
            .build();
    byte[] one = "{\"number\":1}".getBytes(UTF_8);
    assertNull(lifted.fieldsReader().read("Positive", 1, one, 0, one.length));
    assertEquals(new Positive(1), lifted.fieldsReader().read("Positive", 2, one, 0, one.length));
  }

  @Example
  @Label("shares the texts that come again and again")
  void shared() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    Set<String> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 100; i++) {
      byte[] json = ("{\"text\":\"release\",\"small\":" + i + "}").getBytes(UTF_8);
      Values values = (Values) Objects.requireNonNull(straight(reader, "Values", json));
      assertEquals(i, values.small());
      identities.add(Objects.requireNonNull(values.text()));
    }
    assertTrue(identities.size() <= 2, identities.size() + " copies");
  }

  @Example
  @Label("is of its type by that type's name, not by what was read before")
  void typesByName() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    byte[] json = "{\"number\":1}".getBytes(UTF_8);
    assertEquals("Aa".hashCode(), "BB".hashCode(), "so that both are looked for in one place");
    for (int i = 0; i < 4; i++) {
      assertEquals(new Aa(1), straight(reader, "Aa", json));
      assertEquals(new BB(1), straight(reader, String.valueOf(new char[] {'B', 'B'}), json));
      assertNull(straight(reader, "C#", json), "there is none of the same hash either");
    }
  }

  @Example
  @Label("has its own texts, however many there are and however alike they look")
  void manyTexts() {
    FieldsReader<Event> reader = CODEC.fieldsReader();
    List<String> texts = new ArrayList<>();
    for (int length = 1; length <= 20; length++) {
      for (int at = 0; at < length; at++) {
        texts.add("x".repeat(at) + "y" + "x".repeat(length - at - 1));
        texts.add("x".repeat(at) + "z" + "x".repeat(length - at - 1));
      }
    }
    for (int i = 0; i < 2_000; i++) {
      texts.add("release-" + i);
    }
    for (int i = 0; i < 4; i++) {
      for (String text : texts) {
        byte[] json = ("{\"text\":\"" + text + "\",\"small\":1}").getBytes(UTF_8);
        Values values = (Values) Objects.requireNonNull(straight(reader, "Values", json));
        assertEquals(text, values.text());
      }
    }
  }
}
