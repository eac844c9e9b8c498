package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Command;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the commands of a phase. */
final class CommandLists {

  private final ShellSession session;
  private final MaskedLog log;
  private final StopSignal stop;

  CommandLists(ShellSession session, MaskedLog log, StopSignal stop) {
    this.session = session;
    this.log = log;
    this.stop = stop;
  }

  /**
   * B-075 to B-077: a failure ends its list; the second list runs in any case, unless stopped.
   *
   * @param isSucceeding whether no earlier phase has failed; what commands are told in this one
   */
  void run(Phase phase, boolean isSucceeding) throws PhaseFailure {
    PhaseFailure first = run(phase.commands(), isSucceeding);
    PhaseFailure second = run(phase.finallyCommands(), isSucceeding);
    if (first != null) {
      throw first;
    }
    if (second != null) {
      throw second;
    }
  }

  private @Nullable PhaseFailure run(List<Command> commands, boolean isSucceeding) {
    for (Command command : commands) {
      String text = command.text().stripTrailing();
      if (stop.isStopped()) {
        return null;
      }
      if (!text.isBlank()) {
        log.lines("Running command " + text);
        String reason = run(text, isSucceeding);
        if (reason != null) {
          return new PhaseFailure(
              PhaseFailure.COMMAND,
              "Error while executing command: " + text + ". Reason: " + reason);
        }
      }
    }
    return null;
  }

  /** Why the command failed; null if it did not. */
  private @Nullable String run(String text, boolean isSucceeding) {
    try {
      int status = session.run(text, isSucceeding, log.output());
      if (status == 0) {
        return null;
      }
      log.lines("Command did not exit successfully " + text + " exit status " + status);
      return "exit status " + status;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
