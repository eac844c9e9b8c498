package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line before each content of an open pack: eight hexadecimal digits of CRC32C, and what the
 * checksum is of, the content's digest, its length, and up to where the file was durable before
 * this was written. The content follows, and a newline.
 *
 * <pre>{@code
 * 2b90c4d1 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 00004 00000016
 * }</pre>
 *
 * @param id the content's name
 * @param length how many bytes it has
 * @param durable the offset before which everything was durable; not after the line
 */
record PackLine(ContentId id, int length, int durable) {
  /** How long every line is, with its newline. */
  static final int BYTES = 89;

  private static final Pattern FORM = Pattern.compile("([0-9a-f]{64}) ([0-9]{5}) ([0-9]{8})");

  /** Where the content begins after a line that begins there. */
  static int contentAt(int line) {
    return line + BYTES;
  }

  /** Where the line after the content begins. */
  int nextLine(int line) {
    return line + BYTES + length + 1;
  }

  /** Into a buffer that has an array. */
  void writeTo(ByteBuffer target) {
    int start = target.position();
    int checked = start + LogLine.PREFIX;
    Digits.putHex(target.position(checked), id);
    Digits.putDecimal(target.put((byte) ' '), length, 5);
    Digits.putDecimal(target.put((byte) ' '), durable, 8);
    int end = target.position();
    int base = target.arrayOffset();
    int crc = LogLine.checksum(target.array(), base + checked, base + end);
    Digits.putHex(target.position(start), crc);
    target.put((byte) ' ').position(end).put((byte) '\n');
  }

  /** The line that is at a place; null if there is no sound one. */
  static @Nullable PackLine at(byte[] bytes, int from) {
    int end = from + BYTES - 1;
    if (end >= bytes.length || bytes[end] != '\n' || !LogLine.isSound(bytes, from, end)) {
      return null;
    }
    int start = from + LogLine.PREFIX;
    Matcher form = FORM.matcher(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      return null;
    }
    int length = Integer.parseInt(form.group(2));
    int durable = Integer.parseInt(form.group(3));
    if (length > HashingOutput.BUFFER || durable > from) {
      return null;
    }
    return new PackLine(ContentId.of(new Digest(form.group(1))), length, durable);
  }
}
