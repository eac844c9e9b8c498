package dev.penstock.artifact.version;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of an npm range.
 *
 * @param operator how it compares
 * @param bound null for anything at all
 */
record NpmComparator(NpmComparator.Operator operator, @Nullable Version bound) {

  static final NpmComparator ANY = new NpmComparator(Operator.EQUAL, null);

  private static final String NOTHING = "<0.0.0-0";

  /** Ways to compare. */
  enum Operator {
    EQUAL(""),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** Of a sign, which may be {@code =} for equality. */
    static Operator of(String sign) {
      return Arrays.stream(values())
          .filter(operator -> operator.sign.equals(sign))
          .findFirst()
          .orElse(EQUAL);
    }
  }

  boolean isNothing() {
    return toString().equals(NOTHING);
  }

  boolean isAny() {
    return bound == null;
  }

  boolean test(Version version) {
    if (bound == null) {
      return true;
    }
    int order = version.compareTo(bound);
    return switch (operator) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  /** Whether it names a pre-release of the same three numbers (W-135). */
  boolean admits(Version prerelease) {
    return bound != null
        && bound.isPrerelease()
        && ((SemVer) bound.parts()).hasNumbersOf((SemVer) prerelease.parts());
  }

  @Override
  public String toString() {
    return bound == null ? "" : operator.sign + bound.normalized();
  }
}
