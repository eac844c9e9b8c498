package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rules by which an ecosystem reads, orders and matches versions.
 *
 * <pre>{@code
 * VersionRange range = VersionScheme.NPM.range("^1.2.3");
 * boolean fits = range.contains(VersionScheme.NPM.parse("1.9.0"));
 * }</pre>
 *
 * <p>Stateless, and safe for several threads. No call needs more than a time in proportion to the
 * length of what it reads.
 */
public enum VersionScheme {
  /**
   * Maven's {@code ComparableVersion} of Maven 4 (W-110 to W-121), with the ranges of its model
   * (W-122 to W-124). Every text is a version. Its order has quirks that are Maven's own: {@code
   * 1-ga1} is equal to {@code 1}, {@code 1-ga} is too, and {@code 1-ga} is less than {@code 1-ga1};
   * see also {@link #sorted}.
   */
  MAVEN("maven", new MavenEcosystem()),
  /**
   * Maven's resolver, which finds versions of dependencies (W-126 to W-130), with its ranges
   * (W-122, W-123, W-125). Every text is a version.
   */
  MAVEN_RESOLVER("maven-resolver", new ResolverEcosystem()),
  /** Semantic versions and ranges as npm reads them (W-131 to W-136). */
  NPM("npm", new NpmEcosystem(false)),
  /**
   * The same in node-semver's loose mode, which npm applies to what was published long ago: {@code
   * =1.2.3}, {@code 01.2.3} and {@code 1.2.3beta} are versions too, and a range loses the parts
   * that are none.
   */
  NPM_LOOSE("npm-loose", new NpmEcosystem(true)),
  /** PEP 440: Python's versions and version specifiers (W-138 to W-147). */
  PYPI("pypi", new PypiEcosystem()),
  /** NuGet: semantic versions of one to four numbers, floating ranges (W-148 to W-153). */
  NUGET("nuget", new NugetEcosystem(false)),
  /** NuGet's strict mode: exactly three numbers without leading zeros (W-148). */
  NUGET_STRICT("nuget-strict", new NugetEcosystem(true)),
  /**
   * A natural order for generic packages, which is Gradle's for dynamic versions (W-155). Every
   * text is a version.
   *
   * <p>Parts end at {@code .}, {@code -}, {@code _}, {@code +} and where digits and other
   * characters meet. Numbers compare by value and are greater than words. {@code dev} is less than
   * other words, {@code rc}, {@code snapshot}, {@code final}, {@code ga}, {@code release} and
   * {@code sp} are greater than them in this order, in any case; the rest compares character by
   * character. If one version has more parts, it is greater if the first of them is a number, and
   * less if that is a word: {@code 1.1-a} &lt; {@code 1.1} &lt; {@code 1.1.0}. Ranges are written
   * with brackets, as Maven's.
   */
  GENERIC("generic", new NaturalEcosystem());

  /** The longest version that is read, in characters; repositories take up to 255. */
  public static final int MAX_VERSION_LENGTH = 256;

  /** The longest range that is read, in characters. */
  public static final int MAX_RANGE_LENGTH = 4_096;

  private final String id;

  /** Stateless. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Ecosystem ecosystem;

  VersionScheme(String id, Ecosystem ecosystem) {
    this.id = id;
    this.ecosystem = ecosystem;
  }

  /**
   * Reads a version.
   *
   * @param text up to {@value #MAX_VERSION_LENGTH} characters
   * @return the version
   * @throws VersionSyntaxException if the text is no version, with the place and what is allowed
   */
  public Version parse(String text) {
    long key = ecosystem.key(text);
    if (key >= 0 && text.length() <= MAX_VERSION_LENGTH) {
      return new Version(this, text, key, PackedKey.isPlain(key) ? 0 : ecosystem.tail(text), null);
    }
    VersionSyntaxException.checkLength(id + " version", text, MAX_VERSION_LENGTH);
    return new Version(this, text, PackedKey.NONE, PackedKey.NONE, ecosystem.parts(text));
  }

  /**
   * Reads a version, if it is one.
   *
   * @param text any text
   * @return the version, or empty where {@link #parse} would throw
   */
  public Optional<Version> tryParse(String text) {
    Objects.requireNonNull(text, "text");
    try {
      return Optional.of(parse(text));
    } catch (VersionSyntaxException notOne) {
      return Optional.empty();
    }
  }

  /**
   * Reads a range: what a dependency asks for, in the ecosystem's own words.
   *
   * @param text up to {@value #MAX_RANGE_LENGTH} characters, such as {@code [1.0,2.0)} or {@code
   *     ~=1.4}
   * @return the range
   * @throws VersionSyntaxException if the text is no range, with the place and what is allowed
   */
  public VersionRange range(String text) {
    VersionSyntaxException.checkLength(id + " range", text, MAX_RANGE_LENGTH);
    return ecosystem.range(this, text);
  }

  /**
   * Compares two versions.
   *
   * @param one a version
   * @param other another one
   * @return negative, zero or positive, in the ecosystem's order
   * @throws VersionSyntaxException if one of them is no version
   */
  public int compare(String one, String other) {
    return parse(one).compareTo(parse(other));
  }

  /**
   * Sorts versions, the least first; of equal ones, the first stays first. Other sorts may throw on
   * versions of {@link #MAVEN}, whose order has circles: {@code 1-rc} &lt; {@code 1} &lt; {@code
   * 1.x.1} &lt; {@code 1-rc}. This one gives some order then.
   *
   * @param versions versions of this scheme
   * @return a new list
   * @throws IllegalArgumentException if a version has another scheme
   */
  public List<Version> sorted(Collection<Version> versions) {
    Version[] sorted = versions.toArray(Version[]::new);
    for (Version version : sorted) {
      if (version.scheme() != this) {
        throw new IllegalArgumentException(
            "cannot sort %s version \"%s\"; allowed: %s versions"
                .formatted(version.scheme(), version, this));
      }
    }
    return List.of(VersionSort.sort(sorted));
  }

  /**
   * The ecosystem's normal form of a version; see {@link Version#normalized()}.
   *
   * @param text a version
   * @return the normal form
   * @throws VersionSyntaxException if the text is no version
   */
  public String normalize(String text) {
    return parse(text).normalized();
  }

  /** The scheme's name, such as {@code npm-loose}. */
  @Override
  public String toString() {
    return id;
  }

  Ecosystem ecosystem() {
    return ecosystem;
  }

  boolean isMaven() {
    return this == MAVEN || this == MAVEN_RESOLVER;
  }
}
