package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("The lines of a segment")
class LineCursorLaws {

  /** Bytes in memory, handed out a few at a time. */
  private static final class Bytes implements SegmentFile {
    private final byte[] bytes;
    private final Random random;

    Bytes(byte[] bytes, Random random) {
      this.bytes = bytes;
      this.random = random;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
      int from = Math.toIntExact(position);
      if (from >= bytes.length) {
        return -1;
      }
      int count = Math.min(1 + random.nextInt(length), bytes.length - from);
      System.arraycopy(bytes, from, into, offset, count);
      return count;
    }

    @Override
    public void append(byte[] from, int offset, int length) {
      throw new AssertionError("only read");
    }

    @Override
    public void force() {
      throw new AssertionError("only read");
    }

    @Override
    public void truncate(long length) {
      throw new AssertionError("only read");
    }

    @Override
    public void close() {}
  }

  /** Bytes that are a newline, or differ from one in a bit, or in what is carried over to them. */
  private static byte[] bytes(Random random) {
    byte[] some = {'\n', 0, 1, 9, 11, (byte) 0x8A, (byte) 0xFF, 'x', 'x', 'x', 'x', 'x'};
    byte[] bytes = new byte[random.nextInt(300)];
    int kinds = 1 + random.nextInt(some.length);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = some[random.nextInt(kinds)];
    }
    return bytes;
  }

  @Property(tries = 2_000, seed = "20260106")
  @Label("end at each newline and nowhere else")
  void lines(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = bytes(random);
    List<String> expected = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        expected.add(start + ".." + i + " whole");
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      expected.add(start + ".." + bytes.length + " torn");
    }
    List<String> found = new ArrayList<>();
    LineCursor line = new LineCursor(new Bytes(bytes, random));
    while (line.next()) {
      int length = line.end() - line.begin();
      found.add(
          line.offset()
              + ".."
              + (line.offset() + length)
              + (line.isComplete() ? " whole" : " torn"));
      byte[] read = Arrays.copyOfRange(line.buffer(), line.begin(), line.end());
      int from = Math.toIntExact(line.offset());
      assertEquals(
          Arrays.toString(Arrays.copyOfRange(bytes, from, from + read.length)),
          Arrays.toString(read));
    }
    assertEquals(expected, found);
  }

  @Property(tries = 100, seed = "20260110")
  @Label("are whole however long they and their neighbours are")
  void longLines(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int[] lengths = {1, 40, 300, (8 << 10) - 1, 8 << 10, (16 << 10) + 1, 255 << 10, 300 << 10};
    List<byte[]> expected = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 30; i++) {
      byte[] text = new byte[lengths[random.nextInt(lengths.length)]];
      Arrays.fill(text, (byte) ('a' + i % 26));
      expected.add(text);
      all.writeBytes(text);
      all.write('\n');
    }
    LineCursor line = new LineCursor(new Bytes(all.toByteArray(), random));
    long start = 0;
    for (byte[] text : expected) {
      assertTrue(line.next() && line.isComplete());
      assertEquals(start, line.offset());
      assertEquals(
          0, Arrays.compare(text, Arrays.copyOfRange(line.buffer(), line.begin(), line.end())));
      start += text.length + 1;
    }
    assertFalse(line.next());
  }

  @Example
  @Label("are sound with their own checksum only, in small hexadecimal digits and a space")
  void sound() {
    int letters = 0;
    for (int i = 0; i < 20; i++) {
      LineBuffer lines = new LineBuffer();
      lines.line(("{\"durable\":" + i + "}").getBytes(US_ASCII));
      byte[] line = Arrays.copyOf(lines.toByteArray(), lines.size() - 1);
      assertTrue(Lines.isSound(line, 0, line.length));
      for (int at = 0; at < line.length; at++) {
        byte was = line[at];
        letters += at < Lines.PREFIX - 1 && was >= 'a' ? 1 : 0;
        for (int other = 0; other < 256; other++) {
          line[at] = (byte) other;
          assertEquals(
              line[at] == was, Lines.isSound(line, 0, line.length), i + ": " + at + ", " + other);
        }
        line[at] = was;
      }
      for (int end = 0; end < line.length; end++) {
        assertFalse(Lines.isSound(line, 0, end), "up to " + end);
      }
    }
    assertTrue(letters > 10, "checksums with letters, which could be written large");
  }

  private static LineBuffer lines(Random random, List<Integer> starts) {
    LineBuffer lines = new LineBuffer();
    for (int i = 0; i < 20; i++) {
      starts.add(lines.size());
      String text = "x".repeat(random.nextInt(80));
      String json =
          switch (random.nextInt(3)) {
            case 0 -> "{\"durable\":" + i + "}";
            case 1 -> "{\"more\":0,\"fields\":{\"text\":\"" + text + "\"}}";
            default -> "{\"fields\":{}}";
          };
      lines.line(json.getBytes(US_ASCII));
    }
    starts.add(lines.size());
    return lines;
  }

  @Property(tries = 2_000, seed = "20260112")
  @Label("are the same whether their ends are looked for or guessed, rightly or not")
  void guessed(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Integer> starts = new ArrayList<>();
    byte[] bytes = lines(random, starts).toByteArray();
    if (random.nextBoolean()) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte) (bytes[at] ^ (1 << random.nextInt(8)));
    }
    LineCursor sought = new LineCursor(new Bytes(bytes, random));
    LineCursor guessed = new LineCursor(new Bytes(bytes, random));
    for (int i = 0; i < 20; i++) {
      sought.moveTo(starts.get(i));
      guessed.moveTo(starts.get(i));
      assertTrue(sought.next());
      long guess =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(bytes.length + 10);
            case 1 -> starts.get(random.nextInt(starts.size()));
            default -> starts.get(i + 1);
          };
      boolean isGuessed = guessed.nextEndsAt(guess);
      assertTrue(isGuessed ? sought.isSound() : guessed.next());
      assertEquals(described(sought), described(guessed));
    }
  }

  private static String described(LineCursor line) {
    return line.offset()
        + " to "
        + line.followingOffset()
        + (line.isComplete() ? " whole " : " torn ")
        + (line.isSound() ? "sound " : "unsound ")
        + new String(line.buffer(), line.begin(), line.end() - line.begin(), ISO_8859_1);
  }

  @Example
  @Label("end where it is guessed if they are events, are here and are not long")
  void guessedRight() throws IOException {
    LineBuffer lines = new LineBuffer();
    List<Integer> starts = new ArrayList<>();
    for (String json :
        List.of(
            "{\"fields\":{}}",
            "{\"more\":0,\"fields\":{}}",
            "{\"durable\":9}",
            "{\"fields\":{\"text\":\"" + "x".repeat(600) + "\"}}")) {
      starts.add(lines.size());
      lines.line(json.getBytes(US_ASCII));
    }
    starts.add(lines.size());
    LineCursor line = new LineCursor(new Bytes(lines.toByteArray(), new Random(1)));
    assertFalse(line.nextEndsAt(starts.get(1)), "not read yet");
    while (line.next()) {}
    line.moveTo(0);
    assertFalse(line.nextEndsAt(0));
    assertFalse(line.nextEndsAt(starts.get(2)), "two lines");
    assertFalse(line.nextEndsAt(Long.MAX_VALUE));
    assertTrue(line.nextEndsAt(starts.get(1)));
    assertTrue(line.nextEndsAt(starts.get(2)));
    assertFalse(line.nextEndsAt(starts.get(3)), "a commit line");
    assertFalse(line.nextEndsAt(starts.get(1)), "behind");
    line.moveTo(starts.get(3));
    assertFalse(line.nextEndsAt(starts.get(4)), "too long");
    assertTrue(line.next() && line.isSound());
  }

  @Example
  @Label("are those of the file that was begun last")
  void otherFile() throws IOException {
    LineCursor line =
        new LineCursor(new Bytes("one\ntwo\nthree\n".getBytes(US_ASCII), new Random(1)));
    assertTrue(line.next());
    assertTrue(line.next());
    line.begin(new Bytes("four\nfive\n".getBytes(US_ASCII), new Random(1)));
    assertTrue(line.next());
    assertEquals("0 to 5 whole unsound four", described(line));
    assertEquals(1, line.number());
    line.moveTo(5);
    assertTrue(line.next());
    assertEquals("5 to 10 whole unsound five", described(line));
    assertFalse(line.next());
  }
}
