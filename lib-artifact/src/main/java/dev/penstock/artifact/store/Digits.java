package dev.penstock.artifact.store;

import java.nio.ByteBuffer;

/** Numbers as digits of ASCII, written and read without texts in between. */
final class Digits {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Digits() {}

  /** Writes 16 hexadecimal digits. */
  static void putHex(ByteBuffer target, long number) {
    putHex(target, (int) (number >>> 32));
    putHex(target, (int) number);
  }

  /** Writes eight hexadecimal digits. */
  static void putHex(ByteBuffer target, int number) {
    for (int shift = 28; shift >= 0; shift -= 4) {
      target.put(HEX[number >>> shift & 15]);
    }
  }

  /** Writes the 64 hexadecimal digits of a name. */
  static void putHex(ByteBuffer target, ContentId id) {
    putHex(target, id.a());
    putHex(target, id.b());
    putHex(target, id.c());
    putHex(target, id.d());
  }

  /** Writes a number that is not negative, with zeros before it up to so many digits. */
  static void putDecimal(ByteBuffer target, long number, int digits) {
    int count = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      count++;
    }
    int start = target.position();
    int end = start + Math.max(count, digits);
    long rest = number;
    for (int at = end - 1; at >= start; at--) {
      target.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    target.position(end);
  }

  /**
   * Reads the 64 hexadecimal digits of a name.
   *
   * @throws NumberFormatException if these are none
   */
  static ContentId id(ByteBuffer source) {
    return new ContentId(hex(source), hex(source), hex(source), hex(source));
  }

  private static long hex(ByteBuffer source) {
    long number = 0;
    for (int i = 0; i < 16; i++) {
      byte digit = source.get();
      if (digit >= '0' && digit <= '9') {
        number = number << 4 | (digit - '0');
      } else if (digit >= 'a' && digit <= 'f') {
        number = number << 4 | (digit - 'a' + 10);
      } else {
        throw new NumberFormatException("found byte " + digit + "; allowed: digits of 0-9, a-f");
      }
    }
    return number;
  }

  /**
   * Reads a decimal number of at most 18 digits, and what ends it.
   *
   * @throws NumberFormatException if there is anything else
   */
  static long decimal(ByteBuffer source, char end) {
    long number = 0;
    int digits = 0;
    for (byte digit = source.get(); digit != end || digits == 0; digit = source.get()) {
      if (digit < '0' || digit > '9' || ++digits > 18) {
        throw new NumberFormatException(
            "found byte " + digit + "; allowed: 1 to 18 digits of 0-9, then '" + end + "'");
      }
      number = 10 * number + (digit - '0');
    }
    return number;
  }
}
