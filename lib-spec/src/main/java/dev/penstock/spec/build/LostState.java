package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;
import java.util.List;

/** B-140: in version 0.1, what a command changes in its shell is gone in the next. */
final class LostState {

  private final Findings findings;

  LostState(Findings findings) {
    this.findings = findings;
  }

  void check(List<ReadCommand> commands) {
    for (ReadCommand command : commands.subList(0, Math.max(0, commands.size() - 1))) {
      boolean changesShellOnly =
          !command.simple().isEmpty()
              && command.simple().stream().allMatch(LostState::changesShellOnly);
      if (changesShellOnly) {
        findings.report(
            BuildRule.LOST_STATE,
            command.node(),
            command.path(),
            "\"" + command.simple().get(0).program() + "\" is forgotten before the next command",
            "",
            "join the commands with &&, or move to version 0.2");
      }
    }
  }

  private static boolean changesShellOnly(ShellText.Simple simple) {
    return simple.program().equals("cd") || simple.program().equals("export");
  }
}
