package dev.penstock.artifact.quarantine;

import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageGlob;
import dev.penstock.artifact.VersionFilter;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.source.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A filter made of rules. The strictest verdict of all rules holds, with the reasons of all rules
 * that are as strict.
 *
 * <pre>{@code
 * VersionFilter firewall = VersionRules.builder()
 *     .deny("npm//event-stream", "3.3.6", "steals wallets")
 *     .minimumAge(Duration.ofDays(7), Decision.HIDE, Origin.Type.EXTERNAL)
 *     .licenses(Set.of("Apache-2.0", "MIT"), List.of(), Decision.HIDE)
 *     .exempt("maven/com.acme/*")
 *     .build();
 * Domain domain = Domain.builder("acme", catalogue, content, clock).filter(firewall).build();
 * }</pre>
 *
 * <p>Versions that {@link Builder#exempt} names, and those that a review has released as they are,
 * are asked about by {@link Builder#deny} only. Patterns of packages are {@link PackageGlob}s.
 * Immutable and safe for several threads.
 */
public final class VersionRules implements VersionFilter {
  private final List<VersionRule> rules;
  private final List<PackageGlob> exempt;

  private VersionRules(Builder builder) {
    this.rules = List.copyOf(builder.rules);
    this.exempt = List.copyOf(builder.exempt);
  }

  /**
   * Begins a filter.
   *
   * @return a builder without rules, which would allow everything
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public VersionVerdict judge(Subject subject) {
    PackageCoordinates coordinates = subject.version().coordinates().of();
    boolean isExempt =
        subject.review().isPresent() || exempt.stream().anyMatch(glob -> glob.matches(coordinates));
    VersionVerdict verdict = VersionVerdict.ALLOW;
    for (VersionRule rule : rules) {
      if (!isExempt || rule.isAbsolute()) {
        verdict = verdict.and(rule.judge(subject));
      }
    }
    return verdict;
  }

  /** Gathers rules. For one thread. */
  public static final class Builder {
    private static final int MOST = 10_000;
    private static final int LONGEST_REASON = 1_000;

    private final List<Diagnostic> faults = new ArrayList<>();
    private final List<VersionRule> rules = new ArrayList<>();
    private final List<PackageGlob> exempt = new ArrayList<>();

    private Builder() {}

    /**
     * Blocks certain versions.
     *
     * @param packages a pattern of packages, such as {@code npm//event-stream}
     * @param versions a pattern of versions, such as {@code 3.3.6} or {@code *}
     * @param reason why, for people; up to 1,000 characters
     * @return this builder
     */
    public Builder deny(String packages, String versions, String reason) {
      if (reason.length() > LONGEST_REASON) {
        fault("reason", reason.length() + " characters", "up to " + LONGEST_REASON);
      }
      packages("packages", List.of(packages))
          .forEach(
              glob ->
                  globs("versions", List.of(versions))
                      .forEach(version -> rules.add(new VersionRule.Deny(glob, version, reason))));
      return this;
    }

    /**
     * Blocks packages that match none of these patterns.
     *
     * @param packages patterns of packages, 1 or more
     * @return this builder
     */
    public Builder allowOnly(String... packages) {
      if (packages.length == 0) {
        fault("packages", "no pattern", "1 or more");
      }
      rules.add(new VersionRule.AllowOnly(packages("packages", Arrays.asList(packages))));
      return this;
    }

    /**
     * Hides or blocks versions until they have been published for some time. Those of which nobody
     * tells when that was, as of an external source without times, stay too young.
     *
     * @param age how long; more than 0
     * @param decision HIDE or BLOCK
     * @param origins of versions that came into the domain like this only; all if none is named
     * @return this builder
     */
    public Builder minimumAge(Duration age, Decision decision, Origin.Type... origins) {
      if (age.isNegative() || age.isZero() || age.compareTo(Duration.ofDays(36_500)) > 0) {
        fault("age", age.toString(), "more than 0, up to 100 years");
      }
      if (decision == Decision.ALLOW) {
        fault("decision", decision.toString(), "HIDE, BLOCK");
      }
      Set<Origin.Type> asked =
          origins.length == 0
              ? EnumSet.allOf(Origin.Type.class)
              : EnumSet.copyOf(Arrays.asList(origins));
      rules.add(new VersionRule.MinimumAge(age, decision, asked));
      return this;
    }

    /**
     * Blocks versions by the licences that they name, in any letter case. Each licence that a
     * version names must be allowed, whether the version offers a choice or not. Versions that an
     * external source only lists are judged once they are looked at. Names are compared as they are
     * written: POMs say {@code Apache License, Version 2.0} as often as {@code Apache-2.0}, and
     * classifiers of Python {@code MIT License}.
     *
     * <p>A licence of which only the address is told, as old packages of NuGet do, is none of the
     * allowed ones; if all but denied ones are allowed, it is unknown.
     *
     * @param allowed names of licences, such as {@code Apache-2.0}; empty to allow all but denied
     *     ones
     * @param denied patterns of licences, such as {@code AGPL-*}
     * @param unknown what becomes of versions that name none, as those of a source that tells none
     * @return this builder
     */
    public Builder licenses(
        Collection<String> allowed, Collection<String> denied, Decision unknown) {
      if (allowed.isEmpty() && denied.isEmpty() && unknown == Decision.ALLOW) {
        fault("licenses", "no licence and nothing for unknown ones", "1 or more");
      }
      Set<String> names = new TreeSet<>();
      allowed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
      List<String> patterns =
          denied.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList();
      rules.add(
          new VersionRule.Licenses(
              names, globs("denied", patterns), Objects.requireNonNull(unknown, "unknown")));
      return this;
    }

    /**
     * Blocks versions until a review releases them, and again when their assets change.
     *
     * @param packages a pattern of packages
     * @return this builder
     * @see dev.penstock.artifact.Quarantine#release
     */
    public Builder reviewFirst(String packages) {
      packages("packages", List.of(packages))
          .forEach(glob -> rules.add(new VersionRule.ReviewFirst(glob)));
      return this;
    }

    /**
     * Exempts packages from all rules but {@link #deny}.
     *
     * @param packages a pattern of packages, such as one's own
     * @return this builder
     */
    public Builder exempt(String packages) {
      exempt.addAll(packages("exempt", List.of(packages)));
      return this;
    }

    private List<PackageGlob> packages(String path, List<String> patterns) {
      List<PackageGlob> globs = new ArrayList<>();
      for (String pattern : patterns) {
        PackageGlob.faultOf(pattern)
            .ifPresentOrElse(
                fault ->
                    faults.add(
                        Diagnostic.error(
                                "quarantine." + path, where(path), fault.found(), fault.allowed())
                            .withHint(fault.hint())),
                () -> globs.add(PackageGlob.compile(pattern)));
      }
      return globs;
    }

    private List<Glob> globs(String path, List<String> patterns) {
      List<Glob> globs = new ArrayList<>();
      for (String pattern : patterns) {
        Glob.faultOf(pattern)
            .ifPresentOrElse(
                fault -> fault(path, "\"" + pattern + "\": " + fault.found(), fault.allowed()),
                () -> globs.add(Glob.compile(pattern)));
      }
      return globs;
    }

    private void fault(String path, String found, String allowed) {
      faults.add(Diagnostic.error("quarantine." + path, where(path), found, allowed));
    }

    private String where(String path) {
      return "rules[" + rules.size() + "]." + path;
    }

    /**
     * Makes the filter.
     *
     * @return the filter
     * @throws InvalidDefinitionException with all faults of all rules
     */
    public VersionRules build() {
      List<Diagnostic> all = new ArrayList<>(faults);
      if (rules.size() > MOST || exempt.size() > MOST) {
        all.add(
            Diagnostic.error(
                "quarantine.count",
                "rules",
                rules.size() + " rules, " + exempt.size() + " exempt patterns",
                "up to " + MOST + " of each"));
      }
      if (!all.isEmpty()) {
        throw new InvalidDefinitionException("version rules", all);
      }
      return new VersionRules(this);
    }
  }
}
