package dev.penstock.artifact.version;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of PEP 440 (W-138 to W-140). Numbers are digits without leading zeros.
 *
 * @param epoch mostly 0
 * @param release at least one number
 * @param preLetter {@code a}, {@code b} or {@code rc}; null if it is no pre-release
 * @param pre the pre-release's number
 * @param post the post-release's number, or null
 * @param dev the development release's number, or null
 * @param local numbers and words in lower case, or empty
 */
record Pep440(
    String epoch,
    List<String> release,
    @Nullable String preLetter,
    String pre,
    @Nullable String post,
    @Nullable String dev,
    List<String> local)
    implements Parts {

  private static final List<String> LETTERS = List.of("a", "b", "rc");

  Pep440 {
    release = List.copyOf(release);
    local = List.copyOf(local);
  }

  @Override
  public int order(Parts other) {
    Pep440 version = (Pep440) other;
    int order = orderOfPublic(version);
    return order == 0 ? orderOfLocal(version.local) : order;
  }

  /** The order without local parts. */
  int orderOfPublic(Pep440 other) {
    int order = Digits.compare(epoch, other.epoch);
    if (order == 0) {
      order = orderOfRelease(other.release);
    }
    if (order == 0) {
      order = Integer.compare(rank(), other.rank());
    }
    if (order == 0) {
      order = Digits.compare(pre, other.pre);
    }
    if (order == 0) {
      order = orderOf(post, other.post, -1);
    }
    return order == 0 ? orderOf(dev, other.dev, 1) : order;
  }

  private int orderOfRelease(List<String> others) {
    int longer = Math.max(release.size(), others.size());
    for (int i = 0; i < longer; i++) {
      int order = Digits.compare(part(release, i), part(others, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static String part(List<String> release, int index) {
    return index < release.size() ? release.get(index) : Digits.ZERO;
  }

  /** The letter's place: alone with a development number, it precedes all, and none follows all. */
  private int rank() {
    if (preLetter == null) {
      return post == null && dev != null ? -1 : LETTERS.size();
    }
    return LETTERS.indexOf(preLetter);
  }

  /** Compares two numbers that may be missing; says on which side a missing one is. */
  private static int orderOf(@Nullable String one, @Nullable String other, int ofMissing) {
    if (one == null) {
      return other == null ? 0 : ofMissing;
    }
    return other == null ? -ofMissing : Digits.compare(one, other);
  }

  private int orderOfLocal(List<String> others) {
    int shorter = Math.min(local.size(), others.size());
    for (int i = 0; i < shorter; i++) {
      boolean isNumber = Digits.are(local.get(i));
      int order = Boolean.compare(isNumber, Digits.are(others.get(i)));
      if (order == 0) {
        order =
            isNumber
                ? Digits.compare(local.get(i), others.get(i))
                : local.get(i).compareTo(others.get(i));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(local.size(), others.size());
  }

  boolean hasLocal() {
    return !local.isEmpty();
  }

  boolean isPostrelease() {
    return post != null;
  }

  @Override
  public boolean isPrerelease() {
    return preLetter != null || dev != null;
  }

  /** The version that this is a post-release of. */
  Pep440 postBase() {
    return new Pep440(epoch, release, preLetter, pre, null, null, List.of());
  }

  /** The first pre-release of this version. */
  Pep440 earliest() {
    return new Pep440(epoch, release, preLetter, pre, post, Digits.ZERO, List.of());
  }

  /** Whether its release starts with these numbers, after zeros where it is shorter. */
  boolean hasPrefix(String prefixEpoch, List<String> prefix) {
    if (!epoch.equals(prefixEpoch)) {
      return false;
    }
    for (int i = 0; i < prefix.size(); i++) {
      if (!part(release, i).equals(prefix.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String normalized() {
    StringBuilder text = new StringBuilder();
    if (!Digits.isZero(epoch)) {
      text.append(epoch).append('!');
    }
    text.append(String.join(".", release));
    if (preLetter != null) {
      text.append(preLetter).append(pre);
    }
    if (post != null) {
      text.append(".post").append(post);
    }
    if (dev != null) {
      text.append(".dev").append(dev);
    }
    if (hasLocal()) {
      text.append('+').append(String.join(".", local));
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pep440 version && order(version) == 0;
  }

  @Override
  public int hashCode() {
    int length = release.size();
    while (length > 0 && Digits.isZero(release.get(length - 1))) {
      length--;
    }
    return Objects.hash(epoch, release.subList(0, length), preLetter, pre, post, dev, local);
  }
}
