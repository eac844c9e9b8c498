package dev.penstock.spec.deploy;

import com.google.common.base.Splitter;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar means to the service's agent, whose YAML is of version 1.1 and has habits of its
 * own (D-012).
 *
 * @param kind what it is
 * @param text what it becomes when a text is needed
 * @param whole what it becomes when a whole number is needed; digits in front of a text count
 */
record AgentValue(Kind kind, String text, BigInteger whole) {

  private static final int LONGEST_NUMBER = 64;
  private static final Pattern TRUE = Pattern.compile("(?i)yes|true|on");
  private static final Pattern FALSE = Pattern.compile("(?i)no|false|off");
  private static final Pattern DATE =
      Pattern.compile(
          "-?\\d{4}-\\d{1,2}-\\d{1,2}((?:[Tt]|\\s+)\\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d*)?"
              + "(?:\\s*(?:Z|[-+]\\d{1,2}:?(\\d\\d)?))?)?");
  private static final Pattern CLOCK = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?([0-9][0-9_,]*)?\\.[0-9]*([eE][-+][0-9]+)?");
  private static final Pattern LONE_POINT = Pattern.compile("[-+]?\\.([eE].*)?");
  private static final Pattern INFINITE = Pattern.compile("(?i)[-+]?\\.inf|\\.nan");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_,]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_,]+");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9]([0-9]|,[0-9]|_[0-9])*)");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_,]+");
  private static final Pattern SEPARATOR = Pattern.compile("[_,]");
  private static final Pattern LEADING_DIGITS =
      Pattern.compile("\\s*([-+]?[0-9](_?[0-9])*).*", Pattern.DOTALL);

  enum Kind {
    /** No value, {@code ~} or {@code null}. */
    NOTHING,
    /** One of {@code yes, true, on}. */
    TRUE,
    /** One of {@code no, false, off}. */
    FALSE,
    /** A whole number, in whichever notation. */
    INTEGER,
    /** A number with a point. */
    FLOAT,
    /** A date, with or without a time, which newer agents refuse. */
    DATE,
    /** Everything else, and whatever has quotes. */
    TEXT
  }

  static AgentValue of(Scalar scalar) {
    if (scalar.isNull()) {
      return new AgentValue(Kind.NOTHING, "", BigInteger.ZERO);
    }
    String text = scalar.text();
    return scalar.isPlain() && text.length() <= LONGEST_NUMBER ? plain(text) : text(text);
  }

  /** Whether a value switches something off: absent, null, or one of the words for no. */
  static boolean isOff(@Nullable Node node) {
    return node == null
        || node.isNull()
        || (node instanceof Scalar scalar && of(scalar).kind == Kind.FALSE);
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.FLOAT;
  }

  /** Whether it equals the number 0.0, however it is written (D-005). */
  boolean isZero() {
    return isNumber() && new BigDecimal(text).signum() == 0;
  }

  private static AgentValue plain(String text) {
    if (TRUE.matcher(text).matches()) {
      return new AgentValue(Kind.TRUE, "true", BigInteger.ZERO);
    }
    if (FALSE.matcher(text).matches()) {
      return new AgentValue(Kind.FALSE, "false", BigInteger.ZERO);
    }
    if (DATE.matcher(text).matches()) {
      return new AgentValue(Kind.DATE, text, text(text).whole);
    }
    if (CLOCK.matcher(text).matches()) {
      return integer(clock(text));
    }
    if (FLOAT.matcher(text).matches() && !LONE_POINT.matcher(text).matches()) {
      return floating(Double.parseDouble(SEPARATOR.matcher(text).replaceAll("")));
    }
    if (INFINITE.matcher(text).matches()) {
      return new AgentValue(Kind.TEXT, text, BigInteger.ZERO);
    }
    BigInteger number = notation(text);
    return number == null ? text(text) : integer(number);
  }

  private static @Nullable BigInteger notation(String text) {
    String digits = SEPARATOR.matcher(text).replaceAll("");
    if (BINARY.matcher(text).matches()) {
      return based(digits.replaceFirst("0b", ""), 2);
    }
    if (OCTAL.matcher(text).matches()) {
      return based(digits, 8);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return based(digits.replaceFirst("0x", ""), 16);
    }
    return DECIMAL.matcher(text).matches() ? based(digits, 10) : null;
  }

  private static @Nullable BigInteger based(String digits, int base) {
    boolean hasDigit = digits.chars().anyMatch(c -> Character.digit(c, base) >= 0);
    return hasDigit ? new BigInteger(digits, base) : null;
  }

  /** Two groups count hours and minutes, three also seconds. */
  private static BigInteger clock(String text) {
    BigInteger seconds = BigInteger.ZERO;
    long unit = 3600;
    for (String group : Splitter.on(':').split(text.replace("_", ""))) {
      seconds = seconds.add(new BigInteger(group).multiply(BigInteger.valueOf(unit)));
      unit /= 60;
    }
    return seconds;
  }

  private static AgentValue integer(BigInteger number) {
    return new AgentValue(Kind.INTEGER, number.toString(), number);
  }

  private static AgentValue floating(double number) {
    return Double.isInfinite(number)
        ? new AgentValue(
            Kind.TEXT, Double.toString(number).toLowerCase(Locale.ROOT), BigInteger.ZERO)
        : new AgentValue(
            Kind.FLOAT, Double.toString(number), new BigDecimal(number).toBigInteger());
  }

  private static AgentValue text(String text) {
    java.util.regex.Matcher digits =
        LEADING_DIGITS.matcher(text.substring(0, Math.min(text.length(), LONGEST_NUMBER)));
    BigInteger whole =
        digits.matches() ? new BigInteger(digits.group(1).replace("_", "")) : BigInteger.ZERO;
    return new AgentValue(Kind.TEXT, text, whole);
  }
}
