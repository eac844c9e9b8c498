package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The files of a catalogue")
class CatalogueFilesTest {
  private static final CatalogueKey A = CatalogueKey.of("a");
  private static final CatalogueKey B = CatalogueKey.of("b", "\ud83d\ude00");
  private static final CatalogueKey ROOT = CatalogueKey.of("");

  @TempDir Path root;

  @Test
  @DisplayName("can be read by a person, line by line")
  void readable() throws IOException {
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      catalogue.commit(List.of(new Change(A, null, "{\"x\" : 1}\n"), new Change(B, null, "2")));
      catalogue.replace(A, "{\"x\" : 1}\n", null);
    }
    assertEquals(
        List.of(
            "{\"catalogue\":1,\"segment\":1}",
            "{\"durable\":37}",
            "{\"more\":1,\"key\":[\"a\"],\"text\":\"{\\\"x\\\" : 1}\\n\"}",
            "{\"more\":0,\"key\":[\"b\",\"\ud83d\ude00\"],\"text\":\"2\"}",
            "{\"durable\":166}",
            "{\"more\":0,\"key\":[\"a\"],\"removed\":true}",
            "{\"durable\":238}"),
        Files.readAllLines(file(1)).stream().map(line -> line.substring(9)).toList());
  }

  @Test
  @DisplayName("hold the same documents after they were closed and opened again")
  void reopened() throws IOException {
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      catalogue.commit(List.of(new Change(A, null, "1"), new Change(B, null, "2")));
      catalogue.replace(A, "1", null);
    }
    byte[] before = Files.readAllBytes(file(1));
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      assertEquals(List.of(B), catalogue.keys(CatalogueKey.of("b"), null, 10));
      assertEquals("2", catalogue.read(B).orElseThrow());
      assertTrue(catalogue.read(A).isEmpty());
      assertEquals(1, catalogue.usage().documents());
    }
    assertTrue(Arrays.equals(before, Files.readAllBytes(file(1))), "opening wrote something");
  }

  @Test
  @Covers("AP-022")
  @DisplayName("torn at any byte, hold each commit whole or not at all, in order")
  void tornAnywhere() throws IOException {
    Path whole = root.resolve("whole");
    List<Long> ends = new ArrayList<>();
    try (FileCatalogue catalogue = FileCatalogue.open(whole)) {
      for (int i = 0; i < 4; i++) {
        String before = i == 0 ? null : "v" + (i - 1);
        catalogue.commit(List.of(new Change(A, before, "v" + i), new Change(B, before, "v" + i)));
        ends.add(catalogue.usage().fileBytes());
      }
    }
    byte[] bytes = Files.readAllBytes(whole.resolve("00000001.catalogue"));
    Path torn = Files.createDirectory(root.resolve("torn"));
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(torn.resolve("00000001.catalogue"), Arrays.copyOf(bytes, length));
      long end = length;
      long commits = ends.stream().filter(each -> each <= end).count();
      String expected = commits == 0 ? null : "v" + (commits - 1);
      try (FileCatalogue catalogue = FileCatalogue.open(torn)) {
        assertEquals(expected, catalogue.read(A).orElse(null), "A at " + length);
        assertEquals(expected, catalogue.read(B).orElse(null), "B at " + length);
        assertTrue(catalogue.replace(A, expected, "new"));
      }
      try (FileCatalogue catalogue = FileCatalogue.open(torn)) {
        assertEquals("new", catalogue.read(A).orElseThrow());
        assertEquals(expected, catalogue.read(B).orElse(null));
      }
    }
  }

  @Test
  @DisplayName("altered in any bit, are refused with the place, unless nothing is lost")
  void alteredAnywhere() throws IOException {
    Path whole = root.resolve("whole");
    try (FileCatalogue catalogue = FileCatalogue.builder(whole).segmentLimit(1024).open()) {
      for (int i = 0; i < 12; i++) {
        CatalogueKey first = ROOT.child("a" + i);
        CatalogueKey second = ROOT.child("b" + i);
        catalogue.commit(List.of(new Change(first, null, "v"), new Change(second, null, "v")));
      }
    }
    for (int number = 1; number <= 2; number++) {
      byte[] bytes = Files.readAllBytes(CatalogueLog.path(whole, number));
      int lastMark = lastLine(bytes);
      Path copy = copy(whole, root.resolve("copy" + number));
      for (int at = 0; at < bytes.length; at++) {
        byte[] altered = bytes.clone();
        altered[at] ^= (byte) (1 << at % 8);
        Files.write(CatalogueLog.path(copy, number), altered);
        if (number == 2 && at >= lastMark) {
          try (FileCatalogue catalogue = FileCatalogue.open(copy)) {
            assertEquals(24, catalogue.keys(ROOT, null, 100).size(), "byte " + at);
          }
        } else {
          DamagedCatalogueException damage =
              assertThrows(
                  DamagedCatalogueException.class,
                  () -> FileCatalogue.open(copy),
                  number + " byte " + at);
          assertTrue(
              damage.getMessage().startsWith(CatalogueLog.path(copy, number) + ", line "),
              damage.getMessage());
        }
      }
    }
  }

  private static int lastLine(byte[] bytes) {
    int start = bytes.length - 1;
    while (bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  @Test
  @DisplayName("missing, or of another layout, are refused by name")
  void refused() throws IOException {
    try (FileCatalogue catalogue = FileCatalogue.builder(root).segmentLimit(1024).open()) {
      for (int i = 0; i < 40; i++) {
        catalogue.replace(CatalogueKey.of("k" + i), null, "x".repeat(50));
      }
    }
    Files.delete(file(2));
    assertEquals(
        file(2)
            + ": the file is missing. This was durable before, so it is damage and no torn write."
            + " Nothing was changed. Put the file back from a copy",
        assertThrows(DamagedCatalogueException.class, () -> FileCatalogue.open(root)).getMessage());
    Path old = root.resolve("old");
    Files.createDirectories(old.resolve("documents"));
    assertEquals(
        old
            + " has one file for each document, as no release writes; allowed: an empty directory,"
            + " or one with files *.catalogue",
        assertThrows(IOException.class, () -> FileCatalogue.open(old)).getMessage());
    Path newer = Files.createDirectory(root.resolve("newer"));
    LogLines header = new LogLines();
    header.addHeader(1);
    String line = header.toString(StandardCharsets.UTF_8).replace(":1,", ":2,").substring(9);
    byte[] json = line.strip().getBytes(StandardCharsets.UTF_8);
    String crc = String.format("%08x ", LogLine.checksum(json, 0, json.length));
    Files.writeString(CatalogueLog.path(newer, 1), crc + line);
    assertEquals(
        CatalogueLog.path(newer, 1)
            + " has format 2; allowed: 1. Open it with the release that wrote it, or a newer one",
        assertThrows(IOException.class, () -> FileCatalogue.open(newer)).getMessage());
  }

  @Test
  @DisplayName("are verified by each read")
  void verified() throws IOException {
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      catalogue.replace(A, null, "document");
      byte[] bytes = Files.readAllBytes(file(1));
      bytes[bytes.length - 5]++;
      Files.write(file(1), bytes);
      assertEquals(
          file(1)
              + ", byte 61: the line of document a does not fit its checksum. This was durable"
              + " before, so it is damage and no torn write. Nothing was changed. Put the file back"
              + " from a copy",
          assertThrows(DamagedCatalogueException.class, () -> catalogue.read(A)).getMessage());
    }
  }

  @Test
  @DisplayName("stay small while documents change, and compacted hold what is needed only")
  void compaction() throws IOException {
    TreeMap<CatalogueKey, String> model = new TreeMap<>();
    try (FileCatalogue catalogue = FileCatalogue.builder(root).segmentLimit(4096).open()) {
      for (int i = 0; i < 3000; i++) {
        CatalogueKey key = ROOT.child("k" + i * 7 % 40);
        String next = i % 11 == 0 ? null : "document " + i;
        assertTrue(catalogue.replace(key, model.get(key), next));
        if (next == null) {
          model.remove(key);
        } else {
          model.put(key, next);
        }
      }
      CatalogueUsage usage = catalogue.usage();
      assertTrue(usage.fileBytes() < usage.neededBytes() + 6 * 4096, usage.toString());
      check(catalogue, model);
      assertTrue(catalogue.compact() > 0);
      usage = catalogue.usage();
      assertTrue(usage.fileBytes() < usage.neededBytes() + 200, usage.toString());
      assertEquals(model.size(), usage.documents());
      check(catalogue, model);
    }
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      check(catalogue, model);
      catalogue.compact();
      check(catalogue, model);
    }
  }

  private static void check(FileCatalogue catalogue, SortedMap<CatalogueKey, String> model)
      throws IOException {
    assertEquals(List.copyOf(model.keySet()), catalogue.keys(ROOT, null, 100));
    for (var entry : model.entrySet()) {
      assertEquals(entry.getValue(), catalogue.read(entry.getKey()).orElseThrow());
    }
  }

  @Test
  @DisplayName("are closed once, take nothing in afterwards, and belong to one holder")
  void closed() throws IOException {
    FileCatalogue catalogue = FileCatalogue.open(root);
    catalogue.replace(A, null, "1");
    assertThrows(DirectoryInUseException.class, () -> FileCatalogue.open(root));
    assertThrows(DirectoryInUseException.class, () -> FileContentStore.open(root));
    catalogue.close();
    catalogue.close();
    assertThrows(IllegalStateException.class, () -> catalogue.replace(A, "1", "2"));
    assertThrows(IllegalStateException.class, () -> catalogue.read(A));
    FileCatalogue.open(root).close();
  }

  @Test
  @Covers("AP-022")
  @DisplayName("are not written where too little space would stay free, but documents can go")
  void freeSpaceFloor() throws IOException {
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      catalogue.replace(A, null, "1");
    }
    byte[] before = Files.readAllBytes(file(1));
    FileCatalogue.Builder builder = FileCatalogue.builder(root).freeSpaceFloor(Long.MAX_VALUE / 2);
    try (FileCatalogue catalogue = builder.open()) {
      StorageLimitException refusal =
          assertThrows(StorageLimitException.class, () -> catalogue.replace(B, null, "2"));
      assertTrue(refusal.getMessage().endsWith("stay free"), refusal.getMessage());
      assertFalse(catalogue.replace(B, "other", "2"), "a conflict comes first");
      assertTrue(Arrays.equals(before, Files.readAllBytes(file(1))));
      assertTrue(catalogue.replace(A, "1", null));
    }
  }

  private Path file(int number) {
    return CatalogueLog.path(root, number);
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
