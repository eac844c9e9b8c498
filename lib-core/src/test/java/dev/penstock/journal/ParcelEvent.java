package dev.penstock.journal;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happens to a parcel: the vocabulary of the tests of journals. */
sealed interface ParcelEvent {
  EventCodec<ParcelEvent> CODEC =
      RecordEventCodec.builder(ParcelEvent.class, MethodHandles.lookup()).build();

  record Ordered(String customer, Instant at, List<Item> items) implements ParcelEvent {}

  record Packed(long grams, boolean fragile, Map<String, String> labels) implements ParcelEvent {}

  record Sent(Carrier carrier, Optional<String> note, Duration expected) implements ParcelEvent {}

  record Item(String name, int count) {}

  enum Carrier {
    POST,
    BICYCLE
  }

  /** A batch of some size, different for each number. */
  static List<ParcelEvent> batch(int number, int size) {
    List<ParcelEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(new Packed(1000L * number + i, i % 2 == 0, Map.of("batch", "n\u00b0 " + number)));
    }
    return events;
  }

  static EventStream<ParcelEvent> open(Journal journal, String stream) {
    return journal.open(stream, CODEC);
  }

  static List<ParcelEvent> all(EventStream<ParcelEvent> stream) {
    List<ParcelEvent> events = new ArrayList<>();
    stream.read(0, (sequence, event) -> events.add(event));
    return events;
  }

  /** All events of all streams. */
  static Map<String, List<ParcelEvent>> all(Journal journal) {
    Map<String, List<ParcelEvent>> events = new TreeMap<>();
    for (String stream : journal.streams()) {
      events.put(stream, all(open(journal, stream)));
    }
    return events;
  }

  static void append(EventStream<ParcelEvent> stream, List<ParcelEvent> events) {
    stream.append(stream.size(), events).toCompletableFuture().join();
  }
}
