package dev.penstock.spec.run;

import dev.penstock.shell.ShellProcess;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Terminates the running command once somebody asks the build to stop. Safe for two threads. */
final class StopSignal {

  private boolean isStopped;
  private @Nullable ShellProcess running;

  StopSignal(CompletionStage<?> cancellation) {
    cancellation.thenRun(this::stop);
  }

  synchronized boolean isStopped() {
    return isStopped;
  }

  void stop() {
    ShellProcess process;
    synchronized (this) {
      isStopped = true;
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
      isTooLate = isStopped;
    }
    if (isTooLate && process != null) {
      process.terminate();
    }
  }
}
