package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the page about all rules, with examples from the broken files of the tests. */
final class RulesPage {

  private static final Path BROKEN = Path.of("src/test/resources/broken");
  private static final Map<String, String> TITLES =
      Map.of(
          "buildspec", "Buildspecs",
          "appspec", "Appspecs",
          "pipeline", "Pipelines",
          "lint", "The linter itself");

  private final Map<String, Example> examples = new TreeMap<>();

  RulesPage() throws IOException {
    try (Stream<Path> walk = Files.walk(BROKEN)) {
      List<Path> files =
          walk.filter(file -> file.toString().matches(".*\\.(yml|json)"))
              .sorted(
                  Comparator.comparing(RulesPage::size).thenComparing(Comparator.naturalOrder()))
              .toList();
      for (ConformanceMode mode : ConformanceMode.values()) {
        for (Path file : files) {
          findExamples(file, mode);
        }
      }
    }
  }

  /** A diagnostic of a rule, the file that gives it, and whether some file gives it with a fix. */
  private record Example(
      Diagnostic diagnostic, SpecSource source, Path file, ConformanceMode mode, boolean hasFix) {

    Example withFix() {
      return new Example(diagnostic, source, file, mode, true);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void findExamples(Path file, ConformanceMode mode) throws IOException {
    Linter linter = Linter.builder().mode(mode).build();
    String folder = BROKEN.relativize(file).getName(0).toString();
    SpecSource source = SpecSource.read(file, name(file, folder));
    LintResult result = kindOf(folder, source, linter);
    for (Diagnostic each : result.diagnostics()) {
      String id = LintRule.find(each.rule()).map(LintRule::id).orElse(each.rule());
      Example example = new Example(each, source, file, mode, each.fix().isPresent());
      examples.merge(id, example, (old, later) -> later.hasFix() ? old.withFix() : old);
    }
  }

  private static LintResult kindOf(String folder, SpecSource source, Linter linter) {
    return switch (folder) {
      case "buildspec" -> linter.lint(source, SpecKind.BUILDSPEC);
      case "appspec" -> linter.lint(source, SpecKind.APPSPEC);
      case "lint" -> linter.lint(source);
      default -> linter.lint(source, SpecKind.PIPELINE);
    };
  }

  private static String name(Path file, String folder) {
    String suffix = file.toString().endsWith(".json") ? ".json" : ".yml";
    return folder.equals("lint") ? "spec.yml" : folder + suffix;
  }

  /** The ids that no file gives. */
  List<String> withoutExample() {
    return LintRule.all().stream()
        .map(LintRule::id)
        .filter(id -> !examples.containsKey(id))
        .toList();
  }

  /** The ids that some file gives and no table has. */
  List<String> unexplained() {
    return examples.keySet().stream().filter(id -> LintRule.find(id).isEmpty()).toList();
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # What diagnostics say

        Generated from the [tables of rules](../lib-spec/src/main/resources/dev/penstock/spec/lint) and the broken files of the
        tests; how to write it anew is told in [CONTRIBUTING.md](../CONTRIBUTING.md#rules-of-the-linter). An *error* is what the
        service or its agent refuses. A *warning* is accepted, and probably does not mean what its author thinks. A *note* is worth
        knowing. Severities may be set by rule id; a comment takes a warning or a note back, as
        [spec-lint.md](spec-lint.md) shows.

        ## Where service, agent and documentation differ

        `service` judges as the cloud service does, `agent` as the agent on a host, `strict` wants what the documentation allows.
        What is not listed matters the same in all modes.

        | rule | service | agent | strict | follows |
        | --- | --- | --- | --- | --- |
        """);
    for (LintRule rule : LintRule.all()) {
      if (!rule.service().equals(rule.agent()) || !rule.service().equals(rule.strict())) {
        page.append("| [%s](#%s) | ".formatted(rule.id(), anchor(rule)));
        page.append(
            String.join(" | ", rule.service(), rule.agent(), rule.strict(), rule.reference()));
        page.append(" |\n");
      }
    }
    for (String table : RuleTable.NAMES) {
      page.append("\n## ").append(TITLES.get(table)).append('\n');
      RuleTable.lines(table + ".tsv").stream()
          .map(line -> line.substring(0, line.indexOf('\t')))
          .forEach(id -> section(LintRule.find(id).orElseThrow(), page));
    }
    return page.toString();
  }

  private static String anchor(LintRule rule) {
    return rule.id().toLowerCase(java.util.Locale.ROOT).replace(".", "");
  }

  private void section(LintRule rule, StringBuilder page) {
    page.append("\n### ").append(rule.id()).append("\n\n*");
    boolean isSame = rule.service().equals(rule.agent()) && rule.service().equals(rule.strict());
    page.append(
        isSame
            ? rule.service()
            : "%s; agent: %s; strict: %s".formatted(rule.service(), rule.agent(), rule.strict()));
    page.append(rule.reference().isEmpty() ? "" : "; follows " + rule.reference());
    page.append("* ").append(rule.what()).append(". ").append(rule.why()).append(".\n");
    page.append("**Mend:** ").append(rule.mend()).append('.');
    Example example = examples.get(rule.id());
    if (example != null) {
      page.append(example.hasFix() ? " `--fix` does it where it is safe." : "");
      String mode =
          example.mode() == ConformanceMode.SERVICE
              ? ""
              : ", in " + example.mode().name().toLowerCase(java.util.Locale.ROOT) + " mode";
      String listing = example.source().listing(List.of(example.diagnostic()));
      page.append("\n\n```text\n").append(visible(listing)).append("```\n\n");
      page.append("([the whole file](../lib-spec/").append(slashes(example.file())).append(")");
      page.append(mode).append(")\n");
    } else {
      page.append('\n');
    }
  }

  private static String slashes(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static String visible(String listing) {
    return listing
        .codePoints()
        .mapToObj(
            c ->
                Character.isISOControl(c) && c != '\n' && c != '\t'
                    ? "\uFFFD"
                    : Character.toString(c))
        .collect(Collectors.joining());
  }
}
