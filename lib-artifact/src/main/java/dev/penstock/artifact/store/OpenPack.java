package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pack that contents are still appended to, group by group, each with one write and one force.
 * Before each content stands a {@link PackLine}, so that the contents are found without the index,
 * which is written when nothing more is to come. For one thread at a time.
 *
 * <p>The file gets its name once its first group is durable. After a write or a force that failed,
 * what the file holds from there on is not known, and a force that succeeds later would prove
 * nothing: it is never written to again. What was durable before stays where it is.
 */
final class OpenPack implements AutoCloseable {
  static final byte[] HEADER = "penstock pack 2 index 0\n".getBytes(StandardCharsets.US_ASCII);

  /** Where the header tells whether there is an index. What comes before never changes. */
  private static final int FLAG = 22;

  /**
   * From so many bytes on it is full: what a crash makes the next opening read and write anew, and
   * what a garbage collection does.
   */
  private static final int FULL_BYTES = 16 << 20;

  private static final int FULL_CONTENTS = 4_096;

  private final DurableDirectory directory;
  private final int number;
  private final Path path;
  private final Map<ContentId, PackWriter.Range> index = new LinkedHashMap<>();
  private DurableDirectory.@Nullable Log log;
  private int length;
  private int contents;

  private OpenPack(DurableDirectory directory, int number, Path path) {
    this.directory = directory;
    this.number = number;
    this.path = path;
    this.length = HEADER.length;
  }

  /** Where the contents of a group are, in their order, and when they were written. */
  record Written(List<PackWriter.Range> ranges, long time) {}

  /** A pack without a file: the first group makes it. */
  static OpenPack unbegun(DurableDirectory directory, int number, Path path) {
    return new OpenPack(directory, number, path);
  }

  int number() {
    return number;
  }

  /** How many contents were appended, the same one twice included. */
  int contents() {
    return contents;
  }

  boolean holdsAnyOf(Set<ContentId> ids) {
    return index.keySet().stream().anyMatch(ids::contains);
  }

  boolean isFull() {
    return length >= FULL_BYTES || contents >= FULL_CONTENTS;
  }

  /**
   * Returns once the group is durable. If it throws, nothing may be appended any more.
   *
   * @param times tells when that is
   */
  Written append(List<SmallContent> group, UseTimes times) throws IOException {
    List<PackWriter.Range> ranges = new ArrayList<>(group.size());
    byte[] lines = lines(group, ranges);
    long time = contents == 0 ? begin(lines, times) : goOn(lines, times);
    length += lines.length;
    contents += group.size();
    for (int i = 0; i < group.size(); i++) {
      index.put(group.get(i).id(), ranges.get(i));
    }
    return new Written(ranges, time);
  }

  private byte[] lines(List<SmallContent> group, List<PackWriter.Range> ranges) {
    int size = 0;
    for (SmallContent content : group) {
      size += PackLine.BYTES + content.length() + 1;
    }
    ByteBuffer lines = ByteBuffer.allocate(size);
    for (SmallContent content : group) {
      new PackLine(content.id(), content.length(), length).writeTo(lines);
      ranges.add(new PackWriter.Range(length + lines.position(), content.length()));
      lines.put(content.bytes().duplicate()).put((byte) '\n');
    }
    return lines.array();
  }

  private long begin(byte[] lines, UseTimes times) throws IOException {
    long time;
    try (DurableDirectory.Part part = directory.newPart()) {
      part.write(ByteBuffer.allocate(HEADER.length + lines.length).put(HEADER).put(lines).flip());
      time = Packs.nanos(times.stamp(part));
      part.force();
      part.moveTo(path);
    }
    try {
      directory.confirm(path);
    } catch (IOException | RuntimeException | Error e) {
      try {
        directory.delete(path); // nobody was told of what is in it
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    return time;
  }

  private long goOn(byte[] lines, UseTimes times) throws IOException {
    DurableDirectory.Log current = opened();
    current.append(length, lines);
    long time = Packs.nanos(times.stamp(path));
    current.force();
    return time;
  }

  private DurableDirectory.Log opened() throws IOException {
    DurableDirectory.Log current = log;
    if (current == null) {
      current = directory.openLog(path);
      log = current;
      if (current.length() != length) {
        throw new IOException(
            path
                + " has "
                + current.length()
                + " bytes instead of "
                + length
                + "; somebody"
                + " else changed it, which nobody may while the store is open");
      }
    }
    return current;
  }

  /**
   * Writes the index, and then into the header that there is one: the end of somebody's content may
   * look like an index. If that does not arrive, the index is made anew from the lines. All this is
   * no use of the contents, so the file's time is left as it is; nobody may change it meanwhile.
   */
  void seal() throws IOException {
    FileTime lastUse = directory.time(path);
    DurableDirectory.Log current = opened();
    current.append(length, PackWriter.index(index, length));
    current.force();
    current.append(FLAG, new byte[] {'1'});
    directory.touch(path, lastUse);
  }

  /** Whether this is how an open pack begins, sealed or not. */
  static boolean isHeader(byte[] bytes) {
    return bytes.length >= FLAG && Arrays.equals(bytes, 0, FLAG, HEADER, 0, FLAG);
  }

  static boolean isSealed(byte[] header) {
    return isHeader(header) && header.length > FLAG && header[FLAG] == '1';
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }
}
