package dev.penstock.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The types of events that were read lately, found by the bytes with which a line tells the type
 * and the version: a process has few, and every line names one. Confined to one thread.
 */
final class EventKinds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SIZE_BITS = 6;
  private static final int LONGEST = 120;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Where the name begins, by which kinds differ, and how many bytes of it are looked at. */
  private static final int NAME = ",\"type\":\"".length();

  private static final int LOOKED_AT = 2 * Long.BYTES;

  private final @Nullable Kind[] kinds = new @Nullable Kind[1 << SIZE_BITS];

  /** One type of events in one version. */
  static final class Kind {
    /** How a line tells it, from the comma before to the brace with which the fields begin. */
    private final byte[] text;

    final String type;
    final int version;

    Kind(byte[] text, String type, int version) {
      this.text = text;
      this.type = type;
      this.version = version;
    }

    int length() {
      return text.length;
    }

    private boolean isAt(byte[] line, int at, int to) {
      int end = at + text.length;
      return end < to && Arrays.equals(line, at, end, text, 0, text.length);
    }
  }

  /** The kind that is told there; null if it is not known. */
  @Nullable Kind find(byte[] line, int at, int to) {
    if (at + NAME + LOOKED_AT > to) {
      return null;
    }
    Kind kind = kinds[slot(line, at)];
    return kind != null && kind.isAt(line, at, to) ? kind : null;
  }

  /** Remembers what was read; a text too short or long to be told apart is read again. */
  Kind add(byte[] line, int from, int end, String type, int version) {
    Kind kind = new Kind(Arrays.copyOfRange(line, from, end), type, version);
    if (end - from >= NAME + LOOKED_AT && end - from <= LONGEST) {
      kinds[slot(line, from)] = kind;
    }
    return kind;
  }

  private static int slot(byte[] line, int at) {
    long first = (long) LONGS.get(line, at + NAME);
    long second = (long) LONGS.get(line, at + NAME + Long.BYTES);
    return (int) (((first * SPREAD + second) * SPREAD) >>> (Long.SIZE - SIZE_BITS));
  }
}
