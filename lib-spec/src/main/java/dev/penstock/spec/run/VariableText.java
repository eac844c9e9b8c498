package dev.penstock.spec.run;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in which {@code $NAME} and <code>${NAME}</code> stand for values. */
final class VariableText {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  private VariableText() {}

  static Set<String> namesIn(Collection<String> texts) {
    Set<String> names = new LinkedHashSet<>();
    for (String text : texts) {
      VARIABLE.matcher(text).results().map(VariableText::name).forEach(names::add);
    }
    return names;
  }

  /** The text with the values put in; nothing for a variable that is not set. */
  static String expand(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(name(match), "")));
  }

  private static String name(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }
}
