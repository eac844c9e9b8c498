package dev.penstock.spec.run;

import dev.penstock.spec.run.PhaseResult.Context;
import dev.penstock.spec.run.PhaseResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes the phases of a build, and tells the log and the listener of them. */
final class PhaseRecords {

  private final MaskedLog log;
  private final Consumer<PhaseResult> listener;
  private final List<PhaseResult> ended = new ArrayList<>();

  PhaseRecords(MaskedLog log, Consumer<PhaseResult> listener) {
    this.log = log;
    this.listener = listener;
  }

  void begin(PhaseType type, Instant start) {
    if (!type.isBeforePlace()) {
      log.line("Entering phase " + type);
    }
    listener.accept(
        new PhaseResult(type, Optional.of(Status.IN_PROGRESS), start, Optional.empty(), List.of()));
  }

  void end(
      PhaseType type, Status status, Instant start, Duration duration, List<Context> contexts) {
    List<Context> masked =
        contexts.stream()
            .map(context -> new Context(context.code(), log.mask(context.message())))
            .toList();
    if (!type.isBeforePlace() || status != Status.SUCCEEDED) {
      log.line("Phase complete: " + type + " State: " + status);
      Context first = masked.isEmpty() ? new Context("", "") : masked.get(0);
      log.lines(
          "Phase context status code: %s Message: %s".formatted(first.code(), first.message()));
    }
    add(new PhaseResult(type, Optional.of(status), start, Optional.of(duration), masked));
  }

  void complete(Instant at) {
    add(new PhaseResult(PhaseType.COMPLETED, Optional.empty(), at, Optional.empty(), List.of()));
  }

  private void add(PhaseResult result) {
    ended.add(result);
    listener.accept(result);
  }

  List<PhaseResult> ended() {
    return ended;
  }
}
