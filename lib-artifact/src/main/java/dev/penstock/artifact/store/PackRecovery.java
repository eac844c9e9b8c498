package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the contents of an open pack that a crash left without its index.
 *
 * <p>Each line tells up to where the file was durable before its group was written. So all groups
 * but the last are proven, and the first is, because the file has no name before. Of the last group
 * nobody may have been told, and its pages may have reached the disk in any order: of it those
 * contents count that are whole, also behind one that is torn, and nothing else does.
 *
 * <p>What is proven and not as it should be is damage. Where the line is sound and the content is
 * not, the content is found, and reading it tells. Where the line is not, no more is known than the
 * place; the search goes on from the next sound line, and as that may be part of somebody's
 * content, it counts only with the content that it names.
 */
final class PackRecovery {
  private final byte[] bytes;
  private final Map<ContentId, PackWriter.Range> ranges = new LinkedHashMap<>();
  private final Set<ContentId> unproven = new LinkedHashSet<>();
  private final List<Integer> damaged = new ArrayList<>();

  private PackRecovery(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a pack without an index.
   *
   * @return null if it never was an open pack
   * @throws UnreadableFileException if the file cannot be read; its contents may be sound
   */
  static @Nullable PackRecovery read(DurableDirectory directory, Path path) throws IOException {
    byte[] bytes;
    try (OpenFile file = directory.read(path)) {
      byte[] header = file.read(0, (int) Math.min(file.size(), OpenPack.HEADER.length));
      if (!OpenPack.isHeader(header)) {
        return null;
      }
      if (file.size() > Integer.MAX_VALUE - 8) {
        throw new UnreadableFileException(path, "it has " + file.size() + " bytes");
      }
      bytes = file.read(0, (int) file.size());
    }
    PackRecovery recovery = new PackRecovery(bytes);
    recovery.scan();
    return recovery;
  }

  /** Where each content is. */
  Map<ContentId, PackWriter.Range> ranges() {
    return ranges;
  }

  /** Contents that are whole, while it is not known whether they are durable. */
  Set<ContentId> unproven() {
    return unproven;
  }

  /** Where something is that once was durable, and cannot be told any more. */
  List<Integer> damaged() {
    return damaged;
  }

  private void scan() {
    Map<Integer, PackLine> lines = new LinkedHashMap<>();
    List<Integer> unsound = new ArrayList<>();
    int durable = OpenPack.HEADER.length;
    boolean isTaken = true;
    boolean isStrict = false;
    for (int at = OpenPack.HEADER.length; at < bytes.length; ) {
      PackLine line = PackLine.at(bytes, at);
      if (line != null && (!isStrict || isWhole(line, at))) {
        lines.put(at, line);
        durable = Math.max(durable, line.durable());
        at = line.nextLine(at);
        isTaken = true;
      } else {
        if (isTaken) {
          unsound.add(at);
        }
        at = lineAfter(at);
        isTaken = false;
        isStrict = true;
      }
    }
    for (Map.Entry<Integer, PackLine> line : lines.entrySet()) {
      take(line.getKey(), line.getValue(), durable);
    }
    for (int at : unsound) {
      if (isProven(at, durable)) {
        damaged.add(at);
      }
    }
  }

  /** What follows the next newline; the end if there is none. */
  private int lineAfter(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static boolean isProven(int at, int durable) {
    return at < durable || at == OpenPack.HEADER.length;
  }

  private void take(int at, PackLine line, int durable) {
    boolean isProven = isProven(at, durable) || line.durable() == OpenPack.HEADER.length;
    int from = PackLine.contentAt(at);
    if (isProven && from + line.length() > bytes.length) {
      damaged.add(at);
    } else if (isProven || isWhole(line, at)) {
      ranges.put(line.id(), new PackWriter.Range(from, line.length()));
      if (!isProven) {
        unproven.add(line.id());
      }
    }
  }

  private boolean isWhole(PackLine line, int at) {
    int from = PackLine.contentAt(at);
    if (from + line.length() > bytes.length) {
      return false;
    }
    MessageDigest sha256 = ContentDigests.digest("SHA-256");
    sha256.update(bytes, from, line.length());
    return ContentId.of(sha256.digest()).equals(line.id());
  }

  /**
   * Copies all that was found to a file with an index, which is to take the place of this one. So
   * nothing is relied on that might be in the system's memory only, and a crash leaves one of the
   * two.
   *
   * @throws IOException if it cannot be written
   */
  Copy copy(DurableDirectory directory, FileTime lastUse) throws IOException {
    PackWriter writer = new PackWriter(directory.newPart());
    try {
      for (Map.Entry<ContentId, PackWriter.Range> found : ranges.entrySet()) {
        PackWriter.Range range = found.getValue();
        writer.add(found.getKey(), ByteBuffer.wrap(bytes, (int) range.offset(), range.length()));
      }
      Map<ContentId, PackWriter.Range> copied = writer.finish();
      writer.part().touch(lastUse);
      return new Copy(writer, copied);
    } catch (IOException | RuntimeException | Error e) {
      try (writer) {
        throw e;
      }
    }
  }

  /**
   * A durable part.
   *
   * @param writer to be closed
   * @param ranges where each content is in it
   */
  record Copy(PackWriter writer, Map<ContentId, PackWriter.Range> ranges) {}
}
