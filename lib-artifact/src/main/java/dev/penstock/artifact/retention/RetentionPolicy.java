package dev.penstock.artifact.retention;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which versions of a repository go, and which stay whatever the rules say.
 *
 * <pre>{@code
 * RetentionPolicy nightly = RetentionPolicy.builder("nightly")
 *     .rule("old snapshots", rule -> rule
 *         .versions("*-SNAPSHOT").olderThan(Duration.ofDays(30)).beyondNewest(5, Grouping.PACKAGE))
 *     .rule("unused", rule -> rule.unusedFor(Duration.ofDays(365)).dispose())
 *     .protect("long-term", candidate -> candidate.version().coordinates().version().endsWith("-lts"))
 *     .build();
 * }</pre>
 *
 * <p>The first rule that selects a version decides what becomes of it. The newest published version
 * of a package stays, both the one published last and the greatest by the order of its ecosystem,
 * unless the policy says {@link Builder#alsoNewest}. What a review holds stays too, as evidence,
 * unless it says {@link Builder#alsoHeld}. Immutable; as safe for several threads as the predicates
 * and groupings are.
 */
public final class RetentionPolicy {
  private final String name;
  private final List<RetentionRule> rules;
  private final List<Protection> protections;
  private final boolean isSparingNewest;
  private final boolean isSparingHeld;

  private RetentionPolicy(Builder builder, List<RetentionRule> rules) {
    this.name = builder.name;
    this.rules = rules;
    this.protections = List.copyOf(builder.protections);
    this.isSparingNewest = builder.isSparingNewest;
    this.isSparingHeld = builder.isSparingHeld;
  }

  private record Protection(String name, Predicate<RetentionCandidate> predicate) {}

  /**
   * Begins a policy.
   *
   * @param name names it in plans; 1 to 100 characters
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(Objects.requireNonNull(name, "name"));
  }

  /** Gathers rules and protections. For one thread. */
  public static final class Builder {
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 100;

    private final String name;
    private final List<Diagnostic> faults = new ArrayList<>();
    private final List<RetentionRuleBuilder> rules = new ArrayList<>();
    private final List<Protection> protections = new ArrayList<>();
    private boolean isSparingNewest = true;
    private boolean isSparingHeld = true;

    private Builder(String name) {
      this.name = name;
      requireName("name", name);
    }

    /**
     * Adds a rule. Rules are asked in the order in which they were added.
     *
     * @param rule names it in plans; 1 to 100 characters
     * @param options says what it selects
     * @return this builder
     */
    public Builder rule(String rule, Consumer<RetentionRuleBuilder> options) {
      String path = "rules[" + rules.size() + "]";
      requireName(path + ".name", rule);
      RetentionRuleBuilder added = new RetentionRuleBuilder(rule, path, faults);
      options.accept(added);
      rules.add(added);
      return this;
    }

    /**
     * Keeps versions whatever the rules say.
     *
     * @param protection names the reason in plans; 1 to 100 characters
     * @param predicate true for versions that stay; called on the thread that plans
     * @return this builder
     */
    public Builder protect(String protection, Predicate<RetentionCandidate> predicate) {
      requireName("protections[" + protections.size() + "].name", protection);
      protections.add(new Protection(protection, Objects.requireNonNull(predicate, "predicate")));
      return this;
    }

    /**
     * Lets the rules remove the newest published version of a package too.
     *
     * @return this builder
     */
    public Builder alsoNewest() {
      isSparingNewest = false;
      return this;
    }

    /**
     * Lets the rules remove versions too that a review holds.
     *
     * @return this builder
     * @see dev.penstock.artifact.Quarantine#hold
     */
    public Builder alsoHeld() {
      isSparingHeld = false;
      return this;
    }

    private void requireName(String path, String text) {
      if (text.isEmpty() || text.length() > LONGEST_NAME || text.chars().anyMatch(c -> c < ' ')) {
        faults.add(
            Diagnostic.error(
                "retention.name",
                path,
                "a name of " + text.length() + " characters",
                "1 to " + LONGEST_NAME + " characters, no control characters"));
      }
    }

    /**
     * Makes the policy.
     *
     * @return the policy
     * @throws InvalidDefinitionException with all faults of all rules
     */
    public RetentionPolicy build() {
      List<Diagnostic> all = new ArrayList<>(faults);
      List<RetentionRule> built = rules.stream().map(rule -> rule.build(all::add)).toList();
      if (built.isEmpty() || built.size() > MOST || protections.size() > MOST) {
        all.add(
            Diagnostic.error(
                "retention.rules",
                "rules",
                built.size() + " rules, " + protections.size() + " protections",
                "1 to " + MOST + " rules, up to " + MOST + " protections"));
      }
      if (!all.isEmpty()) {
        throw new InvalidDefinitionException("retention policy", all);
      }
      return new RetentionPolicy(this, built);
    }
  }

  /**
   * The policy's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  boolean isAboutDownloads() {
    return rules.stream().anyMatch(RetentionRule::isAboutDownloads);
  }

  boolean isSparingHeld() {
    return isSparingHeld;
  }

  boolean appliesTo(PackageCoordinates coordinates) {
    return rules.stream().anyMatch(rule -> rule.appliesTo(coordinates));
  }

  /** Judges all versions of one package, of which reviews hold some. */
  PackageVerdict judge(
      PackageCoordinates coordinates,
      List<RetentionCandidate> versions,
      Set<String> held,
      Instant now) {
    List<RetentionCandidate> newestFirst =
        versions.stream().sorted(RetentionRule.NEWEST_FIRST).toList();
    Map<RetentionCandidate, RetentionRule> selecting = new HashMap<>();
    for (RetentionRule rule : rules) {
      if (rule.appliesTo(coordinates)) {
        rule.selected(newestFirst, now)
            .forEach(candidate -> selecting.putIfAbsent(candidate, rule));
      }
    }
    List<String> newest = isSparingNewest ? NewestVersions.of(coordinates, newestFirst) : List.of();
    PackageVerdict verdict = new PackageVerdict(newest);
    for (RetentionCandidate candidate : newestFirst) {
      RetentionRule rule = selecting.get(candidate);
      if (rule != null) {
        String protection = protection(candidate, newest, held);
        verdict.add(candidate, rule, protection);
      }
    }
    return verdict;
  }

  private String protection(RetentionCandidate candidate, List<String> newest, Set<String> held) {
    if (isSparingHeld && held.contains(candidate.version().coordinates().version())) {
      return "held by a review";
    }
    if (newest.contains(candidate.version().coordinates().version())) {
      return "the newest published version";
    }
    return protections.stream()
        .filter(protection -> protection.predicate().test(candidate))
        .map(Protection::name)
        .findFirst()
        .orElse("");
  }
}
