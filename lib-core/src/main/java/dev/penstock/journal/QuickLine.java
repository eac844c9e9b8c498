package dev.penstock.journal;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.FieldsReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event's line as {@link Batch} writes it, byte by byte. Recovery reads every line there
 * is, and a parser for each would take most of its time. Escapes, long numbers and everything that
 * is written in another way are left to the parser: {@link Lines} asks it wherever this gives up.
 * The line's checksum was compared before. Confined to one thread, because names that come again
 * and again are kept.
 */
final class QuickLine {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Literal FORMAT = new Literal("{\"format\":");
  private static final Literal STREAM = new Literal(",\"stream\":\"");
  private static final Literal EPOCH = new Literal(",\"epoch\":");
  private static final Literal SEQUENCE = new Literal(",\"sequence\":");
  private static final Literal MORE = new Literal(",\"more\":");
  private static final Literal TYPE = new Literal(",\"type\":\"");
  private static final Literal VERSION = new Literal(",\"version\":");
  private static final Literal FIELDS = new Literal(",\"fields\":{");
  private static final Literal DURABLE = new Literal("{\"durable\":");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final byte[] NONE = {};
  private static final EventKinds.Kind NO_KIND = new EventKinds.Kind(NONE, "", 1);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long SIXES = 0x0606060606060606L;
  private static final long NIBBLES = 0xF0F0F0F0F0F0F0F0L;
  private static final long PAIRS = 0x000000FF000000FFL;
  private static final int LONGEST_NUMBER = 18;
  private static final int DEEPEST = 50;

  /** A text of 8 to 16 bytes, compared by its first and its last eight. */
  private record Literal(int length, long first, long last) {
    Literal(String text) {
      this(
          text.length(),
          (long) LONGS.get(ascii(text), 0),
          (long) LONGS.get(ascii(text), text.length() - Long.BYTES));
    }
  }

  private final LineNames names = new LineNames();

  /** Names and values of the objects that have begun, those of the innermost last. */
  private @Nullable Object[] pairs = new @Nullable Object[64];

  private int used;

  /** How the last line began, up to its sequence number; none if it began in another way. */
  private byte[] beginning = NONE;

  private String stream = "";
  private long format;
  private long epoch;
  private final EventKinds kinds = new EventKinds();

  private byte[] bytes = NONE;
  private int to;
  private int at;
  private boolean fits;
  private long sequence;
  private long more;

  /** Reads the head of a sound line's JSON, or returns null if it is not written so. */
  Lines.@Nullable Head head(byte[] line, int from, int end) {
    if (isHead(line, from, end)) {
      return new Lines.Head(format, null, -1, -1, -1, stream, epoch, sequence, false, false, more);
    }
    begin(line, from, end);
    long durable = number(DURABLE);
    return is('}') && at == to ? Lines.Head.ofCommit(durable) : null;
  }

  /** Reads the event of a sound line's JSON, or returns null if it is not written so. */
  @Nullable EncodedEvent event(byte[] line, int from, int end) {
    if (!isHead(line, from, end)) {
      return null;
    }
    EventKinds.Kind kind = kind();
    used = 0;
    Map<String, @Nullable Object> fields = object(0);
    fits &= at == to - 1 && bytes[at] == '}';
    return fits ? new EncodedEvent(kind.type, kind.version, fields) : null;
  }

  /** Hands the fields of a sound line's event to a reader; null if it, or this, gives up. */
  <E> @Nullable E event(byte[] line, int from, int end, FieldsReader<E> reader) {
    if (!isHead(line, from, end)) {
      return null;
    }
    EventKinds.Kind kind = kind();
    return fits && bytes[to - 1] == '}'
        ? reader.read(kind.type, kind.version, bytes, at - 1, to - 1)
        : null;
  }

  /** Whether a sound line's JSON is that of an event, as far as its type; tells its parts then. */
  boolean isHead(byte[] line, int from, int end) {
    begin(line, from, end);
    beginning();
    sequence = number();
    more = number(MORE);
    return fits && at < to && bytes[at] == ',';
  }

  long format() {
    return format;
  }

  String stream() {
    return stream;
  }

  long epoch() {
    return epoch;
  }

  long sequence() {
    return sequence;
  }

  long more() {
    return more;
  }

  private void begin(byte[] line, int from, int end) {
    bytes = line;
    at = from;
    to = end;
    fits = true;
  }

  /** Format, stream and epoch, which are probably the same as in the line before. */
  private void beginning() {
    int start = at;
    int end = start + beginning.length;
    if (end > start
        && end < to
        && Arrays.equals(bytes, start, end, beginning, 0, beginning.length)) {
      at = end;
      return;
    }
    format = number(FORMAT);
    expect(STREAM);
    stream = name();
    epoch = number(EPOCH);
    expect(SEQUENCE);
    beginning = fits ? Arrays.copyOfRange(bytes, start, at) : NONE;
  }

  /** The event's type and version, and how its fields begin. */
  private EventKinds.Kind kind() {
    int start = at;
    EventKinds.Kind known = kinds.find(bytes, start, to);
    if (known != null) {
      at = start + known.length();
      return known;
    }
    expect(TYPE);
    String type = name();
    long version = number(VERSION);
    expect(FIELDS);
    fits &= version > 0 && version <= Integer.MAX_VALUE;
    return fits ? kinds.add(bytes, start, at, type, (int) version) : NO_KIND;
  }

  private boolean is(char wanted) {
    if (fits && at < to && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(Literal literal) {
    int end = at + literal.length();
    fits =
        fits
            && end < to
            && (long) LONGS.get(bytes, at) == literal.first()
            && (long) LONGS.get(bytes, end - Long.BYTES) == literal.last();
    at = end;
  }

  private void expect(byte[] literal) {
    int end = at + literal.length;
    fits = fits && end < to && Arrays.equals(bytes, at, end, literal, 0, literal.length);
    at = end;
  }

  private long number(Literal name) {
    expect(name);
    return number();
  }

  /** Numbers of up to seven digits are read at once, without a branch for each. */
  private long number() {
    if (!fits || at + Long.BYTES > to) {
      return longNumber();
    }
    long word = (long) LONGS.get(bytes, at);
    long digits = word ^ ZEROS; // 0 to 9 where a digit is
    long others = (digits | (digits + SIXES)) & NIBBLES;
    int count = Long.numberOfTrailingZeros(others) >> 3;
    if (count == 0 || count == Long.BYTES || (count > 1 && (digits & 0xF) == 0)) {
      return longNumber();
    }
    at += count;
    long eight = digits << ((Long.BYTES - count) * Byte.SIZE); // with zeros before them
    eight = eight * 10 + (eight >>> 8);
    long upper = (eight & PAIRS) * (100 + (1_000_000L << 32));
    long lower = (eight >>> 16 & PAIRS) * (1 + (10_000L << 32));
    return (upper + lower) >>> 32;
  }

  private long longNumber() {
    int start = at;
    int end = fits ? Math.min(to, start + LONGEST_NUMBER) : start;
    int i = start;
    long value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      value = 10 * value + bytes[i++] - '0';
    }
    at = i; // what follows a longer number is no separator, and is found to be none
    fits = fits && i > start && (bytes[start] != '0' || i == start + 1);
    return value;
  }

  /** A name without escapes, whose opening quote was read, up to its closing quote. */
  private String name() {
    int start = at;
    return hasText() ? names.of(bytes, start, at - 1) : "";
  }

  /** A text that is hardly found twice. */
  private String text() {
    int start = at;
    return hasText() ? new String(bytes, start, at - 1 - start, StandardCharsets.UTF_8) : "";
  }

  private boolean hasText() {
    byte[] all = bytes;
    int i = at;
    while (i < to && all[i] != '"' && all[i] != '\\') {
      i++;
    }
    at = i;
    fits = is('"');
    return fits;
  }

  private Map<String, @Nullable Object> object(int depth) {
    int begin = used;
    if (!is('}')) {
      do {
        fits = is('"');
        String name = name();
        fits = is(':');
        push(name, value(depth));
      } while (is(','));
      fits = is('}');
    }
    Map<String, @Nullable Object> fields = EncodedEvent.fieldsOf(pairs, begin, used);
    used = begin;
    return fields;
  }

  private void push(String name, @Nullable Object value) {
    if (used + 2 > pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * pairs.length);
    }
    pairs[used++] = name;
    pairs[used++] = value;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    if (is(']')) {
      return items;
    }
    do {
      items.add(value(depth));
    } while (is(','));
    fits = is(']');
    return items;
  }

  private @Nullable Object value(int depth) {
    if (!fits || at >= to || depth > DEEPEST) {
      fits = false;
      return null;
    }
    byte first = bytes[at];
    return switch (first) {
      case 't' -> constant(TRUE, true);
      case 'f' -> constant(FALSE, false);
      case 'n' -> constant(NULL, null);
      case '"', '{', '[', '-' -> {
        at++;
        yield opened(first, depth);
      }
      default -> (Object) number();
    };
  }

  private @Nullable Object constant(byte[] text, @Nullable Object value) {
    expect(text);
    return value;
  }

  private Object opened(byte first, int depth) {
    return switch (first) {
      case '"' -> text();
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      default -> (Object) (-number());
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
