package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of strategies and back: each name says all that its strategy consists of. */
final class StrategyNames {

  /** What a strategy's name ends in if it moves a single unit, whatever its minimum. */
  static final String OR_SINGLE_TARGET = "OrSingleTarget";

  private static final String ALLOWED =
      "AllAtOnce, HalfAtATime, OneAtATime, HostCount6, FleetPercent75, Canary10Percent5Minutes,"
          + " Linear12.5PercentEvery90Seconds, Stepped1Percent30MinutesThen25Percent10Minutes and"
          + " the like, and the predefined names that start with "
          + PredefinedConfigurations.PREFIX;

  private static final int LONGEST_NAME = 8_192;
  private static final String SHARE = "(\\d{1,3}(?:\\.\\d{1,2})?)Percent";
  private static final String TIME = "(\\d{1,9}(?:Minute|Second)s?|PT[0-9HMS.]{1,40})";
  private static final Pattern MINIMUM = Pattern.compile("(HostCount|FleetPercent)(\\d{1,10})");
  private static final Pattern CANARY = Pattern.compile("Canary" + SHARE + TIME);
  private static final Pattern LINEAR = Pattern.compile("Linear" + SHARE + "Every" + TIME);
  private static final Pattern STEPPED =
      Pattern.compile("Stepped" + SHARE + TIME + "((?:Then" + SHARE + TIME + ")*+)");
  private static final Pattern THEN = Pattern.compile("Then" + SHARE + TIME);

  private StrategyNames() {}

  static DeploymentStrategy parse(String name) {
    if (name.startsWith(PredefinedConfigurations.PREFIX)) {
      return PredefinedConfigurations.get(name);
    }
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "strategy: a name of "
              + name.length()
              + " characters is out of range; allowed: at most "
              + LONGEST_NAME);
    }
    if (name.endsWith(OR_SINGLE_TARGET)) {
      return orSingleTarget(name);
    }
    return switch (name) {
      case "AllAtOnce" -> new AllAtOnce();
      case "HalfAtATime" -> new HalfAtATime();
      case "OneAtATime" -> new OneAtATime();
      default -> withNumbers(name);
    };
  }

  /** A time as the service's configuration names spell it: {@code 5Minutes}, {@code 1Minute}. */
  static String words(Duration interval) {
    if (interval.toNanosPart() != 0) {
      return interval.toString();
    }
    long seconds = interval.toSeconds();
    if (seconds % 60 != 0) {
      return seconds + (seconds == 1 ? "Second" : "Seconds");
    }
    return seconds / 60 + (seconds == 60 ? "Minute" : "Minutes");
  }

  private static DeploymentStrategy orSingleTarget(String name) {
    DeploymentStrategy plain = parse(name.substring(0, name.length() - OR_SINGLE_TARGET.length()));
    if (plain instanceof HalfAtATime half && !half.singleTargetAllowed()) {
      return half.allowingSingleTarget();
    }
    if (plain instanceof MinimumHealthyHosts minimum && !minimum.singleTargetAllowed()) {
      return minimum.allowingSingleTarget();
    }
    throw unknown(name);
  }

  private static DeploymentStrategy withNumbers(String name) {
    Matcher minimum = MINIMUM.matcher(name);
    if (minimum.matches()) {
      long value = Long.parseLong(minimum.group(2));
      if (value > Integer.MAX_VALUE) {
        throw unknown(name);
      }
      return minimum.group(1).equals("HostCount")
          ? MinimumHealthyHosts.count((int) value)
          : MinimumHealthyHosts.percent((int) value);
    }
    Matcher canary = CANARY.matcher(name);
    if (canary.matches()) {
      return Canary.of(share(canary), time(canary, name));
    }
    Matcher linear = LINEAR.matcher(name);
    if (linear.matches()) {
      return Linear.of(share(linear), time(linear, name));
    }
    Matcher stepped = STEPPED.matcher(name);
    if (stepped.matches()) {
      Stepped steps = Stepped.of(share(stepped), time(stepped, name));
      Matcher then = THEN.matcher(stepped.group(3));
      while (then.find()) {
        steps = steps.then(share(then), time(then, name));
      }
      return steps;
    }
    throw unknown(name);
  }

  private static Weight share(Matcher matcher) {
    return Weight.ofPercent(Double.parseDouble(matcher.group(1)));
  }

  private static Duration time(Matcher matcher, String name) {
    String text = matcher.group(2);
    if (text.startsWith("PT")) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException malformed) {
        throw unknown(name);
      }
    }
    int digits = 0;
    while (Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long number = Long.parseLong(text.substring(0, digits));
    return text.startsWith("M", digits) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "strategy: \"" + name + "\" is not known; allowed: " + ALLOWED);
  }
}
