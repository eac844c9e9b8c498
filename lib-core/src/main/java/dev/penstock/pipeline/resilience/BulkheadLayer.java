package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lets so many calls be under way at one time; the others wait in line or are refused. */
final class BulkheadLayer implements Layer {
  private final Bulkhead options;
  private final Host host;
  private final Reporter reporter;
  private final io.github.resilience4j.bulkhead.Bulkhead places; // used under this
  private final Deque<Turn> line = new ArrayDeque<>(); // guarded by this

  BulkheadLayer(Bulkhead options, Host host, Reporter reporter) {
    this.options = options;
    this.host = host;
    this.reporter = reporter;
    this.places =
        io.github.resilience4j.bulkhead.Bulkhead.of(
            reporter.name(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(options.places())
                .maxWaitDuration(Duration.ZERO) // waiting is the host's
                .build());
  }

  /** How a wait in the line ends. */
  private enum Entry {
    ADMITTED,
    TOO_LONG,
    STOPPED
  }

  /** One call's place in the line; two are never equal. */
  private static final class Turn {
    private final CompletableFuture<Entry> end = new CompletableFuture<>();
  }

  @Override
  public CompletionStage<ActionResult> run(Call call, Step inner) {
    Turn turn = new Turn();
    synchronized (this) {
      if (line.isEmpty() && places.tryAcquirePermission()) {
        turn.end.complete(Entry.ADMITTED);
      } else if (options.longestWait().isZero()) {
        turn.end.complete(Entry.TOO_LONG);
      } else {
        line.add(turn);
      }
    }
    if (!turn.end.isDone()) {
      waitInLine(call, turn);
    }
    return turn.end.thenCompose(entry -> enter(call, inner, entry));
  }

  private void waitInLine(Call call, Turn turn) {
    reporter.tell(
        at ->
            new ResilienceEvent.Waiting(
                reporter.name(),
                call.context().key(),
                Reason.BULKHEAD_FULL,
                options.longestWait(),
                at));
    Alarm alarm =
        Alarm.set(host, host.now().plus(options.longestWait()), () -> leave(turn, Entry.TOO_LONG));
    var unused = call.context().cancellation().thenRun(() -> leave(turn, Entry.STOPPED));
    unused = turn.end.thenRun(alarm::drop);
  }

  private void leave(Turn turn, Entry why) {
    boolean isLeaving;
    synchronized (this) {
      isLeaving = line.remove(turn);
    }
    if (isLeaving) {
      turn.end.complete(why);
    }
  }

  private CompletionStage<ActionResult> enter(Call call, Step inner, Entry entry) {
    return switch (entry) {
      case ADMITTED -> inner.run(call).whenComplete((result, failure) -> free());
      case STOPPED -> reporter.refuse(call, Call.stopped("a place in bulkhead " + reporter.name()));
      case TOO_LONG ->
          reporter.refuse(
              call,
              ResilienceException.of(
                  Reason.BULKHEAD_FULL,
                  "bulkhead "
                      + reporter.name()
                      + " has "
                      + options.places()
                      + (options.places() == 1 ? " place" : " places")
                      + ", and none was free within "
                      + options.longestWait()));
    };
  }

  private void free() {
    Turn next = admitted();
    if (next != null) {
      host.run(() -> next.end.complete(Entry.ADMITTED));
    }
  }

  private synchronized @Nullable Turn admitted() {
    places.onComplete();
    return line.isEmpty() || !places.tryAcquirePermission() ? null : line.remove();
  }
}
