package dev.penstock.artifact.format.multipart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.format.MultipartBody;
import dev.penstock.artifact.format.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A multipart body")
class MultipartReaderTest {

  private static MultipartReader reader(InputStream body) {
    return MultipartReader.of(MultipartBody.TYPE, body, 100);
  }

  private static MultipartReader reader(String body) {
    return reader(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static MultipartPart next(MultipartReader reader) throws IOException {
    MultipartPart part = reader.next();
    assertNotNull(part);
    return part;
  }

  /** Gives out few bytes at a time, as a slow connection does. */
  private static final class Slow extends InputStream {
    private final InputStream in;
    private final Random random;

    Slow(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return in.read(buffer, offset, Math.min(length, 1 + random.nextInt(40)));
    }
  }

  /** Bytes that look like the delimiter again and again. */
  private static byte[] teasing(Random random, int size) {
    byte[] bytes = new byte[size];
    byte[] delimiter = "\r\n--8d1fc2b4a9".getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < size; ) {
      int count = 1 + random.nextInt(delimiter.length - 1);
      for (int i = 0; i < count && at < size; i++) {
        bytes[at++] = delimiter[i];
      }
      if (random.nextInt(3) == 0 && at < size) {
        // Anything but what would complete the delimiter.
        bytes[at++] = (byte) (random.nextInt(256) & ~1);
      }
    }
    return bytes;
  }

  @Property(tries = 200, seed = "42")
  @Label("gives its parts as they were written, however slowly it comes")
  void roundTrip(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> contents = new ArrayList<>();
    MultipartBody body = new MultipartBody();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int size = random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(100);
      byte[] content = teasing(random, size);
      contents.add(content);
      body.file("f" + contents.size(), "name" + contents.size(), content);
    }
    byte[] bytes = body.end();
    MultipartReader reader =
        reader(random.nextBoolean() ? new ByteArrayInputStream(bytes) : new Slow(bytes, random));
    for (int i = 0; i < contents.size(); i++) {
      MultipartPart part = next(reader);
      assertEquals("f" + (i + 1), part.name());
      assertEquals("name" + (i + 1), part.fileName());
      if (random.nextInt(4) > 0) {
        assertArrayEquals(contents.get(i), part.content().readAllBytes());
        assertEquals(-1, part.content().read());
      }
    }
    assertNull(reader.next());
    assertNull(reader.next());
  }

  @Property(tries = 100, seed = "43")
  @Label("is refused wherever it is cut off")
  void cutOff(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] whole = new MultipartBody().field("a", "1").file("b", "c", teasing(random, 300)).end();
    // The line break behind the last boundary says nothing more.
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 2));
    MultipartReader reader = reader(new ByteArrayInputStream(cut));
    ProtocolException refused =
        assertThrows(
            ProtocolException.class,
            () -> {
              for (MultipartPart part = reader.next(); part != null; part = reader.next()) {
                part.content().readAllBytes();
              }
            });
    assertEquals(400, refused.status());
  }

  @Test
  @DisplayName("may have something before its first boundary and behind its last")
  void preamble() throws IOException {
    MultipartReader reader =
        reader(
            "see below\r\n--8d1fc2b4a9  \r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n"
                + "--8d1fc2b4a9--\r\nbye");
    MultipartPart part = next(reader);
    assertEquals("a", part.name());
    assertEquals("", part.fileName());
    assertEquals("1", part.text(10));
    assertNull(reader.next());
  }

  @Test
  @DisplayName("may have LF alone before a boundary, as NuGet's client writes it on Unix")
  void bareLineBreak() throws IOException {
    MultipartReader reader =
        reader(
            "--8d1fc2b4a9\r\nContent-Disposition: form-data; name=a\r\n\r\n1\n\r2\r\n"
                + "\n--8d1fc2b4a9\r\n\r\n\n--8d1fc2b4a9--");
    assertEquals("1\n\r2\r\n", next(reader).text(10));
    assertEquals("", next(reader).text(0));
    assertNull(reader.next());
  }

  @Test
  @DisplayName("names its parts and files in quotes, as words, or encoded")
  void names() throws IOException {
    MultipartReader reader =
        reader(
            new ByteArrayInputStream(
                new MultipartBody()
                    .part("form-data; name=\"a\\\"b\\\\c; d\"; filename=\"x;y=z\"", new byte[0])
                    .part("form-data; NAME=plain; filename*=utf-8''a%20%E2%82%AC+b", new byte[0])
                    .part("form-data; filename*=utf-8''%zz", new byte[0])
                    .part("form-data; name", new byte[0])
                    .part("form-data; name=\"open", new byte[0])
                    .end()));
    MultipartPart quoted = next(reader);
    assertEquals("a\"b\\c; d", quoted.name());
    assertEquals("x;y=z", quoted.fileName());
    MultipartPart encoded = next(reader);
    assertEquals("plain", encoded.name());
    assertEquals("a \u20ac+b", encoded.fileName());
    assertEquals("", next(reader).fileName());
    assertEquals("", next(reader).name());
    assertEquals("open", next(reader).name());
  }

  @Test
  @DisplayName("is refused if it is malformed")
  void malformed() {
    for (String body :
        List.of(
            "",
            "--8d1fc2b4a9x\r\n\r\n\r\n--8d1fc2b4a9--",
            "--8d1fc2b4a9\r\nno colon\r\n\r\n\r\n--8d1fc2b4a9--",
            "--8d1fc2b4a9\r\n: no name\r\n\r\n\r\n--8d1fc2b4a9--",
            "--8d1fc2b4a9\r\nContent-Transfer-Encoding: base64\r\n\r\n\r\n--8d1fc2b4a9--",
            "--8d1fc2b4a9\r\n" + "a: b\r\n".repeat(33) + "\r\n\r\n--8d1fc2b4a9--",
            "--8d1fc2b4a9\r\na: " + "b".repeat(10_000) + "\r\n\r\n\r\n--8d1fc2b4a9--",
            "x".repeat(10_000) + "\r\n--8d1fc2b4a9--")) {
      ProtocolException refused =
          assertThrows(
              ProtocolException.class,
              () -> reader(body).next(),
              () -> body.substring(0, Math.min(body.length(), 200)));
      assertEquals(400, refused.status());
    }
  }

  @Test
  @DisplayName("is refused beyond the number of parts and the size of a field")
  void limits() throws IOException {
    byte[] body = new MultipartBody().field("a", "12345").field("b", "").end();
    MultipartReader one = MultipartReader.of(MultipartBody.TYPE, new ByteArrayInputStream(body), 1);
    MultipartPart part = next(one);
    assertEquals(413, assertThrows(ProtocolException.class, () -> part.text(4)).status());
    assertEquals(413, assertThrows(ProtocolException.class, one::next).status());
    MultipartReader two = MultipartReader.of(MultipartBody.TYPE, new ByteArrayInputStream(body), 2);
    assertEquals("12345", next(two).text(5));
    assertEquals("", next(two).text(0));
    assertNull(two.next());
  }

  @Test
  @DisplayName("needs a type that says so, with a boundary")
  void type() {
    for (String other : List.of("", "application/json", "multi; boundary=a")) {
      ProtocolException refused =
          assertThrows(
              ProtocolException.class,
              () -> MultipartReader.of(other, InputStream.nullInputStream(), 1));
      assertEquals(415, refused.status());
    }
    for (String boundary :
        List.of("", "; boundary=", "; boundary=\u00e9", "; boundary=" + "a".repeat(71))) {
      ProtocolException refused =
          assertThrows(
              ProtocolException.class,
              () ->
                  MultipartReader.of(
                      "multipart/form-data" + boundary, InputStream.nullInputStream(), 1));
      assertEquals(400, refused.status());
      assertTrue(("" + refused.getMessage()).contains("boundary"));
    }
  }
}
