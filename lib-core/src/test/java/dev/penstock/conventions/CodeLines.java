package dev.penstock.conventions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rule that no source file is long: at most 300 lines, blanks and comments not counted. */
public final class CodeLines {
  static final int MOST = 300;

  /** Files that may be longer, by name, each with the reason. */
  private static final Map<String, String> LONGER_FOR_A_REASON = Map.of();

  /** A literal, which is kept, or a comment. */
  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "(\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+')"
              + "|//[^\\n]*+|/\\*.*?\\*/",
          Pattern.DOTALL);

  private CodeLines() {}

  /**
   * Lists the files below a folder that are too long, and those that need no exemption any more.
   *
   * @return one line for each, as {@code File.java: 312 lines of code, at most 300}
   */
  public static List<String> wrong(Path sources) {
    return wrong(sources, LONGER_FOR_A_REASON);
  }

  static List<String> wrong(Path sources, Map<String, String> exempt) {
    List<String> wrong = new ArrayList<>();
    for (Path file : SourceTree.files(sources, ".java")) {
      String name = file.getFileName().toString();
      long lines = count(SourceTree.text(file));
      if (lines > MOST && !exempt.containsKey(name)) {
        wrong.add(name + ": " + lines + " lines of code, at most " + MOST);
      } else if (lines <= MOST && exempt.containsKey(name)) {
        wrong.add(name + ": " + lines + " lines of code, needs no exemption any more");
      }
    }
    return wrong;
  }

  static long count(String source) {
    String code =
        LITERAL_OR_COMMENT.matcher(source).replaceAll(match -> match.group(1) == null ? "" : "$1");
    return code.lines().filter(line -> !line.isBlank()).count();
  }
}
