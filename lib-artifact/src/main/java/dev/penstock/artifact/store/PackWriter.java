package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes many small contents into one file: a line that says what it is, the contents one after the
 * other, a line for each with its digest, offset and length, and a last line by which those are
 * found.
 */
final class PackWriter implements AutoCloseable {
  static final byte[] HEADER = "penstock pack 1\n".getBytes(StandardCharsets.US_ASCII);

  /** The offset of the index, and its CRC32C: 16 and 8 hexadecimal digits. */
  static final int FOOTER = 26;

  private static final int BLOCK = 2 * HashingOutput.BUFFER;
  private static final int LONGEST_LINE = 64 + 1 + 19 + 1 + 10 + 1;

  private final DurableDirectory.Part part;
  private final byte[] block = new byte[BLOCK];
  private final Map<ContentId, Range> ranges = new LinkedHashMap<>();
  private int used;
  private long position;

  /**
   * Where a content is.
   *
   * @param offset where it starts
   * @param length how many bytes it has
   */
  record Range(long offset, int length) {}

  PackWriter(DurableDirectory.Part part) throws IOException {
    this.part = part;
    append(ByteBuffer.wrap(HEADER));
    position = HEADER.length;
  }

  boolean has(ContentId id) {
    return ranges.containsKey(id);
  }

  void add(ContentId id, ByteBuffer content) throws IOException {
    int length = content.remaining();
    append(content);
    ranges.put(id, new Range(position, length));
    position += length;
  }

  private void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), BLOCK - used);
      bytes.get(block, used, count);
      used += count;
      if (used == BLOCK) {
        drain();
      }
    }
  }

  private void drain() throws IOException {
    part.write(ByteBuffer.wrap(block, 0, used));
    used = 0;
  }

  /** Writes the index, and makes all of it durable under a name that nobody looks for. */
  Map<ContentId, Range> finish() throws IOException {
    append(ByteBuffer.wrap(index(ranges, position)));
    drain();
    part.force();
    return ranges;
  }

  /** The lines that tell where each content is, and the last one. */
  static byte[] index(Map<ContentId, Range> ranges, long offset) {
    ByteBuffer index = ByteBuffer.allocate(ranges.size() * LONGEST_LINE + FOOTER);
    ranges.forEach(
        (id, range) -> {
          Digits.putHex(index, id);
          Digits.putDecimal(index.put((byte) ' '), range.offset(), 1);
          Digits.putDecimal(index.put((byte) ' '), range.length(), 1);
          index.put((byte) '\n');
        });
    int crc = LogLine.checksum(index.array(), 0, index.position());
    Digits.putHex(index, offset);
    Digits.putHex(index.put((byte) ' '), crc);
    index.put((byte) '\n');
    return Arrays.copyOf(index.array(), index.position());
  }

  DurableDirectory.Part part() {
    return part;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
