package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The index of a pack")
class PackReaderTest {
  private static final int CONTENTS = 200_000;
  private static final ContentId ID = new ContentId(1, 2, 3, 0xfedcba9876543210L);

  @TempDir Path root;

  /** Reads the index of a pack that has so many bytes of contents. */
  private Map<ContentId, PackWriter.Range> read(Map<ContentId, PackWriter.Range> ranges)
      throws IOException {
    Path file = root.resolve("pack");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(PackWriter.HEADER);
    bytes.write(new byte[CONTENTS - PackWriter.HEADER.length]);
    bytes.write(PackWriter.index(ranges, CONTENTS));
    Files.write(file, bytes.toByteArray());
    try (DurableDirectory directory = DurableDirectory.open(root.resolve("store"), Disk.REAL, 0)) {
      return PackReader.index(directory, file);
    }
  }

  @Test
  @DisplayName("is read as it was written")
  void roundTrip() throws IOException {
    Map<ContentId, PackWriter.Range> ranges = new LinkedHashMap<>();
    assertEquals(ranges, read(ranges));
    ranges.put(ID, new PackWriter.Range(16, 0));
    ranges.put(new ContentId(-1, 0, 0, 0), new PackWriter.Range(CONTENTS - 65_536, 65_536));
    ranges.put(new ContentId(0, 0, 0, 0), new PackWriter.Range(CONTENTS, 0));
    assertEquals(ranges, read(ranges));
    ranges.forEach(
        (id, range) -> {
          Packs.Place place = new Packs.Place(7, range, 8).usedAt(9);
          assertEquals(range, new PackWriter.Range(place.offset(), place.length()));
        });
    Packs.Place last = new Packs.Place(7, new PackWriter.Range(6_553_600_000L, 65_536), 8);
    assertEquals(6_553_600_000L, last.offset());
    assertEquals(65_536, last.length());
  }

  @Test
  @DisplayName("is damaged if it tells of a content that is too long, or not before it")
  void impossible() {
    for (PackWriter.Range range :
        new PackWriter.Range[] {
          new PackWriter.Range(16, 65_537),
          new PackWriter.Range(CONTENTS - 9, 10),
          new PackWriter.Range(1L << 50, 10)
        }) {
      IOException damage = assertThrows(IOException.class, () -> read(Map.of(ID, range)));
      assertEquals(
          "the index tells of a content where none can be: " + ID.hex(), damage.getMessage());
    }
  }
}
