package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Set;

/** Hints about what commands do: none of them keeps a file from being read. */
final class CommandChecks {

  private static final Set<String> WINDOWS = Set.of("powershell.exe", "cmd.exe");

  private final List<ReadCommand> commands;
  private final Section top;
  private final Findings findings;

  CommandChecks(List<ReadCommand> commands, Section top) {
    this.commands = commands;
    this.top = top;
    this.findings = top.findings();
  }

  void check(Buildspec spec, SourceText source) {
    String shell = spec.env().shell().orElse("sh");
    boolean isWindows = WINDOWS.contains(shell);
    boolean isPlainShell = shell.equals("sh") || shell.equals("/bin/sh");
    CutCommands cut = new CutCommands(findings, source);
    BashSyntax bash = new BashSyntax(findings);
    SecretLeaks leaks = new SecretLeaks(findings, spec.env());
    for (ReadCommand command : commands) { // in one go, for there may be very many
      if (!CommandNotes.callForALook(command.notes())) {
        continue;
      }
      cut.check(command);
      if (isPlainShell) {
        bash.check(command);
      }
      if (!isWindows) {
        leaks.check(command);
      }
    }
    if (isWindows) {
      return;
    }
    if (spec.version() == Buildspec.Version.V0_1) {
      new LostState(findings).check(commands);
    }
    new FailureHints(top, spec).check(commands);
  }
}
