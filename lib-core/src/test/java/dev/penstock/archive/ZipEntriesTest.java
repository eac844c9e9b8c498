package dev.penstock.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The entries of a zip archive")
class ZipEntriesTest {
  private static final String LONG = "a line of a manifest\n".repeat(10_000);

  @TempDir private Path directory;

  private interface Use<T> {
    T with(ZipEntries entries) throws IOException;
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private <T> T read(byte[] archive, Use<T> use) throws IOException {
    Path file = directory.resolve("archive.zip");
    Files.write(file, archive);
    try (var channel = Files.newByteChannel(file)) {
      return use.with(ZipEntries.read(channel, ExtractionLimits.UNTRUSTED));
    }
  }

  @Test
  @DisplayName("are its files, without directories, in the order of their data")
  void listsFiles() throws IOException {
    byte[] archive = zip("b/", "", "b/two", "2", "a", "1");
    assertEquals(List.of("b/two", "a"), read(archive, entries -> List.copyOf(entries.files())));
  }

  @Test
  @DisplayName("are read one at a time, each to its end")
  void readsOne() throws IOException {
    byte[] archive = zip("a", "1", "long", LONG, "empty", "");
    assertArrayEquals(
        LONG.getBytes(StandardCharsets.UTF_8),
        read(archive, entries -> entries.bytes("long", LONG.length())));
    assertEquals(0, read(archive, entries -> entries.bytes("empty", 0)).length);
  }

  @Test
  @DisplayName("are refused beyond the size that the caller takes")
  void refusesLarge() throws IOException {
    byte[] archive = zip("long", LONG);
    ArchiveException refused =
        assertThrows(
            ArchiveException.class,
            () -> read(archive, entries -> entries.bytes("long", LONG.length() - 1)));
    assertEquals("long", refused.entry());
    assertTrue(refused.getMessage().contains("at most " + (LONG.length() - 1)));
  }

  @Test
  @DisplayName("are refused if there is none of that name, or if it is a directory")
  void refusesUnknown() throws IOException {
    byte[] archive = zip("b/", "", "b/two", "2");
    for (String name : List.of("two", "b", "b/")) {
      assertThrows(
          ArchiveException.class, () -> read(archive, entries -> entries.bytes(name, 100)), name);
    }
  }

  @Test
  @DisplayName("are refused if a byte of their data was changed")
  void refusesDamaged() throws IOException {
    byte[] archive = zip("long", LONG);
    archive[60] ^= 1;
    assertThrows(
        ArchiveException.class,
        () -> read(archive, entries -> entries.bytes("long", LONG.length())));
  }

  @Test
  @DisplayName("are refused as a whole if a name leaves the archive, or if it is no archive")
  void refusesUnsafe() throws IOException {
    byte[] climbing = zip("../x", "1");
    assertThrows(ArchiveException.class, () -> read(climbing, ZipEntries::files));
    assertThrows(ArchiveException.class, () -> read(new byte[100], ZipEntries::files));
    assertThrows(ArchiveException.class, () -> read(new byte[0], ZipEntries::files));
  }
}
