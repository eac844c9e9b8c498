package dev.penstock.artifact.retention;

import dev.penstock.artifact.PackageGlob;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.source.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Says which versions a rule selects: those in its scope for which all of its conditions hold. For
 * one thread.
 *
 * <p>Scope: {@link #packages}, {@link #versions} and {@link #statuses}. Conditions: {@link
 * #olderThan}, {@link #unusedFor}, {@link #largerThan}, {@link #beyondNewest} and {@link
 * #beyondBytes}, each at most once; the last two count within the scope, from the newest published
 * on. A rule without a condition must say {@link #everything}.
 */
public final class RetentionRuleBuilder {
  private final String name;
  private final List<Diagnostic> faults;
  private final String path;
  private final List<Condition> conditions = new ArrayList<>();
  private PackageGlob packages = PackageGlob.compile("**");
  private Glob versions = Glob.compile("**");
  private EnumSet<VersionStatus> statuses =
      EnumSet.of(VersionStatus.PUBLISHED, VersionStatus.UNLISTED, VersionStatus.ARCHIVED);
  private VersionStatus target = VersionStatus.DELETED;
  private boolean isEverything;

  RetentionRuleBuilder(String name, String path, List<Diagnostic> faults) {
    this.name = name;
    this.path = path;
    this.faults = faults;
  }

  /**
   * Only packages whose coordinates match.
   *
   * @param pattern a {@link PackageGlob}, such as {@code maven/com.acme/*}; usually all
   * @return this builder
   */
  public RetentionRuleBuilder packages(String pattern) {
    PackageGlob.faultOf(pattern)
        .ifPresentOrElse(
            fault ->
                faults.add(
                    Diagnostic.error(
                            "retention.pattern", path + ".packages", fault.found(), fault.allowed())
                        .withHint(fault.hint())),
            () -> packages = PackageGlob.compile(pattern));
    return this;
  }

  /**
   * Only versions that match.
   *
   * @param pattern a {@link Glob} for the version, such as {@code *-SNAPSHOT}; usually all
   * @return this builder
   */
  public RetentionRuleBuilder versions(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    Glob.faultOf(pattern)
        .ifPresentOrElse(
            fault ->
                fault(
                    "pattern",
                    "versions",
                    "\"" + pattern + "\": " + fault.found(),
                    fault.allowed()),
            () -> versions = Glob.compile(pattern));
    return this;
  }

  /**
   * Only versions of these statuses.
   *
   * @param wanted one or more; usually Published, Unlisted and Archived
   * @return this builder
   */
  public RetentionRuleBuilder statuses(VersionStatus... wanted) {
    if (wanted.length == 0) {
      fault("statuses", "statuses", "no status", "1 or more");
    } else {
      statuses = EnumSet.copyOf(Arrays.asList(wanted));
    }
    return this;
  }

  /**
   * Published so long ago, or longer. A version that was never published is not old.
   *
   * @param age how long; 0 or more
   * @return this builder
   */
  public RetentionRuleBuilder olderThan(Duration age) {
    requireNotNegative("olderThan", age);
    return add(new Condition.OlderThan(age));
  }

  /**
   * Neither published nor downloaded for so long, or longer, as far as {@link DownloadTimes} knows:
   * what is older than the recording counts as used when that began. A domain that records no
   * downloads is refused when such a rule is planned.
   *
   * @param time how long; 0 or more
   * @return this builder
   */
  public RetentionRuleBuilder unusedFor(Duration time) {
    requireNotNegative("unusedFor", time);
    return add(new Condition.Unused(time));
  }

  /**
   * Larger than so much, its assets taken together.
   *
   * @param bytes 0 or more
   * @return this builder
   */
  public RetentionRuleBuilder largerThan(long bytes) {
    requireAtLeast("largerThan", bytes, 0);
    return add(new Condition.LargerThan(bytes));
  }

  /**
   * Not among the newest of its group.
   *
   * @param count how many of each group stay; 0 to 1,000,000
   * @param grouping which versions are counted together
   * @return this builder
   */
  public RetentionRuleBuilder beyondNewest(int count, Grouping grouping) {
    requireAtLeast("beyondNewest", count, 0);
    return add(new Condition.BeyondNewest(count, Objects.requireNonNull(grouping, "grouping")));
  }

  /**
   * Not among the newest of its group that have so many bytes together.
   *
   * @param bytes how much of each group stays; 0 or more
   * @param grouping which versions are counted together
   * @return this builder
   */
  public RetentionRuleBuilder beyondBytes(long bytes, Grouping grouping) {
    requireAtLeast("beyondBytes", bytes, 0);
    return add(new Condition.BeyondBytes(bytes, Objects.requireNonNull(grouping, "grouping")));
  }

  /**
   * Says that the rule means all versions in its scope.
   *
   * @return this builder
   */
  public RetentionRuleBuilder everything() {
    isEverything = true;
    return this;
  }

  /**
   * Disposes of what it selects instead of deleting it: the record stays, and the coordinates stay
   * taken.
   *
   * @return this builder
   */
  public RetentionRuleBuilder dispose() {
    return become(VersionStatus.DISPOSED);
  }

  /**
   * Archives what it selects instead of deleting it: nothing is freed, and it can come back.
   *
   * @return this builder
   */
  public RetentionRuleBuilder archive() {
    return become(VersionStatus.ARCHIVED);
  }

  private RetentionRuleBuilder become(VersionStatus wanted) {
    if (target != VersionStatus.DELETED && target != wanted) {
      fault("action", "", "both dispose() and archive()", "one of them, or neither to delete");
    }
    target = wanted;
    return this;
  }

  private RetentionRuleBuilder add(Condition condition) {
    if (conditions.stream().anyMatch(known -> known.getClass() == condition.getClass())) {
      fault("condition", "", "a second condition \"" + condition.text() + "\"", "one of a kind");
    } else {
      conditions.add(condition);
    }
    return this;
  }

  private void requireNotNegative(String option, Duration time) {
    if (time.isNegative()) {
      fault("time", option, time.toString(), "0 or more");
    }
  }

  private void requireAtLeast(String option, long value, long least) {
    if (value < least) {
      fault("count", option, Long.toString(value), least + " or more");
    }
  }

  private void fault(String rule, String option, String found, String allowed) {
    faults.add(diagnostic(rule, option, found, allowed));
  }

  private Diagnostic diagnostic(String rule, String option, String found, String allowed) {
    String where = option.isEmpty() ? path : path + "." + option;
    return Diagnostic.error("retention." + rule, where, found, allowed);
  }

  /** The rule; what is wrong with the whole of it is told. */
  RetentionRule build(Consumer<Diagnostic> told) {
    if (conditions.isEmpty() != isEverything) {
      told.accept(
          diagnostic(
              "condition",
              "",
              isEverything
                  ? "everything, and " + conditions.size() + " conditions"
                  : "no condition",
              "1 or more conditions, or everything()"));
    }
    if (target == VersionStatus.ARCHIVED
        && (statuses.contains(VersionStatus.UNFINISHED)
            || statuses.contains(VersionStatus.DISPOSED))) {
      told.accept(
          diagnostic(
              "statuses", "statuses", statuses.toString(), "to archive: Published, Unlisted"));
    }
    return new RetentionRule(name, packages, versions, statuses, List.copyOf(conditions), target);
  }
}
