package dev.penstock.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A field's name as it stands in JSON, with its quotes and colon, compared eight bytes at once. */
final class FieldName {
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] text;
  private final long first;
  private final long counted; // the bytes of the first eight that are of the name
  private final long last; // of the last eight bytes, if there are as many

  FieldName(String name) {
    this.text = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    byte[] ones = new byte[Math.min(text.length, Long.BYTES)];
    Arrays.fill(ones, (byte) 0xFF);
    this.first = (long) LONGS.get(Arrays.copyOf(text, Math.max(text.length, Long.BYTES)), 0);
    this.counted = (long) LONGS.get(Arrays.copyOf(ones, Long.BYTES), 0);
    this.last = text.length < Long.BYTES ? 0 : (long) LONGS.get(text, text.length - Long.BYTES);
  }

  int length() {
    return text.length;
  }

  boolean isAt(byte[] bytes, int at) {
    int end = at + text.length;
    if (Math.max(end, at + Long.BYTES) > bytes.length) {
      return end <= bytes.length && Arrays.equals(bytes, at, end, text, 0, text.length);
    }
    if ((((long) LONGS.get(bytes, at) ^ first) & counted) != 0) {
      return false;
    }
    return text.length <= Long.BYTES
        || ((long) LONGS.get(bytes, end - Long.BYTES) == last
            && (text.length <= 2 * Long.BYTES
                || Arrays.equals(bytes, at, end, text, 0, text.length)));
  }
}
