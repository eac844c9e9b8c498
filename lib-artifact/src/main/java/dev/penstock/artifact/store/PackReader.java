package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the index of what {@link PackWriter} or {@link OpenPack} wrote. */
final class PackReader {
  private PackReader() {}

  /**
   * Where each content is.
   *
   * @throws UnreadableFileException if the file cannot be read; its contents may be sound
   * @throws IOException if it is damaged
   */
  static Map<ContentId, PackWriter.Range> index(DurableDirectory directory, Path path)
      throws IOException {
    try (OpenFile file = directory.read(path)) {
      long end = file.size() - PackWriter.FOOTER;
      byte[] header = file.read(0, (int) Math.min(file.size(), OpenPack.HEADER.length));
      boolean isWritten = Arrays.mismatch(header, PackWriter.HEADER) == PackWriter.HEADER.length;
      if (!isWritten && !OpenPack.isHeader(header)) {
        throw new IOException("this is no pack of format 1 or 2");
      }
      int first = isWritten ? PackWriter.HEADER.length : OpenPack.HEADER.length;
      if (end < first || (!isWritten && !OpenPack.isSealed(header))) {
        throw new IOException("there is no index");
      }
      String footer = text(file.read(end, PackWriter.FOOTER));
      if (!footer.matches("[0-7][0-9a-f]{15} [0-9a-f]{8}\n")) {
        throw new IOException("the last line is damaged");
      }
      long start = Long.parseLong(footer, 0, 16, 16);
      if (start < first || start > end || end - start > Integer.MAX_VALUE) {
        throw new IOException("the last line is damaged");
      }
      byte[] index = file.read(start, (int) (end - start));
      int crc = LogLine.checksum(index, 0, index.length);
      if (crc != Integer.parseUnsignedInt(footer, 17, 25, 16)) {
        throw new IOException("the index does not fit its checksum");
      }
      return ranges(ByteBuffer.wrap(index), start);
    }
  }

  private static Map<ContentId, PackWriter.Range> ranges(ByteBuffer lines, long end)
      throws IOException {
    Map<ContentId, PackWriter.Range> ranges = new LinkedHashMap<>();
    while (lines.hasRemaining()) {
      ContentId id = Digits.id(lines);
      byte space = lines.get();
      long offset = Digits.decimal(lines, ' ');
      long length = Digits.decimal(lines, '\n');
      if (space != ' ' || length > HashingOutput.BUFFER || offset > end - length) {
        throw new IOException("the index tells of a content where none can be: " + id.hex());
      }
      ranges.put(id, new PackWriter.Range(offset, (int) length));
    }
    return ranges;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
