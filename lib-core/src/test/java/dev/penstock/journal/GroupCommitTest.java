package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.EventStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives while the disk is busy is simulated by appending from within the force. */
@DisplayName("Appends that arrive while the disk is busy")
class GroupCommitTest {
  @TempDir Path directory;
  private FaultyStorage storage;
  private FileJournal journal;
  private final List<String> events = new ArrayList<>();
  private final List<CompletableFuture<Void>> callbacks = new ArrayList<>();
  private int forces;

  @BeforeEach
  void open() {
    storage = FaultyStorage.faultless(directory);
    journal = FileJournal.open(directory, storage, 1 << 20);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** Does something during the first force from now on. */
  private void whileBusy(Runnable action) {
    storage.onForce(
        () -> {
          if (forces++ == 0) {
            action.run();
          }
        });
  }

  private EventStream<ParcelEvent> stream(String id) {
    return ParcelEvent.open(journal, id);
  }

  private static CompletableFuture<Void> append(
      EventStream<ParcelEvent> stream, long at, int size) {
    return stream.append(at, ParcelEvent.batch((int) at, size)).toCompletableFuture();
  }

  private void then(CompletableFuture<Void> append, Runnable callback) {
    callbacks.add(append.thenRun(callback));
  }

  @AfterEach
  void callbacksSucceeded() {
    callbacks.forEach(CompletableFuture::join);
  }

  @Test
  @DisplayName("share one force")
  void shareOneForce() {
    List<EventStream<ParcelEvent>> streams = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      streams.add(stream("waiting-" + i));
    }
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    whileBusy(() -> streams.forEach(stream -> waiting.add(append(stream, 0, 3))));
    assertTrue(append(stream("first"), 0, 1).isDone());
    assertEquals(2, forces);
    assertEquals(50, waiting.stream().filter(CompletableFuture::isDone).count());
    assertEquals(51, journal.streams().size());
    streams.forEach(stream -> assertEquals(ParcelEvent.batch(0, 3), ParcelEvent.all(stream)));
  }

  @Test
  @DisplayName("are not durable, and not seen, before the disk says so")
  void notBefore() {
    EventStream<ParcelEvent> first = stream("first");
    EventStream<ParcelEvent> second = stream("second");
    whileBusy(
        () -> {
          CompletableFuture<Void> waiting = append(second, 0, 2);
          assertFalse(waiting.isDone());
          assertEquals(0, first.size());
          assertEquals(0, second.size());
          assertEquals(List.of(), ParcelEvent.all(second));
          events.add("looked");
        });
    append(first, 0, 1).join();
    assertEquals(List.of("looked"), events);
    assertEquals(2, second.size());
  }

  @Test
  @DisplayName("are told in the order of their stream")
  void inOrder() {
    EventStream<ParcelEvent> stream = stream("ordered");
    whileBusy(
        () -> {
          for (int i = 1; i < 30; i++) {
            String batch = "batch " + i;
            then(append(stream, i, 1), () -> events.add(batch));
          }
        });
    append(stream, 0, 1).join();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < 30; i++) {
      expected.add("batch " + i);
    }
    assertEquals(expected, events);
    assertEquals(30, stream.size());
  }

  @Test
  @DisplayName("may, once told, append and wait for that")
  void callbacksMayWait() {
    EventStream<ParcelEvent> other = stream("other");
    EventStream<ParcelEvent> same = stream("same");
    EventStream<ParcelEvent> first = stream("first");
    whileBusy(
        () -> {
          then(
              append(same, 0, 1),
              () -> {
                append(other, 0, 1).join();
                append(same, 2, 1).join();
                ParcelEvent.open(journal, "new").size();
                events.add("waited");
              });
          then(append(same, 1, 1), () -> events.add("second"));
        });
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> append(first, 0, 1).join());
    assertEquals(List.of("second", "waited"), events);
    assertEquals(3, same.size());
  }

  @Test
  @DisplayName("may, once told, close the journal")
  void callbacksMayClose() {
    EventStream<ParcelEvent> second = stream("second");
    EventStream<ParcelEvent> first = stream("first");
    whileBusy(
        () -> {
          then(append(second, 0, 1), journal::close);
          then(append(second, 1, 1), () -> events.add("told"));
        });
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> append(first, 0, 1).join());
    assertEquals(List.of("told"), events);
    assertTrue(append(second, 2, 1).isCompletedExceptionally());
  }

  @Test
  @DisplayName("are told even if others keep arriving")
  void toldUnderLoad() {
    EventStream<ParcelEvent> busy = stream("busy");
    EventStream<ParcelEvent> second = stream("second");
    EventStream<ParcelEvent> first = stream("first");
    storage.onForce(
        () -> {
          if (forces == 0) {
            then(append(second, 0, 1), () -> events.add("told"));
          }
          if (events.isEmpty() && forces < 1000) {
            callbacks.add(append(busy, forces++, 1));
          }
        });
    append(first, 0, 1).join();
    assertEquals(List.of("told"), events);
    assertTrue(forces < 10, "told only after " + forces);
  }
}
