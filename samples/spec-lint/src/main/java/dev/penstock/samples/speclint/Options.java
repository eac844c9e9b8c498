package dev.penstock.samples.speclint;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.lint.Linter;
import dev.penstock.spec.lint.SpecKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param paths files and directories to lint
 * @param kind what the files describe; empty to find out
 * @param format how to report
 * @param linter the linter with its settings
 * @param doesFix whether to mend the files
 * @param showsDiff whether to show what would be mended, and to leave the files alone
 * @param isStrict whether warnings count as findings
 * @param explained the rule to explain; empty to lint
 * @param asksForHelp whether to show how the program is used
 */
record Options(
    List<String> paths,
    Optional<SpecKind> kind,
    Format format,
    Linter linter,
    boolean doesFix,
    boolean showsDiff,
    boolean isStrict,
    Optional<String> explained,
    boolean asksForHelp) {

  /** How to report. */
  enum Format {
    HUMAN,
    JSON,
    SARIF,
    JUNIT
  }

  static Options parse(String... arguments) throws UsageException {
    return new Parser(arguments).parse();
  }

  /** Reads arguments one by one. */
  private static final class Parser {

    private final Deque<String> rest;
    private final List<String> paths = new ArrayList<>();
    private final Linter.Builder linter = Linter.builder();
    private Optional<SpecKind> kind = Optional.empty();
    private Format format = Format.HUMAN;
    private boolean doesFix;
    private boolean showsDiff;
    private boolean isStrict;
    private Optional<String> explained = Optional.empty();
    private boolean asksForHelp;

    Parser(String... arguments) {
      this.rest = new ArrayDeque<>(Arrays.asList(arguments));
    }

    Options parse() throws UsageException {
      while (!rest.isEmpty()) {
        String argument = rest.pop();
        if (argument.equals("--")) {
          paths.addAll(rest);
          rest.clear();
        } else if (argument.startsWith("-")) {
          option(argument);
        } else {
          paths.add(argument);
        }
      }
      if (!asksForHelp && explained.isPresent() && !paths.isEmpty()) {
        throw new UsageException(
            "--explain takes one rule and no file, found also " + paths.get(0));
      }
      if (!asksForHelp && explained.isEmpty() && paths.isEmpty()) {
        throw new UsageException("no file or directory is given");
      }
      return new Options(
          List.copyOf(paths),
          kind,
          format,
          linter.build(),
          doesFix,
          showsDiff,
          isStrict,
          explained,
          asksForHelp);
    }

    private void option(String argument) throws UsageException {
      int equal = argument.indexOf('=');
      String name = equal < 0 ? argument : argument.substring(0, equal);
      if (equal >= 0) {
        rest.push(argument.substring(equal + 1));
      }
      switch (name) {
        case "--kind" -> kind = Optional.of(word(name, SpecKind.values()));
        case "--format" -> format = word(name, Format.values());
        case "--mode" -> linter.mode(word(name, ConformanceMode.values()));
        case "--severity" -> severity(value(name));
        case "--explain" -> explained = Optional.of(value(name));
        default -> {
          if (equal >= 0) {
            throw new UsageException("unknown option " + name);
          }
          flag(name);
        }
      }
    }

    private void flag(String name) throws UsageException {
      switch (name) {
        case "--fix" -> doesFix = true;
        case "--diff" -> showsDiff = true;
        case "--strict" -> isStrict = true;
        case "--help", "-h" -> asksForHelp = true;
        default -> throw new UsageException("unknown option " + name);
      }
    }

    private String value(String option) throws UsageException {
      if (rest.isEmpty()) {
        throw new UsageException(option + " needs a value");
      }
      return rest.pop();
    }

    private <E extends Enum<E>> E word(String option, E[] words) throws UsageException {
      String word = value(option);
      for (E each : words) {
        if (lower(each).equals(word)) {
          return each;
        }
      }
      throw new UsageException(
          option
              + " "
              + word
              + "; allowed: "
              + Arrays.stream(words).map(Parser::lower).collect(Collectors.joining(", ")));
    }

    private static String lower(Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }

    private void severity(String setting) throws UsageException {
      int equal = setting.indexOf('=');
      String rule = setting.substring(0, Math.max(equal, 0));
      String level = setting.substring(equal + 1);
      try {
        if (level.equals("off")) {
          linter.without(rule);
          return;
        }
        for (Severity severity : Severity.values()) {
          if (lower(severity).equals(level)) {
            linter.severity(rule, severity);
            return;
          }
        }
      } catch (IllegalArgumentException e) {
        throw new UsageException("--severity " + setting + ": " + e.getMessage());
      }
      throw new UsageException(
          "--severity " + setting + "; allowed: ID=error, ID=warning, ID=info, ID=off");
    }
  }
}
