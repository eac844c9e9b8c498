package dev.penstock.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@link RuleType#VARIABLE_CHECK}: compares a variable with a value (P-1226, P-1227).
 *
 * <p>Its configuration has the keys {@code Variable}, {@code Value} and {@code Operator}: {@code
 * EQ} and {@code NE} for equal and not, {@code CONTAINS} for a part, {@code MATCHES} for a regular
 * expression in the syntax of {@link Pattern} that matches the whole. Pure. An expression that goes
 * over a text again and again is given up after ten million looks at its characters: the text may
 * be a stranger's, such as a commit message, and nobody's pipeline waits for it.
 */
public final class VariableCheck {
  static final String VARIABLE = "Variable";
  static final String VALUE = "Value";
  static final String OPERATOR = "Operator";
  private static final int LONGEST_SHOWN = 1_000;
  static final List<String> KEYS = List.of(VARIABLE, VALUE, OPERATOR);

  private VariableCheck() {}

  /** How two texts are compared. */
  enum Operator {
    EQ,
    NE,
    CONTAINS,
    MATCHES;

    static Optional<Operator> of(String name) {
      return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    static List<String> names() {
      return Arrays.stream(values()).map(Enum::name).toList();
    }
  }

  /**
   * Compares.
   *
   * @param configuration the rule's configuration with all references resolved
   * @return whether the comparison holds; errored if the configuration is incomplete or wrong
   */
  public static RuleResult evaluate(Map<String, String> configuration) {
    String variable = configuration.get(VARIABLE);
    String value = configuration.get(VALUE);
    String name = configuration.get(OPERATOR);
    if (variable == null || value == null || name == null) {
      return RuleResult.errored("needs " + KEYS + ", has " + configuration.keySet());
    }
    Operator operator = Operator.of(name).orElse(null);
    if (operator == null) {
      return RuleResult.errored(
          "\"" + name + "\" is no operator; allowed: " + String.join(", ", Operator.names()));
    }
    String fault = operator == Operator.MATCHES ? faultOf(value) : null;
    if (fault != null) {
      return RuleResult.errored(fault);
    }
    String compared = shown(variable) + " " + operator + " " + shown(value);
    try {
      return holds(operator, variable, value)
          ? RuleResult.succeeded(compared)
          : RuleResult.failed(compared + " does not hold");
    } catch (StackOverflowError e) { // some expressions recurse over long texts
      return RuleResult.errored("the expression " + shown(value) + " is too deep for this text");
    } catch (LimitedText.TooManyLooksException e) {
      return RuleResult.errored(
          "the expression "
              + shown(value)
              + " goes over this text of "
              + variable.length()
              + " characters again and again; allowed: "
              + LimitedText.MOST_LOOKS
              + " looks at them");
    }
  }

  /** A text in quotes; of a long one its beginning, because what is said of it is kept for good. */
  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN
        ? "\"" + text + "\""
        : "\"" + text.substring(0, LONGEST_SHOWN) + "…\"";
  }

  /** What is wrong with a regular expression; null if nothing is. */
  static @Nullable String faultOf(String expression) {
    try {
      Pattern.compile(expression);
      return null;
    } catch (PatternSyntaxException e) {
      return shown(expression) + " is no regular expression: " + e.getDescription();
    }
  }

  private static boolean holds(Operator operator, String variable, String value) {
    return switch (operator) {
      case EQ -> variable.equals(value);
      case NE -> !variable.equals(value);
      case CONTAINS -> variable.contains(value);
      case MATCHES -> Pattern.compile(value).matcher(new LimitedText(variable)).matches();
    };
  }
}
