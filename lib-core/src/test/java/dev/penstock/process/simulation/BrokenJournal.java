package dev.penstock.process.simulation;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A small journal that keeps all promises but one. */
final class BrokenJournal implements Journal {

  /** What is wrong with it, and a promise that it breaks. */
  enum Fault {
    FORGETS_WHEN_CLOSED("closing loses nothing"),
    FORGETS_THE_LAST_EVENT_WHEN_CLOSED("a reopened journal goes on"),
    REVERSES_BATCHES("events are read in order"),
    READS_FROM_THE_START("reading starts where told"),
    NUMBERS_FROM_ONE("events are read in order"),
    CHANGES_TEXTS("events come back equal"),
    SHARES_ONE_STREAM("streams are separate"),
    TAKES_ANY_SEQUENCE("a wrong sequence is refused"),
    WRITES_HALF_OF_A_REFUSED_BATCH("a wrong sequence is refused"),
    FENCES_NOBODY("an earlier opening is fenced"),
    FENCES_TOO_LATE("an earlier opening is fenced"),
    ACKNOWLEDGES_WHAT_IT_REFUSES("appends need not wait"),
    SHOWS_HALF_A_BATCH("a batch is seen whole"),
    LISTS_UNSORTED("streams are listed, sorted"),
    LISTS_EMPTY_STREAMS("a new journal is empty"),
    TAKES_ANY_ID("ids are checked"),
    TAKES_ONLY_SIMPLE_IDS("ids are checked"),
    APPENDS_WHEN_CLOSED("a closed journal is closed"),
    READS_WHEN_CLOSED("a closed journal is closed"),
    FAILS_WHEN_CLOSED_TWICE("a closed journal is closed"),
    KEEPS_WHAT_IS_REPLACED("a checkpoint replaces what it stands for"),
    NUMBERS_ANEW_WHEN_COMPACTED("a checkpoint replaces what it stands for"),
    LOSES_THE_EVENT_AFTER_A_CHECKPOINT("a checkpoint replaces what it stands for"),
    STARTS_AT_ZERO_FOR_EVER("a checkpoint replaces what it stands for"),
    COMPACTS_ONCE("a stream is compacted again"),
    COMPACTS_ANY_RANGE("compacting is checked"),
    LETS_STRANGERS_COMPACT("an earlier opening replaces nothing"),
    LETS_STRANGERS_REMOVE("an earlier opening replaces nothing"),
    COMPACTS_ALL_THERE_IS("compacting keeps the order of appends"),
    SHOWS_A_COMPACTION_TO_A_READ_UNDER_WAY("a read shows no compaction"),
    SHOWS_HALF_A_COMPACTION("readers see events or their checkpoint"),
    KEEPS_WHAT_IS_REMOVED("a removed stream is new"),
    APPENDS_TO_WHAT_IT_REMOVED("a removed stream is new"),
    TAKES_OVER_WHAT_IS_LOOKED_AT("reading takes nothing over"),
    MAKES_WHAT_IS_LOOKED_AT("reading takes nothing over"),
    COMPACTS_WHEN_CLOSED("a closed journal replaces nothing"),
    REMOVES_WHEN_CLOSED("a closed journal replaces nothing"),
    FORGETS_CHECKPOINTS_WHEN_CLOSED("a compacted stream stays compacted"),
    FORGETS_REMOVALS_WHEN_CLOSED("a removed stream stays away"),
    CHECKS_TYPES_WHEN_OPENED("an unknown type spoils only its reading");

    final String promise;

    Fault(String promise) {
      this.promise = promise;
    }
  }

  /** What outlives closing; guarded by itself. */
  static final class Disk implements JournalContract.Storage {
    private final @Nullable Fault fault;
    private final Map<String, Content> streams = new LinkedHashMap<>();
    private int reads;

    /** A disk of journals that break one promise, or none. */
    Disk(@Nullable Fault fault) {
      this.fault = fault;
    }

    @Override
    public Journal open() {
      return new BrokenJournal(this);
    }
  }

  private static final class Content {
    final List<EncodedEvent> events = new ArrayList<>();
    final List<EncodedEvent> removed = new ArrayList<>();
    int start; // the number of the first event
    int epoch;

    int size() {
      return start + events.size();
    }
  }

  private static final long PATIENCE_MILLIS = 10;

  private final Disk disk;
  private boolean closed;

  private BrokenJournal(Disk disk) {
    this.disk = disk;
  }

  private boolean has(Fault fault) {
    return disk.fault == fault;
  }

  private void requireOpen() {
    if (closed && !has(Fault.READS_WHEN_CLOSED)) {
      throw new JournalException("closed");
    }
  }

  @Override
  public <E> EventStream<E> open(String id, EventCodec<E> codec) {
    synchronized (disk) {
      requireOpen();
      boolean legal =
          has(Fault.TAKES_ONLY_SIMPLE_IDS)
              ? id.matches("[a-zA-Z0-9 -]{1,400}")
              : !id.isEmpty()
                  && id.length() <= 400
                  && id.chars().noneMatch(Character::isISOControl);
      if (!legal && !has(Fault.TAKES_ANY_ID)) {
        throw new IllegalArgumentException("id");
      }
      String key = has(Fault.SHARES_ONE_STREAM) ? "" : id;
      Content content = disk.streams.computeIfAbsent(key, k -> new Content());
      if (has(Fault.CHECKS_TYPES_WHEN_OPENED)) {
        disk.streams.values().forEach(all -> all.events.forEach(codec::decode));
      }
      return new Stream<>(id, codec, content, ++content.epoch);
    }
  }

  @Override
  public <E> void read(
      String id, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    synchronized (disk) {
      requireOpen();
      if (has(Fault.TAKES_OVER_WHAT_IS_LOOKED_AT)) {
        open(id, codec);
      }
      Content content = disk.streams.get(id);
      if (has(Fault.MAKES_WHAT_IS_LOOKED_AT) && content == null) {
        content = new Content();
        content.events.add(new EncodedEvent("Counted", 1, Map.of("writer", "me", "number", 1L)));
        disk.streams.put(id, content);
      } else if (content != null) {
        new Stream<>(id, codec, content, content.epoch).read(from, reader);
      }
    }
  }

  @Override
  public List<String> streams() {
    synchronized (disk) {
      requireOpen();
      var all = has(Fault.LISTS_UNSORTED) ? disk.streams : new TreeMap<>(disk.streams);
      List<String> ids = new ArrayList<>();
      all.forEach(
          (id, content) -> {
            if (!content.events.isEmpty() || has(Fault.LISTS_EMPTY_STREAMS)) {
              ids.add(id);
            }
          });
      return ids;
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      if (closed && has(Fault.FAILS_WHEN_CLOSED_TWICE)) {
        throw new JournalException("closed");
      }
      if (has(Fault.FORGETS_WHEN_CLOSED)) {
        disk.streams.clear();
      }
      if (has(Fault.FORGETS_THE_LAST_EVENT_WHEN_CLOSED)) {
        for (Content content : disk.streams.values()) {
          int size = content.events.size();
          content.events.subList(Math.max(0, size - 1), size).clear();
        }
      }
      for (Content content : disk.streams.values()) {
        if (has(Fault.FORGETS_CHECKPOINTS_WHEN_CLOSED) && content.start > 0) {
          content.events.remove(0);
          content.start++;
        }
        if (has(Fault.FORGETS_REMOVALS_WHEN_CLOSED)) {
          content.events.addAll(0, content.removed);
        }
      }
      closed = true;
    }
  }

  private final class Stream<E> implements EventStream<E> {
    private final String id;
    private final EventCodec<E> codec;
    private final Content content;
    private final int epoch;

    Stream(String id, EventCodec<E> codec, Content content, int epoch) {
      this.id = id;
      this.codec = codec;
      this.content = content;
      this.epoch = epoch;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public long size() {
      synchronized (disk) {
        disk.reads += has(Fault.SHOWS_HALF_A_COMPACTION) ? 0 : 1;
        disk.notifyAll();
        return content.size();
      }
    }

    @Override
    public long start() {
      synchronized (disk) {
        return has(Fault.STARTS_AT_ZERO_FOR_EVER) ? 0 : content.start;
      }
    }

    @Override
    public void read(long from, EventReader<? super E> reader) {
      List<EncodedEvent> events;
      int start;
      synchronized (disk) {
        requireOpen();
        disk.reads += has(Fault.SHOWS_HALF_A_COMPACTION) ? 1 : 0;
        disk.notifyAll();
        start = content.start;
        events =
            has(Fault.SHOWS_A_COMPACTION_TO_A_READ_UNDER_WAY)
                ? content.events
                : List.copyOf(content.events);
      }
      int first = has(Fault.READS_FROM_THE_START) ? 0 : Math.toIntExact(from);
      for (int i = Math.max(0, first - start); i < events.size(); i++) {
        int number = start + (has(Fault.NUMBERS_FROM_ONE) ? i + 1 : i);
        reader.read(number, codec.decode(changed(events.get(i))));
      }
    }

    private EncodedEvent changed(EncodedEvent event) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(event.fields());
      if (has(Fault.CHANGES_TEXTS)) {
        fields.replaceAll((name, value) -> value instanceof String text ? text.trim() : value);
      }
      return new EncodedEvent(event.type(), event.version(), fields);
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> events) {
      synchronized (disk) {
        JournalException refusal = refusal(expected);
        if (refusal != null) {
          if (has(Fault.WRITES_HALF_OF_A_REFUSED_BATCH)) {
            content.events.add(codec.encode(events.get(0)));
          }
          return has(Fault.ACKNOWLEDGES_WHAT_IT_REFUSES)
              ? CompletableFuture.completedStage(null)
              : CompletableFuture.failedStage(refusal);
        }
        List<E> ordered = new ArrayList<>(events);
        if (has(Fault.REVERSES_BATCHES)) {
          Collections.reverse(ordered);
        }
        for (E event : ordered) {
          content.events.add(codec.encode(event));
          if (has(Fault.SHOWS_HALF_A_BATCH) && id.equals("whole")) {
            letSomebodyRead();
          }
        }
        return CompletableFuture.completedStage(null);
      }
    }

    @Override
    public CompletionStage<Void> compact(long next, E checkpoint) {
      synchronized (disk) {
        JournalException refusal = refusal(content.size());
        boolean stranger = refusal instanceof StaleStreamException;
        if (refusal != null
            && !has(stranger ? Fault.LETS_STRANGERS_COMPACT : Fault.COMPACTS_WHEN_CLOSED)) {
          return CompletableFuture.failedStage(refusal);
        }
        if (next <= content.start || next > content.size()) {
          if (has(Fault.COMPACTS_ANY_RANGE)) {
            return CompletableFuture.completedStage(null);
          }
          throw new IllegalArgumentException("next " + next);
        }
        if (!has(Fault.COMPACTS_ONCE) || content.start == 0) {
          replaceBefore(has(Fault.COMPACTS_ALL_THERE_IS) ? content.size() : next, checkpoint);
        }
        return CompletableFuture.completedStage(null);
      }
    }

    private void replaceBefore(long next, E checkpoint) {
      int replaced = (int) next - content.start;
      if (has(Fault.KEEPS_WHAT_IS_REPLACED)) {
        return;
      }
      if (has(Fault.LOSES_THE_EVENT_AFTER_A_CHECKPOINT) && next < content.size()) {
        replaced++;
      }
      content.events.subList(0, replaced).clear();
      if (has(Fault.SHOWS_HALF_A_COMPACTION) && id.equals("compacted")) {
        letSomebodyRead();
      }
      content.events.add(0, codec.encode(checkpoint));
      content.start = has(Fault.NUMBERS_ANEW_WHEN_COMPACTED) ? 0 : (int) next - 1;
    }

    @Override
    public CompletionStage<Void> remove() {
      synchronized (disk) {
        JournalException refusal = refusal(content.size());
        boolean stranger = refusal instanceof StaleStreamException;
        if (refusal != null
            && !has(stranger ? Fault.LETS_STRANGERS_REMOVE : Fault.REMOVES_WHEN_CLOSED)) {
          return CompletableFuture.failedStage(refusal);
        }
        if (!has(Fault.KEEPS_WHAT_IS_REMOVED)) {
          content.removed.addAll(content.events);
          content.events.clear();
          content.start = 0;
        }
        content.epoch += has(Fault.APPENDS_TO_WHAT_IT_REMOVED) ? 0 : 1;
        return CompletableFuture.completedStage(null);
      }
    }

    /** Gives up the lock in the middle of a batch until a reader has come by. */
    private void letSomebodyRead() {
      int before = disk.reads;
      try {
        for (int i = 0; disk.reads == before && i < 100; i++) {
          disk.wait(PATIENCE_MILLIS); // or until everybody has gone
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private @Nullable JournalException refusal(long expected) {
      if (closed && !has(Fault.APPENDS_WHEN_CLOSED)) {
        return new JournalException("closed");
      }
      boolean gap = content.size() != expected;
      boolean fenced = content.epoch != epoch && !has(Fault.FENCES_NOBODY);
      if (has(Fault.FENCES_TOO_LATE)) {
        fenced &= gap;
      }
      return fenced || (gap && !has(Fault.TAKES_ANY_SEQUENCE))
          ? new StaleStreamException("stale")
          : null;
    }
  }
}
