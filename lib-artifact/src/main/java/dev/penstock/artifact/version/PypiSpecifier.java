package dev.penstock.artifact.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a version specifier (W-142 to W-145).
 *
 * @param operator how it compares
 * @param written the version as it was written
 * @param version what it means; null for a text that is only compared as such
 * @param isPrefix whether it ends with {@code .*}
 */
record PypiSpecifier(
    Operator operator, String written, @Nullable Pep440 version, boolean isPrefix) {

  /** Operators, the longer ones before those that they start with. */
  enum Operator {
    ARBITRARY("==="),
    COMPATIBLE("~="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    GREATER(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static @Nullable Operator of(String text, int from) {
      return Arrays.stream(values())
          .filter(operator -> text.startsWith(operator.sign, from))
          .findFirst()
          .orElse(null);
    }

    String sign() {
      return sign;
    }

    boolean isEquality() {
      return this == EQUAL || this == NOT_EQUAL;
    }
  }

  /** Whether it names a pre-release, so that others are candidates too (W-146). */
  boolean namesPrerelease() {
    return operator != Operator.NOT_EQUAL && version != null && version.isPrerelease();
  }

  boolean matches(Version candidate) {
    if (operator == Operator.ARBITRARY || version == null) {
      return lower(candidate.toString()).equals(lower(written));
    }
    Pep440 found = (Pep440) candidate.parts();
    return switch (operator) {
      case COMPATIBLE -> found.orderOfPublic(version) >= 0 && hasPrefix(found, version, 1);
      case EQUAL -> isEqual(found, version);
      case NOT_EQUAL -> !isEqual(found, version);
      case AT_MOST -> found.orderOfPublic(version) <= 0;
      case AT_LEAST -> found.orderOfPublic(version) >= 0;
      case LESS -> found.order(version) < 0 && !isPrereleaseOf(found, version);
      case GREATER ->
          found.order(version) > 0
              && !isPostreleaseOf(found, version)
              && !(found.hasLocal() && found.orderOfPublic(version) == 0);
      case ARBITRARY -> false;
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean hasPrefix(Pep440 found, Pep440 version, int dropped) {
    List<String> release = version.release();
    return found.hasPrefix(version.epoch(), release.subList(0, release.size() - dropped));
  }

  private boolean isEqual(Pep440 found, Pep440 wanted) {
    if (isPrefix) {
      return hasPrefix(found, wanted, 0);
    }
    return wanted.hasLocal() ? found.order(wanted) == 0 : found.orderOfPublic(wanted) == 0;
  }

  private static boolean isPrereleaseOf(Pep440 found, Pep440 version) {
    return !version.isPrerelease() && found.isPrerelease() && found.order(version.earliest()) >= 0;
  }

  private static boolean isPostreleaseOf(Pep440 found, Pep440 version) {
    return !version.isPostrelease()
        && found.isPostrelease()
        && found.postBase().order(version) == 0;
  }

  @Override
  public String toString() {
    return operator.sign() + written;
  }
}
