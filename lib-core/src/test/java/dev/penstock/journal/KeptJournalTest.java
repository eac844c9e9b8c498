package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The journal that is kept of a release")
class KeptJournalTest {
  private static final Path KEPT = Path.of("src/test/resources/journals");

  @TempDir Path directory;

  static List<String> releases() throws IOException {
    try (Stream<Path> folders = Files.list(KEPT)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, String> segmentsOf(Path place) throws IOException {
    Map<String, String> segments = new TreeMap<>();
    for (String name : new DirectoryStorage(place).names()) {
      if (name.endsWith(".journal")) {
        segments.put(name, Files.readString(place.resolve(name)));
      }
    }
    return segments;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("opens, holds its events and goes on, after")
  void opens(String release) throws IOException {
    Map<String, String> kept = segmentsOf(KEPT.resolve(release).resolve("parcels"));
    assertTrue(kept.size() > 1, "several segments");
    for (Map.Entry<String, String> segment : kept.entrySet()) {
      Files.writeString(directory.resolve(segment.getKey()), segment.getValue());
    }
    Map<String, List<ParcelEvent>> expected = KeptJournal.events();
    try (FileJournal journal = FileJournal.open(directory)) {
      assertEquals(expected, ParcelEvent.all(journal));
      ParcelEvent.append(ParcelEvent.open(journal, "second"), ParcelEvent.batch(1, 2));
    }
    List<ParcelEvent> longer = new ArrayList<>(expected.get("second"));
    longer.addAll(ParcelEvent.batch(1, 2));
    expected.put("second", longer);
    try (FileJournal journal = FileJournal.open(directory)) {
      assertEquals(expected, ParcelEvent.all(journal));
    }
  }

  @Test
  @DisplayName("is what this release writes, byte for byte")
  void isWritten() throws IOException {
    KeptJournal.write(directory);
    assertEquals(segmentsOf(KEPT.resolve(Lines.RELEASE).resolve("parcels")), segmentsOf(directory));
  }
}
