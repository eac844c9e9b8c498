package dev.penstock.artifact.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  private final DurableDirectory.Part part;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final Map<ContentId, Range> ranges = new LinkedHashMap<>();
  private long position;

  /**
   * Where a content is.
   *
   * @param offset where it starts
   * @param length how many bytes it has
   */
  record Range(long offset, int length) {}

  PackWriter(DurableDirectory.Part part) {
    this.part = part;
    buffer.writeBytes(HEADER);
    position = HEADER.length;
  }

  boolean has(ContentId id) {
    return ranges.containsKey(id);
  }

  void add(ContentId id, ByteBuffer content) throws IOException {
    int length = content.remaining();
    ranges.put(id, new Range(position, length));
    byte[] bytes = new byte[length];
    content.get(bytes);
    buffer.writeBytes(bytes);
    position += length;
    if (buffer.size() > HashingOutput.BUFFER) {
      drain();
    }
  }

  private void drain() throws IOException {
    part.write(ByteBuffer.wrap(buffer.toByteArray()));
    buffer.reset();
  }

  /** Writes the index, and makes all of it durable under a name that nobody looks for. */
  Map<ContentId, Range> finish() throws IOException {
    StringBuilder index = new StringBuilder();
    ranges.forEach(
        (id, range) ->
            index
                .append(id.digest().hex())
                .append(' ')
                .append(range.offset())
                .append(' ')
                .append(range.length())
                .append('\n'));
    byte[] bytes = index.toString().getBytes(StandardCharsets.US_ASCII);
    int crc = LogLine.checksum(bytes, 0, bytes.length);
    buffer.writeBytes(bytes);
    buffer.writeBytes(
        String.format("%016x %08x\n", position, crc).getBytes(StandardCharsets.US_ASCII));
    drain();
    part.force();
    return ranges;
  }

  DurableDirectory.Part part() {
    return part;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }
}
