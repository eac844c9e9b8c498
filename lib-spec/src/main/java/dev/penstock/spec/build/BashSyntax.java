package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** B-145: what only bash understands fails in plain {@code sh}. */
final class BashSyntax {

  private static final Set<String> PROGRAMS = Set.of("source", "pushd", "popd", "disown");

  private final Findings findings;

  BashSyntax(Findings findings) {
    this.findings = findings;
  }

  void check(ReadCommand command) {
    String found = CommandNotes.mayBeBash(command.notes()) ? found(command) : null;
    if (found != null) {
      findings.report(
          BuildRule.BASH_SYNTAX,
          command.node(),
          command.path(),
          "\"" + found + "\" is of bash, and this is run by sh",
          "",
          "set \"env.shell: bash\"");
    }
  }

  private static @Nullable String found(ReadCommand command) {
    for (ShellText.Simple simple : command.simple()) {
      if (PROGRAMS.contains(simple.program())) {
        return simple.program();
      }
      if (simple.words().contains("[[")) {
        return "[[";
      }
      String last = simple.words().get(simple.words().size() - 1);
      if (simple.after().equals("(") && last.length() > 1 && last.endsWith("=")) {
        return "=(";
      }
      if (simple.after().equals("<(") || last.equals("<(")) {
        return "<(";
      }
    }
    return null;
  }
}
