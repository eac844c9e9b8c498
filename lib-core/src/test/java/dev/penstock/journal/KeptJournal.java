package dev.penstock.journal;

import dev.penstock.journal.ParcelEvent.Carrier;
import dev.penstock.journal.ParcelEvent.Item;
import dev.penstock.journal.ParcelEvent.Ordered;
import dev.penstock.journal.ParcelEvent.Packed;
import dev.penstock.journal.ParcelEvent.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the journal that is kept of each release in {@code
 * src/test/resources/journals/<release>/parcels}. Run it once for a new release; what is there is
 * never written again.
 */
final class KeptJournal {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000000001Z");

  private static final List<List<ParcelEvent>> FIRST =
      List.of(
          List.of(
              new Ordered(
                  "J\u00fcrgen \ud83d\udce6",
                  NOON,
                  List.of(new Item("pen", 2), new Item("paper ".repeat(30), 1))),
              new Packed(120, true, Map.of("to", "K\u00f6ln"))),
          List.of(new Sent(Carrier.BICYCLE, Optional.of("line\nbreak \"quoted\""), Duration.ZERO)));
  private static final List<List<ParcelEvent>> SECOND =
      List.of(
          List.of(new Ordered("", Instant.EPOCH, List.of(new Item("", 0), new Item("ink", -1)))),
          List.of(
              new Packed(Long.MIN_VALUE, false, Map.of()),
              new Packed(Long.MAX_VALUE, true, Map.of("\u0000", "\\")),
              new Sent(Carrier.POST, Optional.empty(), Duration.ofDays(400).plusNanos(1))));

  private KeptJournal() {}

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) {
    for (int batch = 0; batch < 2; batch++) {
      try (FileJournal journal = FileJournal.builder(directory).segmentLimit(1024).open()) {
        ParcelEvent.append(ParcelEvent.open(journal, "first/\u00fc"), FIRST.get(batch));
        ParcelEvent.append(ParcelEvent.open(journal, "second"), SECOND.get(batch));
      }
    }
  }

  static Map<String, List<ParcelEvent>> events() {
    Map<String, List<ParcelEvent>> events = new TreeMap<>();
    events.put("first/\u00fc", FIRST.stream().flatMap(List::stream).toList());
    events.put("second", SECOND.stream().flatMap(List::stream).toList());
    return events;
  }
}
