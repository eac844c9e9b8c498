package dev.penstock.spec.run;

import dev.penstock.shell.ShellProcess;
import dev.penstock.spec.run.PhaseResult.Status;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Terminates the running command once somebody asks the build to stop, or its time is up. The first
 * cause counts. Safe for several threads.
 */
final class StopSignal {

  private @Nullable Status cause;
  private @Nullable ShellProcess running;

  StopSignal(CompletionStage<?> cancellation) {
    cancellation.whenComplete((done, failure) -> stop(Status.STOPPED));
  }

  /** The status of the phase that was stopped; empty as long as nothing has to stop. */
  synchronized Optional<Status> cause() {
    return Optional.ofNullable(cause);
  }

  boolean isStopped() {
    return cause().isPresent();
  }

  void stop(Status status) {
    ShellProcess process;
    synchronized (this) {
      if (cause == null) {
        cause = status;
      }
      process = running;
    }
    if (process != null) {
      process.terminate();
    }
  }

  /** Watches over the command that runs now; null if none does. */
  void watch(@Nullable ShellProcess process) {
    boolean isTooLate;
    synchronized (this) {
      running = process;
      isTooLate = cause != null;
    }
    if (isTooLate && process != null) {
      process.terminate();
    }
  }
}
