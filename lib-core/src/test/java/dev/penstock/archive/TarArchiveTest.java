package dev.penstock.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A tar archive")
class TarArchiveTest {
  private static final ExtractionLimits SMALL = new ExtractionLimits(1 << 20, 10, 10);

  @TempDir Path scratch;

  private static RawTar tar() {
    return new RawTar();
  }

  private Path extracted(byte[] archive) throws IOException {
    Path to = Files.createDirectory(scratch.resolve("to"));
    TarArchive.extract(new ByteArrayInputStream(archive), to, ExtractionLimits.UNTRUSTED);
    return to;
  }

  private String refusal(byte[] archive, ExtractionLimits limits) throws IOException {
    Path to = Files.createDirectory(scratch.resolve("to"));
    ArchiveException refusal =
        assertThrows(
            ArchiveException.class,
            () -> TarArchive.extract(new ByteArrayInputStream(archive), to, limits));
    assertEquals(new Tree(Map.of()), Tree.of(to), "what is left");
    Files.delete(to);
    assertEquals(new Tree(Map.of()), Tree.of(scratch), "what lies beside");
    return String.valueOf(refusal.getMessage());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  @DisplayName("that the tar command made unpacks to the same tree, plain and compressed")
  void realTar() throws Exception {
    Path tree = Files.createDirectories(scratch.resolve("tree"));
    Files.createDirectories(tree.resolve("empty"));
    Files.createDirectories(tree.resolve("a/deep"));
    Path split = Files.createDirectories(tree.resolve("a/" + "d".repeat(90)));
    Files.writeString(split.resolve("n".repeat(90)), "two fields");
    Files.writeString(tree.resolve("a/übung.txt"), "umlaut");
    byte[] large = new byte[300_001];
    new Random(7).nextBytes(large);
    Files.write(tree.resolve("large"), large);
    Files.writeString(tree.resolve("run.sh"), "#!/bin/sh\n");
    assertTrue(tree.resolve("run.sh").toFile().setExecutable(true));
    Files.createSymbolicLink(tree.resolve("a/link"), Path.of("../large"));
    for (String format : List.of("ustar", "gnu", "pax")) {
      if (!format.equals("ustar")) {
        Files.writeString(tree.resolve("a/deep/" + "n".repeat(150)), "long name");
      }
      for (String packed : List.of("-cf", "-czf")) {
        Path file = scratch.resolve(format + packed);
        run(tree, "tar", "--format=" + format, packed, file.toString(), ".");
        Path to = Files.createDirectory(scratch.resolve(format + packed + ".d"));
        TarArchive.extract(file, to, ExtractionLimits.UNTRUSTED);
        assertEquals(Tree.of(tree), Tree.of(to), format + packed);
      }
    }
  }

  @Test
  @DisplayName("makes hard links copies of their own")
  void hardLinks() throws Exception {
    Path tree = Files.createDirectories(scratch.resolve("tree"));
    Files.writeString(tree.resolve("one"), "same");
    Files.createLink(tree.resolve("two"), tree.resolve("one"));
    Path file = scratch.resolve("a.tar");
    run(tree, "tar", "-cf", file.toString(), "one", "two");
    Path to = Files.createDirectory(scratch.resolve("to"));
    TarArchive.extract(file, to, ExtractionLimits.UNTRUSTED);
    Files.writeString(to.resolve("one"), "changed");
    assertEquals("same", Files.readString(to.resolve("two")));
  }

  private static void run(Path directory, String... words) throws Exception {
    Process process = new ProcessBuilder(words).directory(directory.toFile()).inheritIO().start();
    assertEquals(0, process.waitFor(), () -> String.join(" ", words));
  }

  @Test
  @DisplayName("takes names and sizes from extended headers, and ignores those for all entries")
  void extendedHeaders() throws IOException {
    Path to =
        extracted(
            tar()
                .entry("pax", 'g', "", "30 comment=0123456789abcdefgh\n".substring(0, 30))
                .pax("path", "a/" + "p".repeat(120))
                .file("short", "1")
                .entry("L", 'L', "", "b/" + "g".repeat(120) + "\0")
                .file("short", "2")
                .entry("./c/", '5', "", "")
                .entry("./c/", '5', "", "")
                .entry("old/", '\0', "", "")
                .end());
    assertEquals("1", Files.readString(to.resolve("a/" + "p".repeat(120))));
    assertEquals("2", Files.readString(to.resolve("b/" + "g".repeat(120))));
    assertTrue(Files.isDirectory(to.resolve("c")));
    assertTrue(Files.isDirectory(to.resolve("old")));
    assertFalse(Files.exists(to.resolve("short")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "../x|archive entry \"../x\": part \"..\" in the name; allowed: names below the root",
        "a/../../x|archive entry \"a/../../x\": part \"..\" in the name; allowed: names below the root",
        "/etc/x|archive entry \"/etc/x\": absolute name; allowed: names below the root",
        ".//etc/x|archive entry \"/etc/x\": absolute name; allowed: names below the root",
        "C:/x|archive entry \"C:/x\": absolute name; allowed: names below the root",
        "a\\x|archive entry \"a\\x\": backslash in the name; allowed: / between directories",
      })
  @DisplayName("is refused for a name that leaves the root, also in extended headers")
  void names(String name, String message) throws IOException {
    assertEquals(message, refusal(tar().file(name, "evil").end(), SMALL));
    assertEquals(message, refusal(tar().pax("path", name).file("good", "evil").end(), SMALL));
    assertEquals(
        message, refusal(tar().entry("L", 'L', "", name).file("good", "evil").end(), SMALL));
  }

  @Test
  @DisplayName("is refused for names that no file should have")
  void strangeNames() throws IOException {
    assertEquals(
        "archive entry \"a\\u000ab\": control character in the name",
        refusal(tar().file("a\nb", "").end(), SMALL));
    assertEquals(
        "archive entry \"a\\u0000b\": control character in the name",
        refusal(tar().pax("path", "a\0b").file("x", "").end(), SMALL));
    assertEquals("archive: an entry has an empty name", refusal(tar().file("", "x").end(), SMALL));
    assertEquals(
        "archive entry \"" + "d/".repeat(50) + "...\": nested 257 deep; allowed: at most 256",
        refusal(tar().pax("path", "d/".repeat(256) + "x").file("x", "").end(), SMALL));
  }

  @Test
  @DisplayName("is refused for a name that stands twice, or below a file or a link")
  void clashes() throws IOException {
    assertEquals(
        "archive entry \"a\": the name stands twice",
        refusal(tar().file("a", "1").file("a", "2").end(), SMALL));
    assertEquals(
        "archive entry \"a\": the name stands twice",
        refusal(tar().file("a/b", "1").file("a", "2").end(), SMALL));
    assertEquals(
        "archive entry \"l/x\": lies below something that is no directory",
        refusal(tar().entry("l", '2', "elsewhere", "").file("l/x", "through").end(), SMALL));
    assertEquals(
        "archive entry \"l\": the name stands twice",
        refusal(tar().file("l/x", "1").entry("l", '2', "elsewhere", "").end(), SMALL));
  }

  @Test
  @DisplayName("is refused for links that leave the root, or to what is not there")
  void links() throws IOException {
    assertEquals(
        "archive entry \"l\": link to \"../x\" leaves the root; allowed: targets inside it",
        refusal(tar().entry("l", '2', "../x", "").end(), SMALL));
    assertTrue(
        refusal(tar().entry("l", '2', "/etc/passwd", "").end(), SMALL)
            .contains("link to \"/etc/passwd\"; allowed: relative targets"));
    assertEquals(
        "archive entry \"l\": hard link to \"later\"; allowed: a file that stands before it in the"
            + " archive",
        refusal(tar().entry("l", '1', "later", "").file("later", "").end(), SMALL));
    assertEquals(
        "archive entry \"../x\": part \"..\" in the name; allowed: names below the root",
        refusal(tar().entry("l", '1', "../x", "").end(), SMALL));
    assertTrue(
        refusal(tar().entry("s", '2', "t", "").entry("l", '1', "s", "").end(), SMALL)
            .contains("hard link to \"s\""));
  }

  @Test
  @DisplayName("is refused for devices, pipes and sparse files")
  void devices() throws IOException {
    for (char type : new char[] {'3', '4', '6', 'S', 'Z'}) {
      assertEquals(
          "archive entry \"dev\": a device, a pipe or something unknown; allowed: files,"
              + " directories and links",
          refusal(tar().entry("dev", type, "", "").end(), SMALL));
    }
    assertEquals(
        "archive entry \"x\": sparse file; allowed: files, directories and links",
        refusal(tar().pax("GNU.sparse.major", "1").file("x", "").end(), SMALL));
  }

  @Test
  @DisplayName("is refused when it unpacks to more than allowed")
  void bombs() throws IOException {
    assertEquals(
        "archive entry \"b\": more bytes than allowed; allowed: 1048576 in all",
        refusal(tar().file("a", "x").header("b", '0', "", "00004000000", "0000644").end(), SMALL));
    RawTar many = tar();
    for (int i = 0; i < 11; i++) {
      many.file("f" + i, "");
    }
    assertEquals(
        "archive: more entries than allowed; allowed: at most 10", refusal(many.end(), SMALL));
    assertEquals(
        "archive: more entries than allowed; allowed: at most 10",
        refusal(tar().pax("path", "a/".repeat(12) + "x").file("x", "").end(), SMALL));
    byte[] zeros = new byte[65 << 20];
    assertEquals(
        "archive: unpacks to more than 200 times its size, like a bomb",
        refusal(
            gzip(tar().file("z", new String(zeros, StandardCharsets.UTF_8)).end()),
            ExtractionLimits.UNTRUSTED));
    assertEquals(
        "archive: a header of 65537 bytes; allowed: at most 65536",
        refusal(tar().entry("L", 'L', "", "n".repeat(65_537)).end(), SMALL));
  }

  @Test
  @DisplayName("is refused when it is damaged, wherever it is cut")
  void damaged() throws IOException {
    byte[] good = tar().pax("mtime", "1.5").file("a", "text").entry("d", '5', "", "").end();
    for (int length = 0; length < good.length - 1023; length += 64) {
      assertTrue(
          refusal(Arrays.copyOf(good, length), SMALL).startsWith("archive: damaged: "),
          "cut at " + length);
    }
    byte[] packed = gzip(good);
    for (int length = 2; length < packed.length; length++) {
      assertEquals(
          "archive: damaged: its compressed data is unreadable or incomplete",
          refusal(Arrays.copyOf(packed, length), SMALL));
    }
    byte[] altered = good.clone();
    altered[0] ^= 1;
    assertEquals(
        "archive: damaged: a header's checksum differs, or it is no tar", refusal(altered, SMALL));
    for (String records : List.of("x", "5 a", "99 a=b\n", "6 a=bc", "4 =\n", "0 \n")) {
      assertEquals(
          "archive: damaged: a pax header is unreadable",
          refusal(tar().entry("pax", 'x', "", records).file("a", "").end(), SMALL),
          records);
    }
    assertEquals(
        "archive entry \"a\": damaged: its size is unreadable",
        refusal(tar().pax("size", "-1").file("a", "").end(), SMALL));
    assertEquals(
        "archive entry \"d\": damaged: data where none belongs",
        refusal(tar().entry("d", '5', "", "data").end(), SMALL));
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(good);
    longer.write(new byte[(1 << 20) + 1]);
    assertEquals(
        "archive: damaged: more data follows its end", refusal(longer.toByteArray(), SMALL));
  }

  @Test
  @DisplayName("with random bytes in it never does more than fail")
  void noise() throws IOException {
    byte[] good = tar().pax("path", "a/b").file("x", "text").entry("d", '5', "", "").end();
    Random random = new Random(20260302);
    for (int round = 0; round < 500; round++) {
      byte[] noisy = good.clone();
      for (int i = 0; i < 4; i++) {
        int at = random.nextInt(noisy.length - 1024);
        noisy[at] = (byte) random.nextInt();
        fixChecksum(noisy, at / 512 * 512);
      }
      Path to = Files.createDirectory(scratch.resolve("to" + round));
      try {
        TarArchive.extract(new ByteArrayInputStream(noisy), to, SMALL);
      } catch (IOException refused) {
        assertEquals(new Tree(Map.of()), Tree.of(to));
      }
    }
    try (var beside = Files.list(scratch)) {
      assertTrue(beside.allMatch(path -> path.getFileName().toString().startsWith("to")));
    }
  }

  private static void fixChecksum(byte[] bytes, int start) {
    Arrays.fill(bytes, start + 148, start + 156, (byte) ' ');
    int sum = 0;
    for (int i = start; i < start + 512; i++) {
      sum += bytes[i] & 0xff;
    }
    RawTar.put(bytes, start + 148, "%06o\0 ".formatted(sum));
  }

  @Test
  @DisplayName("is unpacked into an empty directory only")
  void emptyDirectory() throws IOException {
    byte[] archive = tar().file("a", "1").end();
    Path to = Files.createDirectory(scratch.resolve("to"));
    Files.writeString(to.resolve("there"), "");
    assertThrows(
        DirectoryNotEmptyException.class,
        () -> TarArchive.extract(new ByteArrayInputStream(archive), to, SMALL));
    assertThrows(
        NotDirectoryException.class,
        () ->
            TarArchive.extract(new ByteArrayInputStream(archive), scratch.resolve("none"), SMALL));
    assertTrue(Files.exists(to.resolve("there")));
  }
}
