package dev.penstock.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

@Label("The codec of records")
class RecordEventCodecLaws {
  private static final RecordEventCodec<Event> CODEC =
      RecordEventCodec.builder(Event.class, MethodHandles.lookup()).build();

  sealed interface Event {}

  record Values(
      @Nullable String text,
      int small,
      long large,
      boolean flag,
      @Nullable Instant at,
      @Nullable Duration took,
      @Nullable Colour colour,
      @Nullable Integer boxed)
      implements Event {}

  record Collections(
      List<String> texts,
      Set<Long> numbers,
      Map<String, Integer> counts,
      List<List<String>> nested,
      Map<String, Map<String, Boolean>> maps,
      Optional<String> note,
      Optional<Long> number,
      Optional<List<String>> items)
      implements Event {}

  record Shapes(List<Shape> shapes, Optional<Shape> best, @Nullable Tree tree) implements Event {}

  record Doubles(double plain, @Nullable Double boxed, List<Double> many) implements Event {}

  record Nothing() implements Event {}

  /** A family within the family; {@link Both} is of two. */
  sealed interface Inner extends Event {}

  sealed interface Other extends Event {}

  record Both(String text) implements Inner, Other {}

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "not its name";
      }
    }
  }

  sealed interface Shape {}

  record Circle(long radius) implements Shape {}

  sealed interface Angular extends Shape {}

  record Square(long side, Colour colour) implements Angular {}

  record Tree(String name, List<Tree> children) {}

  @Provide
  Arbitrary<Event> events() {
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(8);
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(-1_000_000_000_000L, 1_000_000_000_000L)
            .map(Instant::ofEpochMilli);
    Arbitrary<Duration> durations = Arbitraries.longs().map(Duration::ofNanos);
    Arbitrary<Colour> colours = Arbitraries.of(Colour.class);
    Arbitrary<Shape> shapes =
        Arbitraries.oneOf(
            Arbitraries.longs().map(Circle::new),
            Combinators.combine(Arbitraries.longs(), colours).as(Square::new));
    Arbitrary<Tree> trees =
        Arbitraries.lazyOf(
            () -> texts.map(name -> new Tree(name, List.of())),
            () -> {
              Arbitrary<Tree> leaves = texts.map(name -> new Tree(name, List.of()));
              return Combinators.combine(texts, leaves.list().ofMaxSize(3)).as(Tree::new);
            });
    Arbitrary<Event> values =
        Combinators.combine(
                texts.injectNull(0.2),
                Arbitraries.integers(),
                Arbitraries.longs(),
                Arbitraries.of(true, false),
                instants.injectNull(0.2),
                durations.injectNull(0.2),
                colours.injectNull(0.2),
                Arbitraries.integers().injectNull(0.2))
            .as(Values::new);
    Arbitrary<List<String>> lists = texts.list().ofMaxSize(3);
    Arbitrary<Event> collections =
        Combinators.combine(
                lists,
                Arbitraries.longs().set().ofMaxSize(3),
                Arbitraries.maps(texts, Arbitraries.integers()).ofMaxSize(3),
                lists.list().ofMaxSize(3),
                Arbitraries.maps(
                        texts, Arbitraries.maps(texts, Arbitraries.of(true, false)).ofMaxSize(2))
                    .ofMaxSize(2),
                texts.optional(),
                Arbitraries.longs().optional(),
                lists.optional())
            .as(Collections::new);
    Arbitrary<Event> shaped =
        Combinators.combine(shapes.list().ofMaxSize(3), shapes.optional(), trees.injectNull(0.2))
            .as(Shapes::new);
    Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<Event> doubles =
        Combinators.combine(bits, bits.injectNull(0.2), bits.list().ofMaxSize(3)).as(Doubles::new);
    return Arbitraries.oneOf(
        values,
        collections,
        shaped,
        doubles,
        Arbitraries.just(new Nothing()),
        texts.map(Both::new));
  }

  @Property(seed = "4021", tries = 2000, edgeCases = EdgeCasesMode.NONE)
  @Label("reads back what it wrote, as its interface allows values only")
  void roundTrip(@ForAll("events") Event event) {
    EncodedEvent encoded = CODEC.encode(event);
    checkPlain(encoded.fields());
    assertEquals(event, CODEC.decode(encoded));
    assertEquals(event.getClass().getSimpleName(), encoded.type());
    assertEquals(1, encoded.version());
  }

  private static void checkPlain(@Nullable Object value) {
    if (value instanceof List<?> items) {
      items.forEach(RecordEventCodecLaws::checkPlain);
    } else if (value instanceof Map<?, ?> fields) {
      fields.forEach(
          (name, each) -> {
            assertEquals(String.class, name.getClass());
            checkPlain(each);
          });
    } else if (value != null) {
      Set<Class<?>> plain = Set.of(String.class, Long.class, Boolean.class);
      assertEquals(true, plain.contains(value.getClass()), value.getClass().getName());
    }
  }

  @Example
  @Label("reads back the largest, the smallest and the empty")
  void extremes() {
    roundTrip(
        new Values(
            "",
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            true,
            Instant.MIN,
            Duration.ofSeconds(Long.MIN_VALUE),
            Colour.GREEN,
            Integer.MIN_VALUE));
    roundTrip(
        new Values(
            "\ud83d",
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            false,
            Instant.MAX,
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Colour.RED,
            0));
    roundTrip(
        new Collections(
            List.of(""),
            Set.of(0L),
            Map.of("", 0),
            List.of(List.of(), List.of()),
            Map.of("", Map.of()),
            Optional.of(""),
            Optional.of(0L),
            Optional.of(List.of())));
    List<Double> doubles =
        List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1);
    doubles.forEach(value -> roundTrip(new Doubles(value, value, doubles)));
  }

  @Property(seed = "4022", tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Label("passes over fields that a newer release added, wherever they are")
  void unknownFields(@ForAll("events") Event event) {
    EncodedEvent encoded = CODEC.encode(event);
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    more.put("added", List.of(Map.of("x", 1L)));
    encoded.fields().forEach((name, value) -> more.put(name, withMore(value)));
    if (!(event instanceof Collections)) { // there, any name within a map is known
      assertEquals(event, CODEC.decode(new EncodedEvent(encoded.type(), 1, more)));
    }
  }

  private static @Nullable Object withMore(@Nullable Object value) {
    if (value instanceof List<?> items) {
      List<@Nullable Object> more = new ArrayList<>();
      items.forEach(item -> more.add(withMore(item)));
      return more;
    }
    if (value instanceof Map<?, ?> fields) {
      Map<Object, @Nullable Object> more = new LinkedHashMap<>(fields);
      more.put("addedWithin", "x");
      return more;
    }
    return value;
  }

  @Example
  @Label("gives absent components their defaults")
  void defaults() {
    assertEquals(
        new Values(null, 0, 0, false, null, null, null, null),
        CODEC.decode(new EncodedEvent("Values", 1, Map.of())));
    assertEquals(
        new Collections(
            List.of(),
            Set.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        CODEC.decode(new EncodedEvent("Collections", 1, Map.of())));
    assertEquals(
        new Doubles(0, null, List.of()), CODEC.decode(new EncodedEvent("Doubles", 1, Map.of())));
    assertEquals(
        Map.of(),
        CODEC
            .encode(new Values(null, 0, 0, false, null, null, null, null))
            .fields()
            .entrySet()
            .stream()
            .filter(field -> !Set.of("small", "large", "flag").contains(field.getKey()))
            .collect(HashMap::new, (map, e) -> map.put(e.getKey(), e.getValue()), Map::putAll));
  }

  @Example
  @Label("writes the names of fields, of enum constants and of records within sealed families")
  void writtenForm() {
    EncodedEvent encoded =
        CODEC.encode(
            new Shapes(
                List.of(new Circle(3), new Square(2, Colour.GREEN)),
                Optional.empty(),
                new Tree("root", List.of(new Tree("leaf", List.of())))));
    assertEquals(
        "EncodedEvent[type=Shapes, version=1, fields={shapes=[{type=Circle, radius=3},"
            + " {type=Square, side=2, colour=GREEN}], tree={name=root, children=[{name=leaf}]}}]",
        encoded.toString());
  }

  @Example
  @Label("writes doubles as text")
  void doubles() {
    assertEquals(
        Map.of("plain", "0.1", "boxed", "NaN", "many", List.of("1.0E-5")),
        CODEC.encode(new Doubles(0.1, Double.NaN, List.of(1e-5))).fields());
    assertEquals(
        "event Doubles version 1 does not fit its type: Doubles.plain has another type",
        refusal(CODEC, "Doubles", 1, "plain", 1L));
  }

  @Example
  @Label("keeps the order of sets and maps")
  void order() {
    Set<Long> numbers = new LinkedHashSet<>(Arrays.asList(9L, 1L, 5L, 3L));
    Map<String, Integer> counts = new LinkedHashMap<>();
    List.of("z", "a", "m").forEach(name -> counts.put(name, 1));
    Collections read =
        (Collections)
            CODEC.decode(
                CODEC.encode(
                    new Collections(
                        List.of(),
                        numbers,
                        counts,
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    assertEquals(List.of(9L, 1L, 5L, 3L), List.copyOf(read.numbers()));
    assertEquals(List.of("z", "a", "m"), List.copyOf(read.counts().keySet()));
  }

  sealed interface Ranking permits Ranks {}

  record Ranks(Map<Colour, Integer> ranks) implements Ranking {}

  @Example
  @Label("writes enums as keys of maps by their names, and refuses names that are unknown")
  void enumKeys() {
    EventCodec<Ranking> codec =
        RecordEventCodec.builder(Ranking.class, MethodHandles.lookup()).build();
    Colour first = Colour.values()[0];
    Colour last = Colour.values()[Colour.values().length - 1];
    Map<Colour, Integer> ranks = new LinkedHashMap<>();
    ranks.put(last, 1);
    ranks.put(first, 2);
    EncodedEvent written = codec.encode(new Ranks(ranks));
    assertEquals(
        "{ranks={" + last.name() + "=1, " + first.name() + "=2}}", written.fields().toString());
    Ranks read = (Ranks) codec.decode(written);
    assertEquals(List.of(last, first), List.copyOf(read.ranks().keySet()));
    assertEquals(ranks, read.ranks());
    Map<String, Object> unknown = Map.of("mauve", 1L);
    String refused = refusal(codec, "Ranks", 1, "ranks", unknown);
    assertTrue(refused.contains("mauve"), refused);
  }

  private static String refusal(EventCodec<?> codec, String type, int version, Object... fields) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put((String) fields[i], fields[i + 1]);
    }
    return String.valueOf(
        assertThrows(
                UnreadableEventException.class,
                () -> codec.decode(new EncodedEvent(type, version, map)))
            .getMessage());
  }

  @Example
  @Label("says what it found and what it reads")
  void refusals() {
    assertEquals(
        "event Gone version 2 is unknown to this release; it reads the types [Both, Collections,"
            + " Doubles, Nothing, Shapes, Values]. A newer release of Penstock wrote it: open the journal"
            + " with that one",
        refusal(CODEC, "Gone", 2));
    assertEquals(
        "event Values version 2 is unknown to this release; it reads versions 1 to 1. A newer"
            + " release of Penstock wrote it: open the journal with that one",
        refusal(CODEC, "Values", 2));
    assertEquals(
        "event Values version 1 does not fit its type: Values.text has another type",
        refusal(CODEC, "Values", 1, "text", 5L));
    assertEquals(
        "event Values version 1 does not fit its type: Values.flag has another type",
        refusal(CODEC, "Values", 1, "flag", "true"));
    assertEquals(
        "event Values version 1 does not fit its type: Values.small: integer overflow",
        refusal(CODEC, "Values", 1, "small", 1L << 40));
    assertEquals(
        "event Values version 1 does not fit its type: Values.colour: BLUE is no Colour",
        refusal(CODEC, "Values", 1, "colour", "BLUE"));
    assertEquals(
        "event Values version 1 does not fit its type: Values.at: Text 'noon' could not be parsed"
            + " at index 0",
        refusal(CODEC, "Values", 1, "at", "noon"));
    assertEquals(
        "event Shapes version 1 does not fit its type: Shapes.shapes: type Oval is none of"
            + " [Circle, Square]",
        refusal(CODEC, "Shapes", 1, "shapes", List.of(Map.of("type", "Oval"))));
    assertEquals(
        "event Shapes version 1 does not fit its type: Shapes.shapes: Square.side has another"
            + " type",
        refusal(CODEC, "Shapes", 1, "shapes", List.of(Map.of("type", "Square", "side", "x"))));
  }

  @Example
  @Label("lifts older versions step by step")
  void upcasters() {
    RecordEventCodec<Event> codec =
        RecordEventCodec.builder(Event.class, MethodHandles.lookup())
            .upcaster("Both", fields -> Map.of("label", "1:" + fields.get("name")))
            .upcaster("Both", fields -> Map.of("text", "2:" + fields.get("label")))
            .build();
    assertEquals(3, codec.encode(new Both("x")).version());
    assertEquals(new Both("2:1:x"), codec.decode(new EncodedEvent("Both", 1, Map.of("name", "x"))));
    assertEquals(new Both("2:x"), codec.decode(new EncodedEvent("Both", 2, Map.of("label", "x"))));
    assertEquals(new Both("x"), codec.decode(new EncodedEvent("Both", 3, Map.of("text", "x"))));
    assertEquals(1, codec.encode(new Nothing()).version());
    assertEquals(
        "event Both version 4 is unknown to this release; it reads versions 1 to 3. A newer"
            + " release of Penstock wrote it: open the journal with that one",
        refusal(codec, "Both", 4));
  }

  @Example
  @Label("reports an upcaster that fails as an unreadable event")
  void failingUpcaster() {
    RecordEventCodec<Event> codec =
        RecordEventCodec.builder(Event.class, MethodHandles.lookup())
            .upcaster(
                "Both",
                fields -> {
                  throw new IllegalStateException("no name");
                })
            .build();
    assertEquals("event Both version 1 does not fit its type: no name", refusal(codec, "Both", 1));
  }

  sealed interface Unwritable {}

  record Dated(List<java.util.Date> dates) implements Unwritable {}

  sealed interface Hidden {}

  record Holder(Typed typed) implements Hidden {}

  sealed interface Typed {}

  record Named(String type) implements Typed {}

  private static String refusedFamily(Class<?> family) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordEventCodec.builder(family, MethodHandles.lookup()).build())
            .getMessage());
  }

  @Example
  @Label("refuses vocabularies that it could not write, when it is built")
  void refusedVocabularies() {
    assertEquals("Dated.dates: no way to write a java.util.Date", refusedFamily(Unwritable.class));
    assertEquals(
        "Holder.typed: "
            + Named.class.getName()
            + ": the component type would hide the name of the record",
        refusedFamily(Hidden.class));
    assertEquals(
        "java.lang.Runnable is neither a record nor sealed", refusedFamily(Runnable.class));
    var builder = RecordEventCodec.builder(Event.class, MethodHandles.lookup());
    builder.upcaster("Bth", fields -> fields);
    assertEquals(
        "upcaster of Bth: no event is called so; there are [Both, Collections, Doubles, Nothing, Shapes,"
            + " Values]",
        assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }
}
