package dev.penstock.pipeline.engine;

import dev.penstock.process.Rejection;
import java.util.Objects;
import java.util.function.Function;

/** What has become of an order that starts an execution. */
public sealed interface StartResult {

  /**
   * It runs, or has been started before with the same token.
   *
   * @param execution its id
   * @param isRepeat whether it ran already, because the token of the order was used before
   */
  record Started(String execution, boolean isRepeat) implements StartResult {

    /** The id is required. */
    public Started {
      Objects.requireNonNull(execution, "execution");
    }
  }

  /**
   * It was refused.
   *
   * @param rejection why
   */
  record Refused(Rejection rejection) implements StartResult {

    /** The reason is required. */
    public Refused {
      Objects.requireNonNull(rejection, "rejection");
    }
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param started called if it runs
   * @param refused called if it was refused
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Started, ? extends R> started,
      Function<? super Refused, ? extends R> refused) {
    return this instanceof Started result ? started.apply(result) : refused.apply((Refused) this);
  }
}
