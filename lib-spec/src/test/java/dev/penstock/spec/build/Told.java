package dev.penstock.spec.build;

import dev.penstock.spec.SpecSource;
import java.util.List;

/** What reading a text tells, in short: place, severity and rule of each diagnostic. */
final class Told {

  private static final String BEGIN = "version: 0.2\n";
  private static final String MAKE = "phases: {build: {commands: [make]}}\n";

  private Told() {}

  /** Such as {@code 3:5 WARNING BS043}. */
  static List<String> of(String text) {
    return Buildspec.read(new SpecSource("buildspec.yml", text)).diagnostics().stream()
        .map(each -> each.place().orElseThrow() + " " + each.severity() + " " + each.rule())
        .toList();
  }

  /** Of a section, from line 3 on, in a file that is in order otherwise. */
  static List<String> ofSection(String section) {
    return of(BEGIN + MAKE + section);
  }

  /** Of phases, from line 3 on. */
  static List<String> ofPhases(String phases) {
    return of(BEGIN + "phases:\n" + phases);
  }

  /** Of a list of commands, from line 5 on. */
  static List<String> ofCommands(String items) {
    return ofPhases("  build:\n    commands:\n" + items);
  }

  /** What the commands of the build phase are read as; fails if there is an error. */
  static List<String> commands(String items) {
    Buildspec spec = BuildspecTest.accepted(BEGIN + "phases:\n  build:\n    commands:\n" + items);
    return spec.phase(BuildPhase.BUILD).commands().stream().map(Command::text).toList();
  }
}
