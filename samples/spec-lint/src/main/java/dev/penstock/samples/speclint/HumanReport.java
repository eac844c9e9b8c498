package dev.penstock.samples.speclint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.lint.LintResult;
import dev.penstock.spec.lint.Verdict;
import java.util.List;

/** What people read: each diagnostic with its line, then what all of them come to. */
final class HumanReport {

  private static final String RED = "\u001B[31m";
  private static final String YELLOW = "\u001B[33m";
  private static final String CYAN = "\u001B[36m";
  private static final String RESET = "\u001B[0m";

  private final boolean hasColours;

  HumanReport(boolean hasColours) {
    this.hasColours = hasColours;
  }

  String of(List<LintResult> results) {
    StringBuilder text = new StringBuilder();
    for (LintResult result : results) {
      List<String> listings = result.source().listings(result.diagnostics());
      for (int i = 0; i < listings.size(); i++) {
        text.append(coloured(result.diagnostics().get(i), listings.get(i)));
      }
    }
    text.append(counted(results.size(), "file")).append(": ");
    text.append(count(results, Verdict.INVALID)).append(" invalid, ");
    text.append(count(results, Verdict.WARNS)).append(" with warnings, ");
    text.append(count(results, Verdict.VALID)).append(" valid\n");
    long fixes = results.stream().mapToLong(result -> result.fixes().size()).sum();
    if (fixes > 0) {
      text.append("--fix mends ").append(fixes).append(", --diff shows how\n");
    }
    return text.toString();
  }

  private String coloured(Diagnostic diagnostic, String listing) {
    if (!hasColours) {
      return listing;
    }
    String colour = colour(diagnostic.severity());
    int end = listing.indexOf('\n');
    String caret = listing.endsWith("^\n") ? colour + "^" + RESET + "\n" : "";
    String lines = listing.substring(end, listing.length() - (caret.isEmpty() ? 0 : 2));
    return colour + listing.substring(0, end) + RESET + lines + caret;
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case INFO -> CYAN;
    };
  }

  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static long count(List<LintResult> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
