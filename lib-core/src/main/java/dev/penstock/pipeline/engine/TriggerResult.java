package dev.penstock.pipeline.engine;

import dev.penstock.process.Rejection;
import dev.penstock.source.TriggerVerdict;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has become of an event that was offered to a pipeline. */
public sealed interface TriggerResult {

  /**
   * What each source action of the pipeline makes of the event.
   *
   * @return the verdicts, in the order of the definition
   */
  List<TriggerVerdict> verdicts();

  /**
   * The event has started an execution, now or when it was delivered before.
   *
   * @param execution the execution's id
   * @param verdicts what each source action makes of the event; at least one is starting
   * @param isRepeat whether an event with the same id started it before
   */
  record Started(String execution, List<TriggerVerdict> verdicts, boolean isRepeat)
      implements TriggerResult {

    /** Copies the list. */
    public Started {
      Objects.requireNonNull(execution, "execution");
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * No trigger matches the event.
   *
   * @param verdicts what each source action makes of the event; empty if the pipeline has none
   */
  record NotStarted(List<TriggerVerdict> verdicts) implements TriggerResult {

    /** Copies the list. */
    public NotStarted {
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * A trigger matches, but the pipeline refuses the start: because a variable has no default, for
   * an event brings no values (P-529), or because too much is under way.
   *
   * @param rejection why
   * @param verdicts what each source action makes of the event; at least one is starting
   */
  record Refused(Rejection rejection, List<TriggerVerdict> verdicts) implements TriggerResult {

    /** Copies the list. */
    public Refused {
      Objects.requireNonNull(rejection, "rejection");
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * Why, for people.
   *
   * @return one line for each source action, and one for a refusal or a repeat
   */
  default String explanation() {
    if (verdicts().isEmpty()) {
      return "the pipeline has no source action";
    }
    String reasons =
        verdicts().stream().map(TriggerVerdict::toString).collect(Collectors.joining("\n"));
    if (this instanceof Started started && started.isRepeat()) {
      return reasons + "\nan event with the same id started execution " + started.execution();
    }
    return this instanceof Refused refused ? reasons + "\n" + refused.rejection() : reasons;
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param started called if there is an execution
   * @param notStarted called if no trigger matches
   * @param refused called if the pipeline refuses the start
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Started, ? extends R> started,
      Function<? super NotStarted, ? extends R> notStarted,
      Function<? super Refused, ? extends R> refused) {
    if (this instanceof Started result) {
      return started.apply(result);
    }
    if (this instanceof NotStarted result) {
      return notStarted.apply(result);
    }
    return refused.apply((Refused) this);
  }
}
