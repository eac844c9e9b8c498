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
    CutCommands cut = new CutCommands(findings, source);
    commands.forEach(cut::check);
    if (WINDOWS.contains(shell)) {
      return;
    }
    if (shell.equals("sh") || shell.equals("/bin/sh")) {
      BashSyntax bash = new BashSyntax(findings);
      commands.forEach(bash::check);
    }
    if (spec.version() == Buildspec.Version.V0_1) {
      new LostState(findings).check(commands);
    }
    SecretLeaks leaks = new SecretLeaks(findings, spec.env());
    commands.forEach(leaks::check);
    new FailureHints(top, spec).check(commands);
  }
}
