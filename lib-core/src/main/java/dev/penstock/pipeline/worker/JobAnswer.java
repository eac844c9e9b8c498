package dev.penstock.pipeline.worker;

import dev.penstock.process.Rejection;
import java.util.Objects;
import java.util.function.Function;

/** What a worker hears of what it told. */
public sealed interface JobAnswer {

  /**
   * It was heard.
   *
   * @param status how far the job is now
   * @param isChanged whether this told something new: of an acknowledgement, whether this worker
   *     has won the job
   */
  record Heard(JobStatus status, boolean isChanged) implements JobAnswer {

    /** The status is required. */
    public Heard {
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * It was refused, and changed nothing.
   *
   * @param rejection why, see {@link JobRejection}
   */
  record Refused(Rejection rejection) implements JobAnswer {

    /** The reason is required. */
    public Refused {
      Objects.requireNonNull(rejection, "rejection");
    }
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param heard called if it was heard
   * @param refused called if it was refused
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Heard, ? extends R> heard, Function<? super Refused, ? extends R> refused) {
    return this instanceof Heard result ? heard.apply(result) : refused.apply((Refused) this);
  }
}
