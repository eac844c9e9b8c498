package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The versions that a dependency accepts.
 *
 * <pre>{@code
 * List<Version> published = Stream.of("1.2.0", "1.3.1", "2.0.0").map(VersionScheme.NPM::parse).toList();
 * Optional<Version> newest = VersionScheme.NPM.range("~1.2 || ^1.3").best(published); // 1.3.1
 * }</pre>
 *
 * <p>Made by {@link VersionScheme#range}. Immutable, and safe for several threads. Versions that it
 * is asked about must have its own scheme; others are refused by {@link IllegalArgumentException}.
 */
public sealed interface VersionRange permits IntervalRange, NpmRange, NugetRange, PypiRange {

  /**
   * The rules that it keeps to.
   *
   * @return what parsed it
   */
  VersionScheme scheme();

  /**
   * Whether a version lies within. That alone does not make it a candidate for PyPI and NuGet,
   * which avoid pre-releases when they choose: see {@link #accepted} and {@link #best}.
   *
   * @param version a version of the same scheme
   * @return whether it satisfies the range
   */
  boolean contains(Version version);

  /**
   * What of some versions may be chosen: those within, and for PyPI and NuGet pre-releases only as
   * their policies allow (W-146, W-152).
   *
   * @param candidates versions of the same scheme
   * @return some of them, in their order
   */
  List<Version> accepted(Collection<Version> candidates);

  /**
   * What the ecosystem's own client chooses: NuGet the lowest version, or what its float prefers;
   * the others the highest. The candidates are looked at once, and not sorted; of equal ones the
   * first is taken.
   *
   * @param candidates versions of the same scheme, in any order
   * @return one of them, or empty if none is accepted
   */
  Optional<Version> best(Collection<Version> candidates);

  /**
   * The same range, with pre-releases as candidates like all others: node-semver's {@code
   * includePrerelease}, pip's {@code --pre}. Maven and generic ranges are as they were; so are
   * NuGet's, which ask for pre-releases by their own text.
   *
   * @return a range
   */
  VersionRange includingPrereleases();

  /**
   * The version that a Maven model asks for without insisting: that of a range without brackets
   * (W-122).
   *
   * @return the version, or empty for ranges with brackets and other ecosystems
   */
  Optional<Version> recommended();

  /** The range in its ecosystem's notation, which gives an equal range when read again. */
  @Override
  String toString();
}
