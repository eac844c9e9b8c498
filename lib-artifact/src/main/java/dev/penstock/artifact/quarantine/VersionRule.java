package dev.penstock.artifact.quarantine;

import dev.penstock.artifact.License;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageGlob;
import dev.penstock.artifact.VersionFilter.Subject;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.source.Glob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One rule of a filter. Pure. */
sealed interface VersionRule {

  VersionVerdict judge(Subject subject);

  /** Whether it is about names alone, and so asked about exempt and reviewed versions too. */
  default boolean isAbsolute() {
    return false;
  }

  private static PackageCoordinates packageOf(Subject subject) {
    return subject.version().coordinates().of();
  }

  /** Certain versions are blocked. */
  record Deny(PackageGlob packages, Glob versions, String reason) implements VersionRule {

    @Override
    public VersionVerdict judge(Subject subject) {
      return packages.matches(packageOf(subject))
              && versions.matches(subject.version().coordinates().version())
          ? VersionVerdict.block("denied: " + reason)
          : VersionVerdict.ALLOW;
    }

    @Override
    public boolean isAbsolute() {
      return true;
    }
  }

  /** Packages that match none of the patterns are blocked. */
  record AllowOnly(List<PackageGlob> packages) implements VersionRule {

    @Override
    public VersionVerdict judge(Subject subject) {
      return packages.stream().anyMatch(glob -> glob.matches(packageOf(subject)))
          ? VersionVerdict.ALLOW
          : VersionVerdict.block("not among the packages that are allowed");
    }
  }

  /** Versions that are too young. */
  record MinimumAge(Duration age, Decision decision, Set<Origin.Type> origins)
      implements VersionRule {

    @Override
    public VersionVerdict judge(Subject subject) {
      if (!origins.contains(subject.version().origin().type())) {
        return VersionVerdict.ALLOW;
      }
      Instant published = subject.version().publishedTime().orElse(null);
      if (published == null) {
        return new VersionVerdict(decision, "when it was published is not known");
      }
      boolean isBeyondTime = published.isAfter(Instant.MAX.minus(age)); // as a source may claim
      Instant from = isBeyondTime ? Instant.MAX : published.plus(age);
      return subject.now().isBefore(from)
          ? new VersionVerdict(
              decision, "published " + published + ", allowed from " + from + " on")
          : VersionVerdict.ALLOW;
    }
  }

  /** Versions that have not been reviewed. */
  record ReviewFirst(PackageGlob packages) implements VersionRule {

    @Override
    public VersionVerdict judge(Subject subject) {
      return packages.matches(packageOf(subject)) && subject.review().isEmpty()
          ? VersionVerdict.block("no review has released it yet")
          : VersionVerdict.ALLOW;
    }
  }

  /** Versions by the licences that they name; names in lower case. */
  record Licenses(Set<String> allowed, List<Glob> denied, Decision unknown) implements VersionRule {

    @Override
    public VersionVerdict judge(Subject subject) {
      if (!subject.isDescribed()) {
        return VersionVerdict.ALLOW;
      }
      List<License> told = subject.version().metadata().licenses();
      boolean areNamed = !told.isEmpty();
      Set<String> refused = new TreeSet<>();
      for (License license : told) {
        String name = license.name().toLowerCase(Locale.ROOT);
        boolean isDenied = denied.stream().anyMatch(glob -> glob.matches(name));
        if (isDenied || (!allowed.isEmpty() && !allowed.contains(name))) {
          refused.add(name.isBlank() ? license.url() : license.name());
        }
        areNamed &= !name.isBlank();
      }
      if (!refused.isEmpty()) {
        return VersionVerdict.block("licences that are not allowed: " + String.join(", ", refused));
      }
      return areNamed || unknown == Decision.ALLOW
          ? VersionVerdict.ALLOW
          : new VersionVerdict(
              unknown,
              told.isEmpty() ? "it names no licence" : "it tells of a licence only where it is");
    }
  }
}
