package dev.penstock.artifact.version;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version, which its ecosystem's rules compare.
 *
 * <pre>{@code
 * Version candidate = VersionScheme.MAVEN.parse("2.0-rc-1");
 * Version release = VersionScheme.MAVEN.parse("2.0");
 * boolean isOlder = candidate.compareTo(release) < 0;
 * }</pre>
 *
 * <p>Equality is the ecosystem's own. It is never equality of texts: {@code 1.0} and {@code 1.0.0}
 * are the same version everywhere but in {@link VersionScheme#GENERIC}, and build metadata of npm
 * and NuGet counts for nothing. It agrees with the order, with these exceptions: Maven orders
 * {@code 1-ga} with {@code 1} and does not call them equal; NuGet does the same with labels such as
 * {@code -01} and {@code -1}. What is looked up by its spelling should be looked up by {@link
 * #toString()}.
 *
 * <p>Immutable, and safe for several threads.
 */
public final class Version implements Comparable<Version> {

  private final VersionScheme scheme;
  private final String text;
  private final long key;

  /** What the key leaves open; 0 if nothing, negative if only the parts can tell. */
  private final long tail;

  /** Made when first needed; whoever sees it sees its final fields, so no lock is needed. */
  private @Nullable Parts parts;

  Version(VersionScheme scheme, String text, long key, long tail, @Nullable Parts parts) {
    this.scheme = scheme;
    this.text = text;
    this.key = key;
    this.tail = tail;
    this.parts = parts;
  }

  /**
   * The rules that it keeps to.
   *
   * @return what parsed it
   */
  public VersionScheme scheme() {
    return scheme;
  }

  /**
   * The ecosystem's normal form, such as {@code 1.0rc1} for PyPI's {@code v1.0-RC.1}. Maven and
   * generic repositories keep versions as written; Maven's form, which its comparison works on, is
   * for people: not each is equal to its version when it is read again.
   *
   * @return a version of the same scheme, but for Maven equal to this one
   */
  public String normalized() {
    return parts().normalized();
  }

  /**
   * Whether the ecosystem calls it a pre-release: with labels for npm and NuGet, with a pre- or
   * development number for PyPI. Maven has snapshots instead, and there it tells those; generic
   * versions are never pre-releases.
   *
   * @return whether it is one
   */
  public boolean isPrerelease() {
    if (scheme.isMaven()) {
      return isSnapshot();
    }
    return key >= 0 ? !PackedKey.isPlain(key) : parts().isPrerelease();
  }

  /**
   * Whether Maven treats it as a snapshot: it ends with {@code SNAPSHOT}, or with a time stamp and
   * a build number (W-024).
   *
   * @return whether it is one; never for other ecosystems
   */
  public boolean isSnapshot() {
    return scheme.isMaven() && MavenSnapshot.isSnapshot(text);
  }

  /**
   * What Maven calls a snapshot's base version, which names its folder: {@code 1.0-SNAPSHOT} for
   * {@code 1.0-20240101.120000-1} (W-024).
   *
   * @return the base version of a snapshot, else the version as written
   */
  public String baseVersion() {
    return scheme.isMaven() ? MavenSnapshot.base(text) : text;
  }

  /**
   * The ecosystem's order.
   *
   * @param other a version of the same scheme
   * @return negative, zero or positive
   * @throws IllegalArgumentException if the other version has another scheme
   */
  @Override
  public int compareTo(Version other) {
    if (scheme != other.scheme) {
      throw new IllegalArgumentException(
          "cannot compare %s version \"%s\" with %s version \"%s\"; allowed: versions of one scheme"
              .formatted(scheme, text, other.scheme, other.text));
    }
    if ((key | other.key) >= 0) {
      if (key != other.key) {
        return key < other.key ? -1 : 1;
      }
      if ((tail | other.tail) >= 0) {
        return Long.compare(tail, other.tail);
      }
    }
    return parts().order(other.parts());
  }

  /**
   * Whether the ecosystem calls both equal.
   *
   * @param other anything
   * @return whether it is an equal version of the same scheme
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Version version
            && scheme == version.scheme
            && parts().equals(version.parts()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, parts());
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  long key() {
    return key;
  }

  Parts parts() {
    Parts known = parts;
    if (known == null) {
      known = scheme.ecosystem().parts(text);
      parts = known;
    }
    return known;
  }
}
