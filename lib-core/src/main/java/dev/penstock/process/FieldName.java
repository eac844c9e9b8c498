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
  private final long[] words;
  private final long[] masks;

  FieldName(String name) {
    this.text = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    int count = (text.length + 7) / 8;
    byte[] padded = Arrays.copyOf(text, 8 * count);
    byte[] counted = new byte[8 * count];
    Arrays.fill(counted, 0, text.length, (byte) 0xFF);
    this.words = longs(padded);
    this.masks = longs(counted);
  }

  private static long[] longs(byte[] bytes) {
    long[] longs = new long[bytes.length / 8];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (long) LONGS.get(bytes, 8 * i);
    }
    return longs;
  }

  int length() {
    return text.length;
  }

  boolean isAt(byte[] bytes, int at) {
    if (at + 8 * words.length > bytes.length) {
      int end = at + text.length;
      return end <= bytes.length && Arrays.equals(bytes, at, end, text, 0, text.length);
    }
    for (int i = 0; i < words.length; i++) {
      if ((((long) LONGS.get(bytes, at + 8 * i) ^ words[i]) & masks[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
