package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableMap;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands for a value until a release tool replaces it. */
final class Placeholders {

  /** Functions of templates, by their short form. */
  static final ImmutableMap<String, String> SHORT_FORMS =
      ImmutableMap.of(
          "!Ref", "Ref",
          "!Sub", "Fn::Sub",
          "!GetAtt", "Fn::GetAtt",
          "!ImportValue", "Fn::ImportValue");

  private static final Pattern NAMED =
      Pattern.compile("<[A-Za-z0-9_.-]+>|\\$[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern FUNCTION =
      Pattern.compile("!(Ref|Sub|GetAtt|ImportValue) (.+)", Pattern.DOTALL);

  private Placeholders() {}

  static boolean isPlaceholder(String text) {
    return NAMED.matcher(text).matches()
        || holds(text, "${", "}")
        || holds(text, "{{", "}}")
        || FUNCTION.matcher(text).matches();
  }

  /** Whether something stands between two marks. */
  private static boolean holds(String text, String open, String close) {
    int start = text.indexOf(open);
    return start >= 0 && text.indexOf(close, start + open.length() + 1) >= 0;
  }

  /** A text, or a template's function in its short form; empty if it is neither. */
  static Optional<String> text(Node node) {
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar.text());
    }
    if (node instanceof Mapping mapping && mapping.entries().size() == 1) {
      Mapping.Entry entry = mapping.entries().iterator().next();
      if (entry.value() instanceof Scalar argument && !argument.text().isEmpty()) {
        return SHORT_FORMS.entrySet().stream()
            .filter(form -> form.getValue().equals(entry.name()))
            .map(form -> form.getKey() + " " + argument.text())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** The function's full name, if a text is one in its short form. */
  static Optional<String> function(String text) {
    java.util.regex.Matcher function = FUNCTION.matcher(text);
    return function.matches()
        ? Optional.ofNullable(SHORT_FORMS.get("!" + function.group(1)))
        : Optional.empty();
  }

  /** The argument of a function in its short form. */
  static String argument(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }
}
