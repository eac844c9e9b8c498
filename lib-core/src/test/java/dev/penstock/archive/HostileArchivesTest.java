package dev.penstock.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A hostile archive")
class HostileArchivesTest {
  private static final ExtractionLimits SMALL = new ExtractionLimits(1 << 20, 10, 10);

  @TempDir Path scratch;

  /** Something to be written with {@link ZipWriter}, which checks nothing. */
  private interface Content {
    void writeTo(ZipWriter zip) throws IOException;
  }

  private static byte[] zip(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter writer = new ZipWriter(out);
    content.writeTo(writer);
    writer.finish();
    return out.toByteArray();
  }

  private static byte[] zip(String name) throws IOException {
    return zip(writer -> file(writer, name, "evil"));
  }

  private static void file(ZipWriter writer, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writer.file(name, false, bytes.length, new ByteArrayInputStream(bytes));
  }

  private String refusal(byte[] archive, ExtractionLimits limits) throws IOException {
    Path file = Files.write(scratch.resolve("a.zip"), archive);
    Path to = Files.createDirectory(scratch.resolve("to"));
    ArchiveException refusal =
        assertThrows(ArchiveException.class, () -> ZipArchive.extract(file, to, limits));
    assertEquals(new Tree(Map.of()), Tree.of(to), "what is left");
    Files.delete(to);
    Files.delete(file);
    assertEquals(new Tree(Map.of()), Tree.of(scratch), "what lies beside");
    return String.valueOf(refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "../x|archive entry \"../x\": part \"..\" in the name; allowed: names below the root",
        "a/../../x|archive entry \"a/../../x\": part \"..\" in the name; allowed: names below the root",
        "./x|archive entry \"./x\": part \".\" in the name; allowed: names below the root",
        "a//x|archive entry \"a//x\": part \"\" in the name; allowed: names below the root",
        "/etc/x|archive entry \"/etc/x\": absolute name; allowed: names below the root",
        "C:/x|archive entry \"C:/x\": absolute name; allowed: names below the root",
        "c:x|archive entry \"c:x\": absolute name; allowed: names below the root",
        "a\\..\\x|archive entry \"a\\..\\x\": backslash in the name; allowed: / between directories",
      })
  @DisplayName("is refused for a name that leaves the root")
  void names(String name, String message) throws IOException {
    assertEquals(message, refusal(zip(name), SMALL));
  }

  @Test
  @DisplayName("is refused for names that no file should have")
  void strangeNames() throws IOException {
    assertEquals(
        "archive entry \"a\\u0000b\": control character in the name", refusal(zip("a\0b"), SMALL));
    assertEquals("archive: an entry has an empty name", refusal(zip(""), SMALL));
    assertEquals(
        "archive entry \""
            + "n".repeat(100)
            + "...\": part of 256 bytes in the name;"
            + " allowed: at most 255",
        refusal(zip("n".repeat(256)), SMALL));
    assertEquals(
        "archive entry \"" + "n/".repeat(50) + "...\": name of 4098 bytes; allowed: at most 4096",
        refusal(zip("n/".repeat(2_048) + "nn"), SMALL));
  }

  @Test
  @DisplayName("is refused for a name that stands twice, or below a file or a link")
  void clashes() throws IOException {
    assertEquals(
        "archive entry \"a\": the name stands twice",
        refusal(
            zip(
                writer -> {
                  file(writer, "a", "1");
                  file(writer, "a", "2");
                }),
            SMALL));
    assertEquals(
        "archive entry \"a\": the name stands twice",
        refusal(
            zip(
                writer -> {
                  writer.directory("a");
                  file(writer, "a", "2");
                }),
            SMALL));
    assertEquals(
        "archive entry \"l/x\": lies below something that is no directory",
        refusal(
            zip(
                writer -> {
                  writer.link("l", "elsewhere");
                  file(writer, "l/x", "written through the link");
                }),
            SMALL));
  }

  @ParameterizedTest
  @CsvSource({"..", "../x", "/etc/passwd", "a/../../x", "a/..", "./a", "''", "c:x", "a\\b"})
  @DisplayName("is refused for a link that leaves the root or might")
  void links(String target) throws IOException {
    assertTrue(
        refusal(zip(writer -> writer.link("l", target)), SMALL)
            .startsWith("archive entry \"l\": link to"));
  }

  @Test
  @DisplayName("is refused for one step too far up, and kept for one step less")
  void climbing() throws IOException {
    assertEquals(
        "archive entry \"a/b/l\": link to \"../../../x\" leaves the root;"
            + " allowed: targets inside it",
        refusal(zip(writer -> writer.link("a/b/l", "../../../x")), SMALL));
    Path file = Files.write(scratch.resolve("ok.zip"), zip(w -> w.link("a/b/l", "../../x")));
    Path to = Files.createDirectory(scratch.resolve("ok"));
    ZipArchive.extract(file, to, SMALL);
    assertEquals("link ../../x", Tree.of(to).entries().get("a/b/l"));
  }

  @Test
  @DisplayName("is refused beyond each limit")
  void limits() throws IOException {
    byte[] eleven =
        zip(
            writer -> {
              for (int i = 0; i < 11; i++) {
                writer.directory("d" + i);
              }
            });
    assertEquals("archive: 11 entries; allowed: at most 10", refusal(eleven, SMALL));
    byte[] large = zip(writer -> file(writer, "big", "x".repeat((1 << 20) + 1)));
    assertEquals(
        "archive entry \"big\": more bytes than allowed; allowed: 1048576 in all",
        refusal(large, SMALL));
    byte[] bomb = zip(writer -> writer.file("bomb", false, 80 << 20, new Zeros(80L << 20)));
    assertEquals(
        "archive entry \"bomb\": unpacks to more than 200 times the archive's size,"
            + " like a zip bomb",
        refusal(bomb, ExtractionLimits.UNTRUSTED));
  }

  @Test
  @DisplayName("is refused when it declares fewer bytes than it holds")
  void lies() throws IOException {
    byte[] archive = zip(writer -> file(writer, "a", "x".repeat(100_000)));
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(central(bytes) + 24, 10);
    assertEquals(
        "archive entry \"a\": damaged: it does not hold the 10 bytes it declares",
        refusal(archive, SMALL));
  }

  @Test
  @DisplayName("is refused when two entries share their data")
  void overlap() throws IOException {
    byte[] archive =
        zip(
            writer -> {
              file(writer, "a", "1");
              file(writer, "a", "1");
            });
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    int second = central(bytes) + ZipFormat.CENTRAL_HEADER_BYTES + 1;
    bytes.putInt(second + 42, 0);
    bytes.put(second + 46, (byte) 'b');
    assertTrue(refusal(archive, SMALL).contains("overlaps another entry's"));
  }

  @Test
  @DisplayName("is refused when an entry's own header tells another name")
  void twoNames() throws IOException {
    byte[] archive = zip("a");
    archive[ZipFormat.LOCAL_HEADER_BYTES] = 'b';
    assertEquals(
        "archive entry \"a\": damaged: its own header and the central directory differ",
        refusal(archive, SMALL));
  }

  @Test
  @DisplayName("is refused when it is encrypted, or no archive at all")
  void foreign() throws IOException {
    byte[] archive = zip("a");
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(central(bytes) + 8, (byte) 1);
    assertEquals(
        "archive entry \"a\": encrypted or patched; allowed: plain data", refusal(archive, SMALL));
    assertEquals(
        "archive: not a zip archive, or cut off: it has no end record",
        refusal(new byte[0], SMALL));
  }

  @Test
  @DisplayName("is refused when a device is hidden in it")
  void devices() throws IOException {
    byte[] archive = zip("a");
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(central(bytes) + 38, 0020644 << 16);
    assertEquals(
        "archive entry \"a\": mode 20644 with 4 bytes;"
            + " allowed: files, empty directories with / at the end, links",
        refusal(archive, SMALL));
  }

  @Test
  @DisplayName("never lands among files that are there already")
  void occupied() throws IOException {
    Path file = Files.write(scratch.resolve("a.zip"), zip("a"));
    Path to = Files.createDirectory(scratch.resolve("to"));
    Files.writeString(to.resolve("mine"), "kept");
    assertThrows(DirectoryNotEmptyException.class, () -> ZipArchive.extract(file, to, SMALL));
    assertEquals(Map.of("mine", "file kept"), Tree.of(to).entries());
  }

  @Test
  @DisplayName("is not packed either: links that leave, strange names")
  void packing() throws IOException {
    Files.createSymbolicLink(scratch.resolve("l"), Path.of("../outside"));
    ArchiveException refusal =
        assertThrows(
            ArchiveException.class, () -> ZipArchive.pack(scratch, new ByteArrayOutputStream()));
    assertEquals(
        "archive entry \"l\": link to \"../outside\" leaves the root; allowed: targets inside it",
        refusal.getMessage());
    Files.delete(scratch.resolve("l"));
    Files.createFile(scratch.resolve("back\\slash"));
    assertThrows(
        ArchiveException.class, () -> ZipArchive.pack(scratch, new ByteArrayOutputStream()));
  }

  @Test
  @DisplayName("with more entries than 16 bits count is no hostile one")
  void manyEntries() throws IOException {
    byte[] archive =
        zip(
            writer -> {
              for (int i = 0; i < 66_000; i++) {
                file(writer, "f" + i, "");
              }
            });
    Path file = Files.write(scratch.resolve("many.zip"), archive);
    try (var channel = Files.newByteChannel(file)) {
      assertEquals(
          66_000, ZipDirectory.read(new ArchiveBytes(channel), ExtractionLimits.UNTRUSTED).size());
    }
  }

  @Test
  @Tag("thorough")
  @DisplayName("with more bytes than 32 bits count is no hostile one")
  void manyBytes() throws IOException {
    long size = (4L << 30) + 5;
    byte[] archive =
        zip(
            writer -> {
              writer.file("big", false, size, new Zeros(size));
              file(writer, "next", "text");
            });
    Path file = Files.write(scratch.resolve("big.zip"), archive);
    try (var channel = Files.newByteChannel(file)) {
      var entries = ZipDirectory.read(new ArchiveBytes(channel), ExtractionLimits.OWN);
      assertEquals(size, entries.get(0).size());
      EntryData data =
          new EntryData(
              new ArchiveBytes(channel), entries.get(0), 30 + 3 + 20, ByteBuffer.allocate(65_536));
      long total = 0;
      byte[] buffer = new byte[65_536];
      for (int read = data.read(buffer); read > 0; read = data.read(buffer)) {
        total += read;
      }
      data.release();
      assertEquals(size, total);
    }
  }

  private static int central(ByteBuffer archive) {
    return archive.getInt(archive.capacity() - ZipFormat.END_BYTES + 16);
  }

  /** That many zero bytes. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      Arrays.fill(buffer, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
