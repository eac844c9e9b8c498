package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Version specifiers, which must all match.
 *
 * @param includesPrereleases whether pre-releases are candidates like all others
 */
record PypiRange(VersionScheme scheme, List<PypiSpecifier> specifiers, boolean includesPrereleases)
    implements VersionRange {

  PypiRange {
    specifiers = List.copyOf(specifiers);
  }

  @Override
  public boolean contains(Version version) {
    Candidates.check(this, version);
    for (PypiSpecifier specifier : specifiers) {
      if (!specifier.matches(version)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Version> accepted(Collection<Version> candidates) {
    List<Version> matching = Candidates.all(candidates, this::contains);
    if (takesPrereleases()) {
      return matching;
    }
    List<Version> finals = matching.stream().filter(version -> !version.isPrerelease()).toList();
    return finals.isEmpty() ? matching : finals;
  }

  private boolean takesPrereleases() {
    return includesPrereleases || specifiers.stream().anyMatch(PypiSpecifier::namesPrerelease);
  }

  @Override
  public Optional<Version> best(Collection<Version> candidates) {
    Optional<Version> highest =
        takesPrereleases()
            ? Optional.empty()
            : Candidates.highest(candidates, version -> isFinal(version) && contains(version));
    return highest.isPresent() ? highest : Candidates.highest(candidates, this::contains);
  }

  private boolean isFinal(Version version) {
    Candidates.check(this, version);
    return !version.isPrerelease();
  }

  @Override
  public VersionRange includingPrereleases() {
    return new PypiRange(scheme, specifiers, true);
  }

  @Override
  public Optional<Version> recommended() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return specifiers.stream().map(PypiSpecifier::toString).collect(Collectors.joining(","));
  }
}
