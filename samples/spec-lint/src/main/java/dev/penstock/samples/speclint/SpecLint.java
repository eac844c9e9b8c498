package dev.penstock.samples.speclint;

import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.lint.LintReport;
import dev.penstock.spec.lint.LintResult;
import dev.penstock.spec.lint.LintRule;
import dev.penstock.spec.lint.UnifiedDiff;
import dev.penstock.spec.lint.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lints, mends and explains spec files. */
public final class SpecLint {

  static final int CLEAN = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;

  private static final String HELP =
      """
      usage: spec-lint [OPTION...] FILE|DIRECTORY...

      Lints buildspecs, appspecs and pipeline definitions. In directories it finds them by content and name, except
      below hidden folders, node_modules, target and build.

        --kind KIND           what the files describe: buildspec, appspec, pipeline; else found out
        --format FORMAT       how to report: human (default), json, sarif, junit
        --mode MODE           whose word counts: service (default), agent, strict
        --severity ID=LEVEL   how much a rule matters: error, warning, info, off; may be repeated
        --strict              warnings count as findings too
        --fix                 mend what can be mended safely, then report the rest
        --diff                show what --fix would do, values as ***, and change nothing
        --explain ID          tell what a rule is about
        --help                show this

      exit codes: 0 no findings, 1 findings, 2 wrong usage or a file that cannot be read or mended. Errors are
      findings, and with --strict warnings are too; notes never are.
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean hasColours;

  SpecLint(PrintStream out, PrintStream err, boolean hasColours) {
    this.out = out;
    this.err = err;
    this.hasColours = hasColours;
  }

  /**
   * Runs the program, and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = new SpecLint(out, err, Terminal.showsColours(System.getenv())).run(arguments);
    out.flush();
    System.exit(code);
  }

  int run(String... arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.asksForHelp()) {
        out.print(HELP);
        return CLEAN;
      }
      return options.explained().isPresent() ? explain(options.explained().get()) : lint(options);
    } catch (UsageException e) {
      err.println("spec-lint: " + e.getMessage());
      err.println("see spec-lint --help");
    } catch (UnmendableException e) {
      err.println("spec-lint: " + e.getMessage());
    } catch (IOException e) {
      err.println("spec-lint: " + e);
    }
    return USAGE;
  }

  private int lint(Options options) throws IOException, UsageException {
    List<LintResult> results = new ArrayList<>();
    for (SpecFiles.Found file : SpecFiles.of(options.paths(), options.kind())) {
      results.add(lint(file, options));
    }
    if (options.showsDiff()) {
      return code(results, options);
    }
    LintReport report = new LintReport(results);
    out.print(
        switch (options.format()) {
          case HUMAN -> new HumanReport(hasColours).of(results);
          case JSON -> report.toJson();
          case SARIF -> report.toSarif();
          case JUNIT -> report.toJunitXml();
        });
    return code(results, options);
  }

  private LintResult lint(SpecFiles.Found file, Options options) throws IOException {
    SpecSource source = file.source();
    if (file.kind().isEmpty()) {
      return options.linter().lint(source);
    }
    if (options.doesFix() || options.showsDiff()) {
      SpecSource mended = options.linter().fix(source, file.kind().get());
      if (options.showsDiff()) {
        out.print(UnifiedDiff.of(source.withoutValues(), mended.withoutValues()));
      } else if (!mended.equals(source)) {
        source = write(mended, file);
      }
    }
    return options.linter().lint(source, file.kind().get());
  }

  private SpecSource write(SpecSource mended, SpecFiles.Found file) throws IOException {
    if (!isWhole(file)) {
      err.println("spec-lint: " + mended.name() + " is not UTF-8 and is left as it is");
      return file.source();
    }
    Replacement.of(file.path(), mended.text());
    return mended;
  }

  /** Whether the text is all of the file, so that nothing else is lost when it is written back. */
  private static boolean isWhole(SpecFiles.Found file) throws IOException {
    byte[] text = file.source().text().getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(text, Files.readAllBytes(file.path()));
  }

  private static int code(List<LintResult> results, Options options) {
    Verdict worst = new LintReport(results).verdict();
    boolean isFound = worst == Verdict.INVALID || (options.isStrict() && worst == Verdict.WARNS);
    return isFound ? FINDINGS : CLEAN;
  }

  private int explain(String id) throws UsageException {
    LintRule rule =
        LintRule.find(id).orElseThrow(() -> new UsageException("there is no rule " + id));
    out.printf("%s: %s.%n%s.%n%nMend: %s.%n%n", id, rule.what(), rule.why(), rule.mend());
    for (ConformanceMode mode : ConformanceMode.values()) {
      out.printf("%s: %s%n", mode.name().toLowerCase(Locale.ROOT), rule.severity(mode));
    }
    if (!rule.reference().isEmpty()) {
      out.printf("follows: %s%n", rule.reference());
    }
    return CLEAN;
  }
}
