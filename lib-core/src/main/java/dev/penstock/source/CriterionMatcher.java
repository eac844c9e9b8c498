package dev.penstock.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A criterion with its patterns compiled. */
final class CriterionMatcher {
  private static final int SHOWN_FILES = 3;

  private final String criterion;
  private final List<Glob> includes;
  private final List<Glob> excludes;

  CriterionMatcher(String criterion, Criterion declared) {
    this.criterion = criterion;
    this.includes = declared.includes().stream().map(Glob::compile).toList();
    this.excludes = declared.excludes().stream().map(Glob::compile).toList();
  }

  /** Judges one branch, tag or file; {@code kind} is the word for it. */
  CriterionVerdict judge(String kind, String value) {
    String named = kind + " \"" + value + "\" ";
    Optional<String> exclude = first(excludes, value);
    if (exclude.isPresent()) {
      return verdict(false, value, exclude, named + "is excluded by " + quoted(exclude.get()));
    }
    Optional<String> include = first(includes, value);
    if (include.isPresent()) {
      return verdict(true, value, include, named + "matches " + quoted(include.get()));
    }
    return includes.isEmpty()
        ? verdict(true, value, Optional.empty(), named + "is not excluded")
        : verdict(
            false,
            value,
            Optional.empty(),
            named
                + "matches none of "
                + includes.stream()
                    .map(each -> quoted(each.pattern()))
                    .collect(Collectors.joining(", ")));
  }

  /** Judges each changed file by itself; one that matches suffices. */
  CriterionVerdict judgeAny(Optional<List<String>> files) {
    if (files.isEmpty() || files.get().isEmpty()) {
      String reason = files.isEmpty() ? "the changed files are not known" : "no file was changed";
      return verdict(false, "", Optional.empty(), reason);
    }
    List<CriterionVerdict> shown = new ArrayList<>();
    for (String file : files.get()) {
      CriterionVerdict verdict = judge("file", file);
      if (verdict.isMatching()) {
        return verdict;
      }
      if (shown.size() < SHOWN_FILES) {
        shown.add(verdict);
      }
    }
    int more = files.get().size() - shown.size();
    return verdict(
        false,
        shown.get(0).value(),
        shown.get(0).pattern(),
        shown.stream().map(CriterionVerdict::reason).collect(Collectors.joining("; "))
            + (more > 0 ? "; and " + more + " more" : ""));
  }

  private CriterionVerdict verdict(
      boolean isMatching, String value, Optional<String> pattern, String reason) {
    return new CriterionVerdict(criterion, isMatching, value, pattern, reason);
  }

  private static Optional<String> first(List<Glob> patterns, String value) {
    return patterns.stream().filter(each -> each.matches(value)).findFirst().map(Glob::pattern);
  }

  private static String quoted(String pattern) {
    return "\"" + pattern + "\"";
  }
}
