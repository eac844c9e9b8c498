package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The pack that small contents are appended to")
class OpenPackTest {
  private static final ScrubRequest ALL = new ScrubRequest(null, 1L << 30);

  @TempDir Path root;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) ('a' + size % 26));
    return bytes;
  }

  private static Digest digest(int size) {
    return ContentId.of(ContentDigests.digest("SHA-256").digest(bytes(size))).digest();
  }

  private static Digest put(ContentStore store, int size) throws IOException {
    return store.put(new ByteArrayInputStream(bytes(size))).digest();
  }

  private static Path pack(Path store, int number) {
    return store.resolve(String.format("packs/%08d.pack", number));
  }

  /** What a crash leaves after these were put one by one. */
  private byte[] left(int... sizes) throws IOException {
    Path whole = root.resolve("whole");
    try (FileContentStore store = FileContentStore.open(whole)) {
      for (int size : sizes) {
        put(store, size);
      }
      return Files.readAllBytes(pack(whole, 1));
    }
  }

  private Path storeWith(String name, byte[] pack) throws IOException {
    Path store = root.resolve(name);
    Files.createDirectories(store.resolve("packs"));
    Files.write(pack(store, 1), pack);
    return store;
  }

  private static boolean isWhole(ContentStore store, int size) throws IOException {
    if (!store.contains(digest(size))) {
      return false;
    }
    try (InputStream in = store.open(digest(size))) {
      assertArrayEquals(bytes(size), in.readAllBytes());
    }
    return true;
  }

  @Test
  @DisplayName("can be read by a person, and ends with an index once it is closed")
  void readable() throws IOException {
    String a = digest(3).hex();
    String b = digest(4).hex();
    try (FileContentStore store = FileContentStore.open(root)) {
      put(store, 3);
      put(store, 4);
      put(store, 3);
      List<String> open = Files.readAllLines(pack(root, 1));
      assertEquals("penstock pack 2 index 0", open.get(0));
      assertEquals(a + " 00003 00000024", open.get(1).substring(9));
      assertEquals("ddd", open.get(2));
      assertEquals(b + " 00004 00000117", open.get(3).substring(9));
      assertEquals(List.of("eeee"), open.subList(4, open.size()));
    }
    List<String> sealed = Files.readAllLines(pack(root, 1));
    assertEquals("penstock pack 2 index 1", sealed.get(0));
    assertEquals(List.of(a + " 113 3", b + " 206 4"), sealed.subList(5, 7));
    assertEquals("00000000000000d3 ", sealed.get(7).substring(0, 17));
  }

  @Test
  @Covers("A-220")
  @DisplayName("gets its name when its first content is durable; each other is a write and a force")
  void steps() throws IOException {
    RecordingDisk disk = new RecordingDisk(root);
    List<String> steps = disk.steps;
    try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
      put(store, 1);
      assertEquals(
          List.of(
              "create incoming",
              "write",
              "force",
              "force directory ",
              "move to packs",
              "force directory packs"),
          steps);
      assertTrue(Files.exists(pack(root, 1)));
      steps.clear();
      put(store, 2);
      put(store, 65_536);
      put(store, 1 << 14);
      assertEquals(
          List.of(
              "append", "force appended", "append", "force appended", "append", "force appended"),
          steps);
      steps.clear();
    }
    assertEquals(List.of("append", "force appended", "append"), steps, "the index, then the flag");
  }

  @Test
  @Covers("AP-022")
  @DisplayName("torn at any byte, holds each content whole or not at all, and goes on")
  void tornAnywhere() throws IOException {
    int[] sizes = {5, 0, 30, 7};
    byte[] bytes = left(sizes);
    List<Integer> ends = new ArrayList<>();
    int end = OpenPack.HEADER.length;
    for (int size : sizes) {
      end += PackLine.BYTES + size + 1;
      ends.add(end - 1); // the newline is for people
    }
    assertEquals(end, bytes.length);
    for (int length = ends.get(0); length <= bytes.length; length++) {
      Path torn = storeWith("torn" + length, Arrays.copyOf(bytes, length));
      for (int opening = 0; opening < 3; opening++) {
        try (FileContentStore store = FileContentStore.open(torn)) {
          for (int i = 0; i < sizes.length; i++) {
            assertEquals(ends.get(i) <= length, isWhole(store, sizes[i]), i + " at " + length);
          }
          assertEquals(List.of(), store.scrub(ALL).damaged(), "at " + length);
          assertEquals(opening > 0, isWhole(store, 40));
          put(store, 40);
        }
      }
      try (Stream<Path> packs = Files.list(torn.resolve("packs"))) {
        assertEquals(2, packs.count(), "what was torn, and the one of today");
      }
    }
  }

  @Test
  @DisplayName("cut where it must have been durable, tells that something is missing")
  void cutBeforeItsName() throws IOException {
    byte[] bytes = left(5);
    for (int length : new int[] {0, 21, 24, 25, 100, 117}) {
      Path cut = storeWith("cut" + length, Arrays.copyOf(bytes, length));
      try (FileContentStore store = FileContentStore.open(cut)) {
        assertFalse(isWhole(store, 5));
        List<ScrubReport.Damage> damaged = store.scrub(ALL).damaged();
        assertEquals(length == 24 ? 0 : 1, damaged.size(), damaged + " at " + length);
        put(store, 5);
      }
      try (FileContentStore store = FileContentStore.open(cut)) {
        assertTrue(isWhole(store, 5));
      }
    }
  }

  @Test
  @DisplayName("altered in any bit, loses no other content, and never says that nothing happened")
  void alteredAnywhere() throws IOException {
    int[] sizes = {5, 0, 30, 7};
    byte[] bytes = left(sizes);
    int last = bytes.length - PackLine.BYTES - 8;
    int start = OpenPack.HEADER.length;
    for (int at = 0; at < bytes.length; at++) {
      byte[] altered = bytes.clone();
      altered[at] ^= (byte) (1 << at % 8);
      Path store = storeWith("altered" + at, altered);
      int hit = 0;
      int end = start;
      for (; hit < sizes.length - 1; hit++) {
        end += PackLine.BYTES + sizes[hit] + 1;
        if (at < end) {
          break;
        }
      }
      for (int opening = 0; opening < 2; opening++) {
        try (FileContentStore opened = FileContentStore.open(store)) {
          List<ScrubReport.Damage> damaged = opened.scrub(ALL).damaged();
          boolean isNewline = at < start || at == end - 1 || at == bytes.length - 1;
          if (at < start - 2) {
            assertEquals(1, damaged.size());
            assertTrue(damaged.get(0).found().contains("no pack"), damaged.toString());
            continue;
          }
          for (int i = 0; i < sizes.length; i++) {
            if (i != hit || isNewline) {
              assertTrue(isWhole(opened, sizes[i]), i + " at " + at);
            }
          }
          boolean isTold = damaged.size() == 1 && damaged.get(0).place().contains("packs/");
          assertEquals(at < last && !isNewline, isTold, damaged + " at " + at);
          if (hit == 3 && !isNewline) {
            assertFalse(opened.contains(digest(7)), "what nobody may have been told of");
          }
        }
      }
      try (FileContentStore opened = FileContentStore.open(store)) {
        opened.scrub(ALL);
        for (int size : sizes) {
          put(opened, size);
        }
      }
      try (FileContentStore opened = FileContentStore.open(store)) {
        for (int size : sizes) {
          assertTrue(isWhole(opened, size), size + " was put again");
        }
      }
    }
  }

  private List<PackWriter.Range> writeGroup(Path store, int... sizes) throws IOException {
    try (DurableDirectory directory = DurableDirectory.open(store, Disk.REAL, 0)) {
      List<SmallContent> group = new ArrayList<>();
      for (int size : sizes) {
        ContentId id = ContentId.of(digest(size));
        group.add(new SmallContent(id, ByteBuffer.wrap(bytes(size)), -1));
      }
      UseTimes times = new UseTimes(directory, null);
      try (OpenPack pack = OpenPack.unbegun(directory, 1, pack(store, 1))) {
        pack.append(group.subList(0, 1), times);
        return pack.append(group.subList(1, sizes.length), times).ranges();
      }
    }
  }

  @Test
  @DisplayName("torn within its last group, holds those of it that are whole, in whatever order")
  void tornWithinGroup() throws IOException {
    Path whole = root.resolve("whole");
    List<PackWriter.Range> group = writeGroup(whole, 5, 1001, 1002, 1003);
    byte[] bytes = Files.readAllBytes(pack(whole, 1));
    for (int torn = 0; torn < 8; torn++) {
      for (boolean isLine : new boolean[] {true, false}) {
        byte[] left = bytes.clone();
        for (int i = 0; i < 3; i++) {
          int content = (int) group.get(i).offset();
          int from = isLine ? content - PackLine.BYTES : content + 500;
          int to = isLine ? content + 10 : content + group.get(i).length();
          if ((torn & 1 << i) != 0) {
            Arrays.fill(left, from, to, (byte) 0); // its page did not arrive
          }
        }
        Path store = storeWith("group" + torn + isLine, left);
        try (FileContentStore opened = FileContentStore.open(store)) {
          assertTrue(isWhole(opened, 5));
          for (int i = 0; i < 3; i++) {
            assertEquals((torn & 1 << i) == 0, isWhole(opened, 1001 + i), i + " of " + torn);
          }
          assertEquals(List.of(), opened.scrub(ALL).damaged());
        }
      }
    }
  }

  @Test
  @DisplayName("believes no line within content, unless the content that it names follows")
  void forgedLine() throws IOException {
    byte[] victim = bytes(9);
    ContentId id = ContentId.of(digest(9));
    ByteBuffer forged = ByteBuffer.allocate(2 * PackLine.BYTES + 30);
    forged.put((byte) '\n');
    new PackLine(ContentId.of(digest(8)), 8, 16).writeTo(forged);
    forged.put(bytes(8)).put((byte) '\n'); // true, and harmless
    new PackLine(id, 9, 16).writeTo(forged);
    forged.put("not those".getBytes(StandardCharsets.US_ASCII)).put((byte) '\n');
    Path whole = root.resolve("whole");
    byte[] left;
    int line;
    try (FileContentStore store = FileContentStore.open(whole)) {
      assertEquals(id.digest(), store.put(new ByteArrayInputStream(victim)).digest());
      line = (int) Files.size(pack(whole, 1));
      store.put(new ByteArrayInputStream(forged.array()));
      put(store, 7);
      left = Files.readAllBytes(pack(whole, 1));
    }
    left[line + 20] ^= 1;
    try (FileContentStore store = FileContentStore.open(storeWith("forged", left))) {
      assertTrue(isWhole(store, 9));
      assertTrue(isWhole(store, 8));
      assertTrue(isWhole(store, 7));
      List<ScrubReport.Damage> damaged = store.scrub(ALL).damaged();
      assertEquals(pack(root.resolve("forged"), 1) + ", byte " + line, damaged.get(0).place());
    }
  }

  @ParameterizedTest(name = "and is gone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("loses nothing whichever step fails while a crash is recovered from")
  void failingRecovery(boolean isCrash) throws IOException {
    byte[] left = left(5, 0, 30, 7);
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < 60, "never got through");
      Path store = storeWith("failing" + isCrash + steps, left);
      FailingDisk disk = new FailingDisk(steps, isCrash);
      try (FileContentStore opened = FileContentStore.builder(store).disk(disk).open()) {
        for (int size : new int[] {5, 0, 30, 7}) {
          assertTrue(isWhole(opened, size));
        }
      } catch (IOException e) {
        assertTrue(disk.hasFailed(), e.toString());
      }
      isThrough = !disk.hasFailed();
      try (FileContentStore opened = FileContentStore.open(store)) {
        for (int size : new int[] {5, 0, 30, 7}) {
          assertTrue(isWhole(opened, size));
          assertTrue(opened.refresh(digest(size)));
        }
        assertEquals(List.of(), opened.scrub(ALL).damaged());
      }
    }
  }

  @Test
  @DisplayName("believes no index that is the end of somebody's content")
  void forgedIndex() throws IOException {
    int start = OpenPack.HEADER.length + PackLine.BYTES + 5 + 1 + PackLine.BYTES;
    Map<ContentId, PackWriter.Range> ranges =
        Map.of(ContentId.of(digest(5)), new PackWriter.Range(start, 5));
    byte[] index = PackWriter.index(ranges, start);
    byte[] forged = Arrays.copyOf(index, index.length - 1); // the newline is written by the store
    byte[] left;
    try (FileContentStore store = FileContentStore.open(root.resolve("whole"))) {
      put(store, 5);
      store.put(new ByteArrayInputStream(forged));
      left = Files.readAllBytes(pack(root.resolve("whole"), 1));
    }
    assertEquals('\n', left[start - 1]);
    assertEquals(start + index.length, left.length);
    try (FileContentStore store = FileContentStore.open(storeWith("forged", left))) {
      assertTrue(isWhole(store, 5));
      assertEquals(2, store.usage().contents());
      assertEquals(List.of(), store.scrub(ALL).damaged());
    }
  }

  @Test
  @DisplayName("is followed by another when it is full")
  void full() throws IOException {
    try (FileContentStore store = FileContentStore.open(root)) {
      byte[] bytes = new byte[65_536];
      for (int i = 0; i < 260; i++) {
        bytes[i] = 1;
        store.put(new ByteArrayInputStream(bytes));
      }
      assertTrue(Files.size(pack(root, 1)) > 16 << 20);
      assertEquals(1, PackReader.index(directory(store), pack(root, 1)).size() / 256);
      assertTrue(Files.exists(pack(root, 2)) && !Files.exists(pack(root, 3)));
      for (int i = 0; i < 4_200; i++) {
        store.put(new ByteArrayInputStream(("content " + i).getBytes(StandardCharsets.US_ASCII)));
      }
      assertTrue(Files.exists(pack(root, 3)) && !Files.exists(pack(root, 4)));
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      assertEquals(4_460, store.usage().contents());
      assertEquals(List.of(), store.scrub(ALL).damaged());
    }
  }

  private DurableDirectory directory(FileContentStore store) throws IOException {
    assertThrows(DirectoryInUseException.class, () -> FileContentStore.open(root));
    assertTrue(store.usage().contents() > 0);
    return DurableDirectory.open(root.resolve("unused"), Disk.REAL, 0);
  }
}
