package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Comment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of one file that take diagnostics back. Confined to one thread. */
final class Suppressions {

  private static final String WORD = "penstock-ignore";
  private static final Pattern FORM =
      Pattern.compile("\\s*penstock-ignore(-file)?(?:\\s+([^:]*))?(?::(.*))?", Pattern.DOTALL);

  private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");
  private static final int WHOLE_FILE = 0;

  private final List<Suppression> all = new ArrayList<>();
  private final Map<Place, Suppression> effective = new HashMap<>();

  private Suppressions() {}

  /** Where a rule is taken back; line 0 is the whole file. */
  private record Place(int line, String rule) {}

  /** One comment: which rules it takes back where, and which of them it did take back. */
  private static final class Suppression {
    private final Comment comment;
    private final int line;
    private final List<String> rules;
    private final boolean hasReason;
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();

    Suppression(Comment comment, int line, List<String> rules, boolean hasReason) {
      this.comment = comment;
      this.line = line;
      this.rules = rules;
      this.hasReason = hasReason;
    }
  }

  static Suppressions in(SpecSource source) {
    Suppressions suppressions = new Suppressions();
    List<Comment> comments = Comment.with(WORD, source);
    int[] targets = comments.isEmpty() ? new int[0] : targets(source.text());
    for (Comment comment : comments) {
      Matcher form = FORM.matcher(comment.text());
      if (form.matches()) {
        int own = comment.position().line();
        int line = comment.isAlone() ? targets[own - 1] : own;
        String rules = form.group(2) == null ? "" : form.group(2);
        String reason = form.group(3) == null ? "" : form.group(3);
        suppressions.add(
            new Suppression(
                comment,
                form.group(1) == null ? line : WHOLE_FILE,
                words(rules),
                !reason.isBlank()));
      }
    }
    return suppressions;
  }

  private void add(Suppression suppression) {
    all.add(suppression);
    for (String rule : suppression.rules) {
      effective.putIfAbsent(new Place(suppression.line, rule), suppression);
    }
  }

  /** For each line, the next line that holds more than a comment. */
  private static int[] targets(String text) {
    String[] lines = LINE_END.split(text, -1);
    int[] targets = new int[lines.length];
    int target = lines.length;
    for (int i = lines.length - 1; i >= 0; i--) {
      targets[i] = target;
      boolean isComment = lines[i].isBlank() || lines[i].strip().startsWith("#");
      target = isComment ? target : i + 1;
    }
    return targets;
  }

  private static List<String> words(String rules) {
    return Pattern.compile("[,\\s]+").splitAsStream(rules).filter(each -> !each.isEmpty()).toList();
  }

  /** Whether a comment takes a diagnostic back. An error stays, whatever comments say. */
  boolean takesBack(Diagnostic diagnostic) {
    int line = diagnostic.place().map(Position::line).orElse(1);
    boolean isTakenHere = takesBack(diagnostic, line);
    return takesBack(diagnostic, WHOLE_FILE) || isTakenHere;
  }

  private boolean takesBack(Diagnostic diagnostic, int line) {
    Suppression suppression = effective.get(new Place(line, diagnostic.rule()));
    if (suppression == null) {
      return false;
    }
    boolean isError = diagnostic.severity() == Severity.ERROR;
    (isError ? suppression.refused : suppression.used).add(diagnostic.rule());
    return !isError;
  }

  /** What is wrong with the comments, after all diagnostics were shown to them. */
  List<Diagnostic> faults(String source) {
    List<Diagnostic> faults = new ArrayList<>();
    for (Suppression each : all) {
      if (each.rules.isEmpty()) {
        faults.add(
            fault(source, each, LintFault.NO_EFFECT, "no rule is named", "name the rule's id"));
      } else if (!each.hasReason) {
        faults.add(
            fault(
                source,
                each,
                LintFault.NO_REASON,
                "no reason is given",
                "write why: \"# penstock-ignore " + each.rules.get(0) + ": because ...\""));
      }
      for (String rule : each.rules) {
        if (!each.used.contains(rule)) {
          faults.add(useless(source, each, rule));
        }
      }
    }
    return faults;
  }

  private static Diagnostic useless(String source, Suppression each, String rule) {
    if (each.refused.contains(rule)) {
      return fault(
          source,
          each,
          LintFault.ERROR_STAYS,
          rule + " is an error here, which no comment takes back",
          "mend it, or set its severity");
    }
    if (LintRule.find(rule).isEmpty()) {
      return fault(
          source,
          each,
          LintFault.UNKNOWN_RULE,
          "there is no rule \"" + rule + "\"",
          LintRule.nearest(rule).map(near -> "did you mean \"" + near + "\"?").orElse(""));
    }
    return fault(
        source,
        each,
        LintFault.NO_EFFECT,
        each.line == WHOLE_FILE
            ? "nothing in this file breaks " + rule
            : "nothing in line " + each.line + " breaks " + rule,
        "remove it");
  }

  private static Diagnostic fault(
      String source, Suppression each, LintFault fault, String found, String hint) {
    return new Diagnostic(
            fault.severity(), fault.id(), source, each.comment.position(), "", found, "", hint)
        .withRange(each.comment.position(), each.comment.end());
  }
}
