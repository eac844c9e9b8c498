package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains where a text stops being YAML, and the likely cause. */
final class SyntaxFault {

  private final String text;
  private final String problem;
  private final String context;
  private final int line;
  private final int column;

  SyntaxFault(String text, MarkedYAMLException fault) {
    this.text = text;
    this.problem = shortened(String.valueOf(fault.getProblem()));
    Mark end = fault.getProblemMark();
    Mark begin = fault.getContextMark();
    Mark mark = begin != null && (end == null || beginsTooEarly()) ? begin : end;
    this.line = mark == null ? 1 : mark.getLine() + 1;
    this.column = mark == null ? 1 : mark.getColumn() + 1;
    this.context = context(fault.getContext(), begin);
  }

  /** Whether the parser noticed the fault long after the place where it was made. */
  private boolean beginsTooEarly() {
    return problem.contains("unexpected end of stream")
        || problem.contains("could not find expected ':'");
  }

  private String context(@Nullable String words, @Nullable Mark begin) {
    if (words == null || words.endsWith("for the next token")) {
      return "";
    }
    return begin == null || begin.getLine() + 1 == line
        ? " " + words
        : " " + words + " that begins in line " + (begin.getLine() + 1);
  }

  void report(TreeReader reader) {
    Position at = new Position(line, column);
    String source = sourceLine();
    if (source.substring(0, Math.min(column, source.length())).indexOf('\t') >= 0) {
      reader.report(
          YamlFault.TAB, at, "a tab where YAML takes spaces only", "replace it by spaces");
      return;
    }
    reader.report(YamlFault.SYNTAX, at, "no YAML: " + problem + context, hint(source.strip()));
  }

  /** The usual mistakes behind the parser's words (B-220 to B-227). */
  private String hint(String source) {
    if (source.startsWith("<<<<<<<")
        || source.startsWith("=======")
        || source.startsWith(">>>>>>>")) {
      return "resolve the merge conflict";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "quote the whole text if it should contain \": \"";
    }
    if (problem.contains("cannot start any token") || context.contains("an alias")) {
      return "quote a text that begins with a character that YAML reserves";
    }
    if (problem.contains("escape character") || problem.contains("escape sequence")) {
      return "use single quotes, in which a backslash is itself";
    }
    if (problem.contains("<block end>")) {
      return source.startsWith("\"") || source.startsWith("'")
          ? "quote the whole text, not its beginning"
          : "align this line with its neighbours, or quote the whole text before it";
    }
    if (problem.contains("could not find expected ':'")) {
      return "indent this line below the text that it continues";
    }
    if (problem.contains("<document start>") && problem.contains("'}'")) {
      return "add the opening brace, which may be missing in the first line";
    }
    if (problem.contains("unexpected end of stream")) {
      return "close the quotation";
    }
    return "";
  }

  private static String shortened(String problem) {
    int aside = problem.indexOf(". (Do not use");
    return aside < 0 ? problem : problem.substring(0, aside);
  }

  private String sourceLine() {
    int start = 0;
    for (int n = 1; n < line; n++) {
      int next = text.indexOf('\n', start);
      if (next < 0) {
        break;
      }
      start = next + 1;
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end);
  }
}
