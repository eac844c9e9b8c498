package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;

/** B-223: a number sign behind a space ends a command that has no quotes of YAML. */
final class CutCommands {

  private final Findings findings;
  private final SourceText source;

  CutCommands(Findings findings, SourceText source) {
    this.findings = findings;
    this.source = source;
  }

  void check(ReadCommand command) {
    if (CommandNotes.mayEndWithinQuotes(command.notes())
        && command.node().isPlain()
        && ShellText.endsWithinQuotes(command.text())
        && SourceText.isNearLeft(command.node().end())
        && source.isBeforeComment(command.node().end())) {
      findings.report(
          BuildRule.CUT_COMMAND,
          command.node(),
          command.path(),
          "\" #\" begins a comment, which cuts the command within its quotes",
          "",
          "put the whole command in single quotes, or write it below \"- |\"");
    }
  }
}
