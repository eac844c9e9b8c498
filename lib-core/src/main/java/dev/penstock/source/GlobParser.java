package dev.penstock.source;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.source.GlobStep.End;
import dev.penstock.source.GlobStep.Fork;
import dev.penstock.source.GlobStep.Jump;
import dev.penstock.source.GlobStep.Literal;
import dev.penstock.source.GlobStep.MaybeDirectories;
import dev.penstock.source.GlobStep.OneOfClass;
import dev.penstock.source.GlobStep.OneOfSegment;
import dev.penstock.source.GlobStep.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one pattern from left to right, up to its end or its first fault. */
final class GlobParser {
  private static final int NOT_IN_BRACES = -1;

  private final String pattern;
  private final List<GlobStep> steps = new ArrayList<>();
  private final List<Integer> alternatives = new ArrayList<>(); // of the open braces: first steps
  private final List<Integer> ends =
      new ArrayList<>(); // of the open braces: steps that jump behind
  private int braces = NOT_IN_BRACES; // where the open braces begin in the pattern
  private int fork; // the step that leads to the alternatives of the open braces
  private int at;
  private @Nullable Diagnostic fault;

  GlobParser(String pattern) {
    this.pattern = pattern;
  }

  /** The compiled pattern, or null if there is a fault. */
  @Nullable GlobProgram parse() {
    if (pattern.isEmpty() || pattern.length() > Glob.LONGEST_PATTERN) {
      fault =
          Diagnostic.error(
              "source.glob",
              "",
              "a pattern of " + pattern.length() + " characters",
              "1 to " + Glob.LONGEST_PATTERN);
    }
    while (fault == null && at < pattern.length()) {
      readNext();
    }
    if (fault == null && braces != NOT_IN_BRACES) {
      refuse(
          braces, "\"{\"", "is never closed", "a \"}\" behind it, or \"\\{\" for the brace itself");
    }
    steps.add(new End());
    return fault == null ? new GlobProgram(steps) : null;
  }

  Diagnostic fault() {
    return Objects.requireNonNull(fault, "a pattern without a fault");
  }

  private void readNext() {
    int begin = at;
    int character = take();
    switch (character) {
      case '\\' -> readEscaped(begin);
      case '?' -> steps.add(new OneOfSegment());
      case '*' -> readStars();
      case '[' -> readClass(begin);
      case '{' -> openBraces(begin);
      case ',' -> {
        if (braces == NOT_IN_BRACES) {
          steps.add(new Literal(','));
        } else {
          endAlternative();
          alternatives.add(steps.size());
        }
      }
      case '}' -> {
        if (braces == NOT_IN_BRACES) {
          steps.add(new Literal('}'));
        } else {
          closeBraces();
        }
      }
      default -> steps.add(new Literal(character));
    }
  }

  private void readEscaped(int begin) {
    if (at == pattern.length()) {
      refuse(
          begin, "\"\\\"", "escapes nothing", "a character behind it, or \"\\\\\" for a backslash");
    } else {
      steps.add(new Literal(take()));
    }
  }

  private void readStars() {
    if (!isNext('*')) {
      steps.add(new Run(false));
      return;
    }
    take();
    if (isNext('/')) {
      take();
      steps.add(new MaybeDirectories(steps.size() + 3)); // behind this one, the run and the slash
      steps.add(new Run(true));
      steps.add(new Literal('/'));
    } else {
      steps.add(new Run(true));
    }
  }

  private void readClass(int begin) {
    boolean isNegated = isNext('!');
    if (isNegated) {
      take();
    }
    List<Integer> bounds = new ArrayList<>();
    int low = -1; // what a range may begin with
    if (isNext('-')) {
      take();
      bounds.add((int) '-');
      bounds.add((int) '-');
    }
    while (fault == null && at < pattern.length() && !isNext(']')) {
      int place = at;
      int character = take();
      if (character == '-' && !isNext(']') && at < pattern.length()) {
        int high = take();
        if (low < 0) {
          refuse(
              place,
              "\"-\"",
              "has nothing to range from",
              "\"-\" first, last, or between two characters");
          return;
        }
        if (high < low) {
          String range = Character.toString(low) + "-" + Character.toString(high);
          refuse(
              place - Character.charCount(low),
              "\"" + range + "\"",
              "runs backwards",
              "the lower character first");
        }
        bounds.set(bounds.size() - 1, high);
        low = -1;
        character = high;
      } else {
        bounds.add(character);
        bounds.add(character);
        low = character;
      }
      if (character == '/' && fault == null) {
        refuse(
            at - 1,
            "\"/\"",
            "stands in brackets, which match one character of a segment",
            "any other character");
      }
    }
    if (fault != null) {
      return;
    }
    if (at == pattern.length()) {
      refuse(
          begin,
          "\"[\"",
          "is never closed",
          "a \"]\" behind it, or \"\\[\" for the bracket itself");
    } else if (bounds.isEmpty()) {
      refuse(begin, isNegated ? "\"[!]\"" : "\"[]\"", "holds no character", "at least one");
    } else {
      take();
      steps.add(new OneOfClass(bounds.stream().mapToInt(Integer::intValue).toArray(), isNegated));
    }
  }

  private void openBraces(int begin) {
    if (braces != NOT_IN_BRACES) {
      refuse(
          begin,
          "\"{\"",
          "stands in the braces of position " + (braces + 1),
          "braces side by side, or \"\\{\" for the brace itself");
      return;
    }
    braces = begin;
    fork = steps.size();
    steps.add(new End()); // a place for the fork
    alternatives.add(steps.size());
  }

  private void endAlternative() {
    ends.add(steps.size());
    steps.add(new End()); // a place for the jump
  }

  private void closeBraces() {
    endAlternative();
    steps.set(fork, new Fork(alternatives.stream().mapToInt(Integer::intValue).toArray()));
    ends.forEach(end -> steps.set(end, new Jump(steps.size())));
    alternatives.clear();
    ends.clear();
    braces = NOT_IN_BRACES;
  }

  private boolean isNext(char character) {
    return at < pattern.length() && pattern.charAt(at) == character;
  }

  private int take() {
    int character = pattern.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private void refuse(int place, String what, String why, String allowed) {
    fault =
        Diagnostic.error(
            "source.glob",
            "",
            what + " at position " + (place + 1) + " of \"" + pattern + "\" " + why,
            allowed);
  }
}
