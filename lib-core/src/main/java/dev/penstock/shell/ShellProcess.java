package dev.penstock.shell;

import java.util.concurrent.CompletionStage;

/** A running program. Safe for several threads. */
public interface ShellProcess {

  /**
   * Completes with the exit status once the program has ended and all its output was delivered;
   * exceptionally if the status is lost.
   *
   * @return the exit status, 0 for success
   */
  CompletionStage<Integer> exit();

  /** Ends the program and all that it started. Idempotent; does nothing once it has ended. */
  void terminate();
}
