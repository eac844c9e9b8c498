package dev.penstock.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a document in which variables stand for values of the request (A-175), and in which
 * {@code *} and {@code ?} are wild or not. What a variable stands for is never wild.
 */
final class Template {
  private static final String VARIABLE_FORM = "${key}, ${key, 'default'}, ${*}, ${?}, ${$}";
  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9:/_.@=+-]*)(?:,\\s*'([^']*)')?|[*?$]");

  private final String text;
  private final List<Part> parts;
  private final @Nullable Glob fixed; // set if there is no variable

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.fixed =
        parts.stream().anyMatch(part -> part.key() != null)
            ? null
            : glob(AccessRequest.NOTHING).orElseThrow();
  }

  /** A literal, a wild character, or a variable with its default. */
  private record Part(String literal, char wild, @Nullable String key, @Nullable String fallback) {
    private static final char NONE = '\0';

    static Part literal(String text) {
      return new Part(text, NONE, null, null);
    }

    static Part wild(char character) {
      return new Part("", character, null, null);
    }

    static Part variable(String key, @Nullable String fallback) {
      return new Part("", NONE, key, fallback);
    }
  }

  /** Thrown while reading; the message says what is wrong with a variable. */
  static final class MalformedVariableException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedVariableException(String found) {
      super("found \"" + found + "\"; allowed: " + VARIABLE_FORM);
    }
  }

  static Template read(String text, boolean isWild, boolean hasVariables)
      throws MalformedVariableException {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (hasVariables && text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        Matcher variable = VARIABLE.matcher(end < 0 ? "" : text.substring(at + 2, end));
        if (!variable.matches()) {
          throw new MalformedVariableException(
              end < 0 ? text.substring(at) : text.substring(at, end + 1));
        }
        if (variable.group(1) == null) {
          literal.append(variable.group());
        } else {
          flush(literal, parts);
          parts.add(Part.variable(variable.group(1).toLowerCase(Locale.ROOT), variable.group(2)));
        }
        at = end + 1;
      } else if (isWild && (next == '*' || next == '?')) {
        flush(literal, parts);
        parts.add(Part.wild(next));
        at++;
      } else {
        literal.append(next);
        at++;
      }
    }
    flush(literal, parts);
    return new Template(text, parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (literal.length() > 0) {
      parts.add(Part.literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** The text as it stands in the document. */
  String text() {
    return text;
  }

  boolean isFixed() {
    return fixed != null;
  }

  /** The pattern for a request; empty if a variable has no value, or several. */
  Optional<Glob> resolve(AccessRequest request) {
    return fixed == null ? glob(request) : Optional.of(fixed);
  }

  private Optional<Glob> glob(AccessRequest request) {
    Glob.Builder glob = new Glob.Builder();
    for (Part part : parts) {
      if (part.wild() == '*') {
        glob.anyRun();
      } else if (part.wild() == '?') {
        glob.anyOne();
      } else if (part.key() == null) {
        glob.literal(part.literal());
      } else {
        List<String> values = request.values(part.key());
        if (values.size() == 1) {
          glob.literal(values.get(0));
        } else if (part.fallback() != null && values.isEmpty()) {
          glob.literal(part.fallback());
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(glob.build());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template template
        && text.equals(template.text)
        && parts.equals(template.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, parts);
  }

  @Override
  public String toString() {
    return text;
  }
}
