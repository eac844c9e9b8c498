package dev.penstock.spec.deploy;

import dev.penstock.diagnostic.Fix;
import dev.penstock.spec.tree.Scalar;
import java.util.Optional;

/** Reads a permission's {@code mode} as the agent does, and tells of the traps (D-065, D-066). */
final class ModeReader {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 4;
  private static final String ALLOWED = "1 to 4 digits of 0-7";

  private final Level entry;

  ModeReader(Level entry) {
    this.entry = entry;
  }

  Optional<String> read() {
    return entry.scalar("mode").flatMap(this::mode);
  }

  private Optional<String> mode(Scalar scalar) {
    String written = scalar.text();
    String taken = AgentValue.of(scalar).text();
    String mode = "0".repeat(Math.max(0, SHORTEST - taken.length())) + taken;
    boolean isValid = mode.length() <= LONGEST && mode.chars().allMatch(c -> c >= '0' && c <= '7');
    if (!isValid) {
      report(DeployRule.MODE, scalar, refusal(written, taken, mode));
      return Optional.empty();
    }
    if (!written.equals(taken)) {
      report(
          DeployRule.OCTAL_MODE,
          scalar,
          "mode " + written + " is read as the number " + taken + ", which sets " + mode);
    }
    return Optional.of(mode);
  }

  private static String refusal(String written, String taken, String mode) {
    if (!written.equals(taken)) {
      return "mode " + written + " is read as the number " + taken;
    }
    return mode.length() > LONGEST
        ? "mode \"" + written + "\" has more than " + LONGEST + " digits"
        : "mode \"" + written + "\" has a character that is no octal digit";
  }

  private void report(DeployRule rule, Scalar scalar, String found) {
    entry.notes().report(rule, scalar, entry.at("mode"), found, ALLOWED, hint(scalar), fix(scalar));
  }

  /** The digits of an octal number; empty if it is none. */
  private static String digits(Scalar scalar) {
    String digits = scalar.text().replaceFirst("^0o?", "");
    return scalar.isPlain() && digits.matches("[1-7][0-7]{2,3}") ? digits : "";
  }

  private static String hint(Scalar scalar) {
    String digits = digits(scalar);
    return digits.isEmpty() ? "" : "write " + digits;
  }

  private static Optional<Fix> fix(Scalar scalar) {
    String digits = digits(scalar);
    return digits.isEmpty() ? Optional.empty() : scalar.replacedBy(digits);
  }
}
