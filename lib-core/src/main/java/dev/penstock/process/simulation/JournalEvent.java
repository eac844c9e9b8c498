package dev.penstock.process.simulation;

import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vocabulary that the contract of journals writes. */
sealed interface JournalEvent {
  EventCodec<JournalEvent> CODEC =
      RecordEventCodec.builder(JournalEvent.class, MethodHandles.lookup()).build();

  /** The same family after an update that does not know {@link Noted}. */
  sealed interface Older {
    EventCodec<Older> CODEC = RecordEventCodec.builder(Older.class, MethodHandles.lookup()).build();

    /** Known to both. */
    record Counted(String writer, long number) implements Older {}
  }

  /** One of many. */
  record Counted(String writer, long number) implements JournalEvent {}

  /** One that is hard to write down. */
  record Noted(
      String text,
      long number,
      int size,
      boolean flag,
      Instant at,
      Duration took,
      Optional<String> reason,
      List<String> items,
      Map<String, String> labels)
      implements JournalEvent {}

  /** Texts and numbers at the edges of what can be written. */
  static List<JournalEvent> odd() {
    List<JournalEvent> events = new ArrayList<>();
    List<String> texts =
        List.of(
            "",
            " ",
            "line\nbreak\r\n\ttab",
            "\u0000\u001f\u007f\u0085\u2028",
            "quote \" backslash \\ slash /",
            "gr\u00fc\u00dfe \u65e5\u672c \ud83d\ude80",
            "half \ud83d of a pair",
            "{\"stream\":\"x\",\"more\":0}",
            "long ".repeat(20_000));
    long[] numbers = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      long number = numbers[i % numbers.length];
      events.add(
          new Noted(
              text,
              number,
              (int) number,
              number > 0,
              Instant.ofEpochSecond(1_700_000_000L + i, 123_456_789),
              Duration.ofNanos(number),
              i % 2 == 0 ? Optional.of(text) : Optional.empty(),
              i % 3 == 0 ? List.of() : List.of(text, "", text),
              i % 3 == 1 ? Map.of() : Map.of("label \u00fc \ud83d\ude80 \n", text, "", text)));
    }
    return events;
  }
}
