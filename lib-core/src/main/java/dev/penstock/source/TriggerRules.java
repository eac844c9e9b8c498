package dev.penstock.source;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of trigger declarations: those without which a trigger means nothing, and those that
 * the cloud service adds.
 */
public final class TriggerRules {

  /** How many triggers the service takes (P-714). */
  public static final int MOST_TRIGGERS = 50;

  /** How many bytes of JSON the service takes for all triggers together (P-714). */
  public static final int MOST_BYTES = 200 * 1024;

  /** How many filters of one kind the service takes (P-712). */
  public static final int MOST_FILTERS = 3;

  /** How many patterns the service takes in one list (P-719). */
  public static final int MOST_PATTERNS = 8;

  /** The longest pattern that the service takes, in {@code char}s (P-719). */
  public static final int LONGEST_PATTERN = 255;

  static final String COMBINATIONS = "tags, branches, or branches with filePaths";

  private final Map<String, SourceAction> sources;
  private final List<Diagnostic> found = new ArrayList<>();

  private TriggerRules(List<SourceAction> sources) {
    this.sources = byName(sources);
  }

  /**
   * Checks what holds everywhere: that each trigger watches a source action of its own, that
   * filters are possible, that patterns can be compiled.
   *
   * @param triggers the declarations
   * @param sources the pipeline's source actions
   * @return errors, and warnings about what is accepted though it may not be meant (P-716), in the
   *     order of the declarations
   */
  public static List<Diagnostic> structural(List<Trigger> triggers, List<SourceAction> sources) {
    TriggerRules rules = new TriggerRules(sources);
    Set<String> watched = new HashSet<>();
    for (int i = 0; i < triggers.size(); i++) {
      rules.checkSource("triggers[" + i + "].sourceAction", triggers.get(i), watched);
      rules.checkFilters("triggers[" + i + "].", triggers.get(i));
    }
    return List.copyOf(rules.found);
  }

  /**
   * Checks what the cloud service adds: the provider, how many of each, how long.
   *
   * @param triggers the declarations
   * @param sources the pipeline's source actions
   * @return errors in the order of the declarations
   */
  public static List<Diagnostic> codePipeline(List<Trigger> triggers, List<SourceAction> sources) {
    return new ServiceTriggerRules(triggers, byName(sources)).check();
  }

  private void checkSource(String path, Trigger trigger, Set<String> watched) {
    String name = trigger.sourceAction();
    if (!sources.containsKey(name)) {
      String known = String.join(", ", sources.keySet());
      add(
          "pipeline.trigger-source",
          "P-713",
          path,
          "\"" + name + "\" is no source action",
          known.isEmpty() ? "there is none" : known);
    } else if (!watched.add(name)) {
      add(
          "pipeline.trigger-source",
          "P-714",
          path,
          "a second trigger for \"" + name + "\"",
          "one for each source action, with several filters");
    }
  }

  private void checkFilters(String at, Trigger trigger) {
    for (int i = 0; i < trigger.push().size(); i++) {
      PushFilter filter = trigger.push().get(i);
      String path = at + "push[" + i + "]";
      checkCombination(path, filter);
      checkPatterns(path + ".branches", filter.branches());
      checkPatterns(path + ".tags", filter.tags());
      checkPatterns(path + ".filePaths", filter.filePaths());
    }
    for (int i = 0; i < trigger.pullRequest().size(); i++) {
      PullRequestFilter filter = trigger.pullRequest().get(i);
      String path = at + "pullRequest[" + i + "]";
      Set<PullRequestEvent> events = new HashSet<>();
      for (int j = 0; j < filter.events().size(); j++) {
        PullRequestEvent event = filter.events().get(j);
        if (!events.add(event)) {
          add(
              "pipeline.trigger-events",
              "P-717",
              path + ".events[" + j + "]",
              "a second " + event,
              "each event once");
        }
      }
      checkPatterns(path + ".branches", filter.branches());
      checkPatterns(path + ".filePaths", filter.filePaths());
    }
  }

  private void checkCombination(String path, PushFilter filter) {
    boolean hasBranches = filter.branches().isPresent();
    boolean hasFiles = filter.filePaths().isPresent();
    if (filter.tags().isPresent() && hasBranches) {
      found.add(
          Diagnostic.error(
                  "pipeline.trigger-combination", path, "tags together with branches", COMBINATIONS)
              .withHint("put them into two push filters")
              .withReference("P-715"));
    } else if (filter.tags().isEmpty() && !hasBranches && !hasFiles) {
      add(
          "pipeline.trigger-combination",
          "P-715",
          path,
          "a push filter without criteria",
          COMBINATIONS);
    } else if (filter.tags().isEmpty() && !hasBranches) {
      found.add(
          new Diagnostic(
              Severity.WARNING,
              "pipeline.trigger-combination",
              "",
              null,
              path,
              "filePaths without branches take pushes to any branch",
              COMBINATIONS,
              "add branches if that is not meant",
              "P-716"));
    }
  }

  private void checkPatterns(String path, Optional<Criterion> criterion) {
    criterion.ifPresent(
        present -> {
          checkGlobs(path + ".includes", present.includes());
          checkGlobs(path + ".excludes", present.excludes());
        });
  }

  private void checkGlobs(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      String at = path + "[" + i + "]";
      Glob.faultOf(patterns.get(i))
          .ifPresent(
              fault ->
                  add("pipeline.trigger-pattern", "P-719", at, fault.found(), fault.allowed()));
    }
  }

  private static Map<String, SourceAction> byName(List<SourceAction> sources) {
    Map<String, SourceAction> byName = new TreeMap<>();
    sources.forEach(source -> byName.putIfAbsent(source.name(), source));
    return byName;
  }

  private void add(String rule, String reference, String path, String what, String allowed) {
    found.add(Diagnostic.error(rule, path, what, allowed).withReference(reference));
  }
}
