package dev.penstock.process;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads events that are records of one sealed interface, without annotations.
 *
 * <pre>{@code
 * EventCodec<ShiftEvent> codec = RecordEventCodec.builder(ShiftEvent.class, MethodHandles.lookup()).build();
 * }</pre>
 *
 * <p>The type name is the record's simple name, the fields are its components. Components may be
 * strings, ints, longs, booleans, doubles (boxed ones too), enums, {@link java.time.Instant},
 * {@link java.time.Duration}, {@link java.util.Optional}, records, sealed interfaces of records
 * (written with a {@code type} field), lists, sets, and maps with strings or enums as keys. A
 * double is written as the text of {@link Double#toString(double)}, which keeps every value to the
 * last bit. Absent optionals and nulls are left out. Fields that a newer release added are passed
 * over when reading; a component that is absent in what was written reads as null, an absent list
 * or map as an empty one, a number as 0 and a boolean as false.
 *
 * <p>Immutable and safe for several threads.
 *
 * @param <E> the sealed interface
 */
public final class RecordEventCodec<E> implements EventCodec<E> {
  private final Class<E> family;
  private final MethodHandles.Lookup lookup;
  private final Map<String, List<Upcaster>> upcasters;
  private volatile @Nullable Types types; // once they are needed

  private RecordEventCodec(Builder<E> builder) {
    this.family = builder.family;
    this.lookup = builder.lookup;
    this.upcasters = new HashMap<>();
    for (Map.Entry<String, List<Upcaster>> each : builder.upcasters.entrySet()) {
      upcasters.put(each.getKey(), List.copyOf(each.getValue()));
    }
  }

  /** Looking twice, by two threads, gives the same. */
  private Types known() {
    Types known = types;
    if (known == null) {
      known = new Types(family, new RecordShapes(lookup));
      for (String type : upcasters.keySet()) {
        if (!known.shapes.containsKey(type)) {
          throw new IllegalArgumentException(
              "upcaster of " + type + ": no event is called so; there are " + known.sorted());
        }
      }
      for (Map.Entry<String, RecordShape> each : known.shapes.entrySet()) {
        String type = each.getKey();
        known.newest.put(type, new Newest(each.getValue(), versionOf(type)));
      }
      types = known;
    }
    return known;
  }

  /**
   * Starts a codec.
   *
   * @param <E> the sealed interface
   * @param family a sealed interface whose leaves are records
   * @param lookup the caller's own {@code MethodHandles.lookup()}, by which the records are reached
   * @return a builder
   */
  public static <E> Builder<E> builder(Class<E> family, MethodHandles.Lookup lookup) {
    return new Builder<>(family, lookup);
  }

  @Override
  public EncodedEvent encode(E event) {
    Types known = known();
    String name =
        Objects.requireNonNull(known.names.get(event.getClass()), "not an event of this codec");
    return new EncodedEvent(name, versionOf(name), known.shape(name).toFields(event));
  }

  @Override
  public E decode(EncodedEvent encoded) {
    Types known = known();
    RecordShape shape = known.shapes.get(encoded.type());
    int newest = versionOf(encoded.type());
    if (shape == null || encoded.version() > newest) {
      throw new UnreadableEventException(
          "event "
              + encoded.type()
              + " version "
              + encoded.version()
              + " is unknown to this release; it reads "
              + (shape == null ? "the types " + known.sorted() : "versions 1 to " + newest)
              + ". A newer release of Penstock wrote it: open the journal with that one");
    }
    Map<String, @Nullable Object> fields = encoded.fields();
    List<Upcaster> lifts = upcasters.getOrDefault(encoded.type(), List.of());
    try {
      for (int version = encoded.version(); version < newest; version++) {
        fields = lifts.get(version - 1).lift().apply(fields);
      }
      return family.cast(shape.fromFields(fields));
    } catch (RuntimeException e) {
      throw new UnreadableEventException(
          "event "
              + encoded.type()
              + " version "
              + encoded.version()
              + " does not fit its type: "
              + e.getMessage(),
          e);
    }
  }

  /** The quick way for events of the newest version of their type. */
  @Override
  public FieldsReader<E> fieldsReader() {
    FieldsCursor in = new FieldsCursor();
    LatelyRead types = new LatelyRead(known().newest);
    return (type, version, json, from, to) -> {
      Newest known = types.find(type);
      if (known == null || version != known.version) {
        return null;
      }
      try {
        in.begin(json, from);
        Object event = known.shape.read(in);
        in.end(to);
        return family.cast(event);
      } catch (RuntimeException e) {
        return null; // decode says what is wrong, if anything is
      }
    };
  }

  /**
   * The names of all event types, for tests that want to see each one.
   *
   * @return the names, in no order
   */
  public List<String> types() {
    return List.copyOf(known().shapes.keySet());
  }

  private int versionOf(String type) {
    return upcasters.getOrDefault(type, List.of()).size() + 1;
  }

  /** The records of one sealed interface, by name, and their names. Only read once it is made. */
  private static final class Types {
    final Map<String, RecordShape> shapes = new HashMap<>();
    final Map<Class<?>, String> names = new HashMap<>();
    final Map<String, Newest> newest = new HashMap<>();

    Types(Class<?> family, RecordShapes all) {
      for (Class<?> type : RecordShapes.leavesOf(family)) {
        String name = type.getSimpleName();
        names.put(type, name);
        if (shapes.put(name, all.shapeOf(type)) != null) {
          throw new IllegalArgumentException(family.getName() + ": two events are called " + name);
        }
      }
    }

    RecordShape shape(String name) {
      return Objects.requireNonNull(shapes.get(name), name);
    }

    Set<String> sorted() {
      return new TreeSet<>(shapes.keySet());
    }
  }

  /** A type as it is written now. */
  private record Newest(RecordShape shape, int version) {}

  /** Finds a type by its very name, which a journal makes once and hands over again and again. */
  private static final class LatelyRead {
    private static final int SIZE = 1 << 6;

    private final Map<String, Newest> all;
    private final @Nullable String[] names = new @Nullable String[SIZE];
    private final @Nullable Newest[] types = new @Nullable Newest[SIZE];

    LatelyRead(Map<String, Newest> all) {
      this.all = all;
    }

    @SuppressWarnings("ReferenceEquality") // another text of the same name is looked up
    @Nullable Newest find(String name) {
      int slot = name.hashCode() & SIZE - 1;
      if (names[slot] != name) {
        names[slot] = name;
        types[slot] = all.get(name);
      }
      return types[slot];
    }
  }

  /** Lifts the fields of one version of a type to the next. */
  private record Upcaster(UnaryOperator<Map<String, @Nullable Object>> lift) {}

  /**
   * Builds a codec.
   *
   * @param <E> the sealed interface
   */
  public static final class Builder<E> {
    private final Class<E> family;
    private final MethodHandles.Lookup lookup;
    private final Map<String, List<Upcaster>> upcasters = new LinkedHashMap<>();

    private Builder(Class<E> family, MethodHandles.Lookup lookup) {
      this.family = Objects.requireNonNull(family, "family");
      this.lookup = Objects.requireNonNull(lookup, "lookup");
    }

    /**
     * Declares that a type has a newer version, and how the fields of the version before are lifted
     * to it. Called once for each version after the first, in order.
     *
     * @param type the type's name
     * @param lift a pure function from the fields of the version before to those of the next
     * @return this builder
     */
    public Builder<E> upcaster(String type, UnaryOperator<Map<String, @Nullable Object>> lift) {
      upcasters.computeIfAbsent(type, t -> new ArrayList<>()).add(new Upcaster(lift));
      return this;
    }

    /**
     * Builds the codec.
     *
     * @return the codec
     * @throws IllegalArgumentException if a component's type cannot be written, if two events have
     *     the same name, or if an upcaster is of none of them
     */
    public RecordEventCodec<E> build() {
      RecordEventCodec<E> codec = buildLazily();
      codec.known();
      return codec;
    }

    /**
     * Builds a codec that looks at the records when it first writes or reads an event, and refuses
     * then what {@link #build()} refuses. A program that keeps its events in memory starts sooner
     * by that. Let a test write an event, or call {@link RecordEventCodec#types()}.
     *
     * @return the codec
     */
    public RecordEventCodec<E> buildLazily() {
      return new RecordEventCodec<>(this);
    }
  }
}
