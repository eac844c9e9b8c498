package dev.penstock.source;

import dev.penstock.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the cloud service adds to the rules of triggers: the provider, how many of each, how long.
 */
final class ServiceTriggerRules {
  private final List<Trigger> triggers;
  private final Map<String, SourceAction> sources;
  private final List<Diagnostic> found = new ArrayList<>();

  ServiceTriggerRules(List<Trigger> triggers, Map<String, SourceAction> sources) {
    this.triggers = triggers;
    this.sources = sources;
  }

  List<Diagnostic> check() {
    checkTotals();
    for (int i = 0; i < triggers.size(); i++) {
      checkService("triggers[" + i + "].", triggers.get(i));
    }
    return List.copyOf(found);
  }

  private void checkTotals() {
    if (triggers.size() > TriggerRules.MOST_TRIGGERS) {
      add(
          "codepipeline.trigger-count",
          "P-714",
          "triggers",
          triggers.size() + " triggers",
          "0 to " + TriggerRules.MOST_TRIGGERS);
    }
    int bytes = TriggerJson.of(triggers).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > TriggerRules.MOST_BYTES) {
      add(
          "codepipeline.trigger-size",
          "P-714",
          "triggers",
          bytes + " bytes of JSON",
          "0 to " + TriggerRules.MOST_BYTES);
    }
  }

  private void checkService(String at, Trigger trigger) {
    if (!trigger.providerType().equals(Trigger.CONNECTION)) {
      add(
          "codepipeline.trigger-provider",
          "P-711",
          at + "providerType",
          "\"" + trigger.providerType() + "\" cannot be watched",
          Trigger.CONNECTION);
    }
    SourceAction source = sources.get(trigger.sourceAction());
    if (source != null && !source.provider().equals(Trigger.CONNECTION)) {
      add(
          "codepipeline.trigger-provider",
          "P-713",
          at + "sourceAction",
          "\"" + source.name() + "\" is of the provider " + source.provider(),
          "source actions of the provider " + Trigger.CONNECTION);
    }
    checkCount(at + "push", trigger.push().size());
    checkCount(at + "pullRequest", trigger.pullRequest().size());
    for (int i = 0; i < trigger.push().size(); i++) {
      PushFilter filter = trigger.push().get(i);
      String path = at + "push[" + i + "]";
      if (filter.tags().isPresent()
          && filter.branches().isEmpty()
          && filter.filePaths().isPresent()) {
        add(
            "codepipeline.trigger-combination",
            "P-715",
            path,
            "tags together with filePaths",
            TriggerRules.COMBINATIONS);
      }
      checkLists(path + ".branches", filter.branches());
      checkLists(path + ".tags", filter.tags());
      checkLists(path + ".filePaths", filter.filePaths());
    }
    for (int i = 0; i < trigger.pullRequest().size(); i++) {
      PullRequestFilter filter = trigger.pullRequest().get(i);
      checkLists(at + "pullRequest[" + i + "].branches", filter.branches());
      checkLists(at + "pullRequest[" + i + "].filePaths", filter.filePaths());
    }
  }

  private void checkCount(String path, int filters) {
    if (filters > TriggerRules.MOST_FILTERS) {
      add(
          "codepipeline.trigger-filters",
          "P-712",
          path,
          filters + " filters",
          "1 to " + TriggerRules.MOST_FILTERS);
    }
  }

  private void checkLists(String path, Optional<Criterion> criterion) {
    criterion.ifPresent(
        present -> {
          checkList(path + ".includes", present.includes());
          checkList(path + ".excludes", present.excludes());
        });
  }

  private void checkList(String path, List<String> patterns) {
    if (patterns.size() > TriggerRules.MOST_PATTERNS) {
      add(
          "codepipeline.trigger-patterns",
          "P-719",
          path,
          patterns.size() + " patterns",
          "1 to " + TriggerRules.MOST_PATTERNS);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      String at = path + "[" + i + "]";
      if (pattern.length() > TriggerRules.LONGEST_PATTERN) {
        String length = "a pattern of " + pattern.length() + " characters";
        add(
            "codepipeline.trigger-pattern",
            "P-719",
            at,
            length,
            "1 to " + TriggerRules.LONGEST_PATTERN);
      }
      if (!seen.add(pattern)) {
        add(
            "codepipeline.trigger-patterns",
            "P-719",
            at,
            "a second \"" + pattern + "\"",
            "each pattern once");
      }
    }
  }

  private void add(String rule, String reference, String path, String what, String allowed) {
    found.add(Diagnostic.error(rule, path, what, allowed).withReference(reference));
  }
}
