package dev.penstock.process.simulation;

import dev.penstock.process.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compares what a promise expects with what a journal shows, and keeps the differences. */
final class Findings {
  private static final long PATIENCE_SECONDS = 30;
  private static final int LONGEST = 300;

  private final String promise;
  private final List<String> violations;

  Findings(String promise, List<String> violations) {
    this.promise = promise;
    this.violations = violations;
  }

  /** Something that may throw anything. */
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }

  void expect(String what, @Nullable Object expected, @Nullable Object found) {
    if (!Objects.equals(expected, found)) {
      violations.add(
          promise + ": " + what + ": expected " + shown(expected) + ", found " + shown(found));
    }
  }

  /** Whatever is thrown is a violation. */
  void guard(Attempt attempt) {
    Throwable thrown = thrownBy(attempt);
    if (thrown != null) {
      expect("throws nothing", "no exception", thrown);
    }
  }

  /** Expects an exception of a type, thrown at once or by the stage that was waited for. */
  void refuses(String what, Class<? extends Exception> type, Attempt attempt) {
    Throwable thrown = thrownBy(attempt);
    if (!type.isInstance(thrown)) {
      expect(what, type.getSimpleName(), thrown == null ? "no exception" : thrown);
    }
  }

  private static @Nullable Throwable thrownBy(Attempt attempt) {
    try {
      attempt.run();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    } catch (Exception | StackOverflowError e) {
      return e;
    }
  }

  /** Waits until a stage has completed. */
  static void await(CompletionStage<?> stage) throws Exception {
    stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static <E> void append(EventStream<E> stream, long expected, List<E> events) throws Exception {
    await(stream.append(expected, events));
  }

  /** All events from a sequence number on, each with its number. */
  static <E> List<String> numbered(EventStream<E> stream, long from) {
    List<String> found = new ArrayList<>();
    stream.read(from, (sequence, event) -> found.add(sequence + " " + event));
    return found;
  }

  /** What {@link #numbered} gives for these events. */
  static List<String> numbered(List<?> events, int from) {
    List<String> expected = new ArrayList<>();
    for (int i = from; i < events.size(); i++) {
      expected.add(i + " " + events.get(i));
    }
    return expected;
  }

  void expectEvents(EventStream<JournalEvent> stream, List<JournalEvent> events) {
    expect("size of " + stream.id(), (long) events.size(), stream.size());
    expect("events of " + stream.id(), numbered(events, 0), numbered(stream, 0));
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
