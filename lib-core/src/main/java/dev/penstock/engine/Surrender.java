package dev.penstock.engine;

import dev.penstock.process.Command;

/**
 * Gives a process up between two commands, because of what its host's code threw. What was decided
 * before is durable, so those who asked for it have their answers; everybody else hears the reason.
 */
final class Surrender<S, C extends Command> extends Letter<S, C> {
  private final LiveProcess<S, C, ?, ?> process;
  private final RuntimeException reason;

  Surrender(LiveProcess<S, C, ?, ?> process, RuntimeException reason) {
    super(null);
    this.process = process;
    this.reason = reason;
  }

  /**
   * Why a process is given up.
   *
   * @param when what was done, as half a sentence
   */
  static IllegalStateException reason(String process, String when, Throwable thrown) {
    return new IllegalStateException(
        "process "
            + process
            + " is given up, because of what was thrown when "
            + when
            + "; what is stored stays true: open the process again to go on: "
            + thrown,
        thrown);
  }

  @Override
  boolean isAwaited() {
    return true;
  }

  @Override
  void look(S state) {
    process.surrender(reason);
  }
}
