package dev.penstock.conventions;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rule that no source file is long: at most 300 lines, blanks and comments not counted. */
public final class CodeLines {
  static final int MOST = 300;

  /** Files that may be longer, by name, each with the reason. */
  static final Map<String, String> LONGER_FOR_A_REASON = Map.of();

  /** A literal, which is kept, or a comment. */
  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "(\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+')"
              + "|//[^\\n]*+|/\\*.*?\\*/",
          Pattern.DOTALL);

  private CodeLines() {}

  /**
   * Lists the files below a folder that are too long.
   *
   * @return one line for each, as {@code File.java: 312 lines of code, at most 300}
   */
  public static List<String> tooLong(Path sources) {
    return SourceTree.files(sources, ".java").stream()
        .filter(file -> !LONGER_FOR_A_REASON.containsKey(file.getFileName().toString()))
        .filter(file -> count(SourceTree.text(file)) > MOST)
        .map(
            file ->
                file.getFileName()
                    + ": "
                    + count(SourceTree.text(file))
                    + " lines of code, at most "
                    + MOST)
        .toList();
  }

  static long count(String source) {
    String code =
        LITERAL_OR_COMMENT.matcher(source).replaceAll(match -> match.group(1) == null ? "" : "$1");
    return code.lines().filter(line -> !line.isBlank()).count();
  }
}
