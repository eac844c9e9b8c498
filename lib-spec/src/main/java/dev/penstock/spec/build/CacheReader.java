package dev.penstock.spec.build;

import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code cache} (B-180 to B-185). */
final class CacheReader {

  private static final Set<String> OF_THE_PROJECT = Set.of("type", "modes", "location");
  private static final Set<String> ACTIONS = Set.of("restore", "save");
  private static final String FALLBACK = "fallback-keys";

  private final Section cache;
  private final Findings findings;

  CacheReader(Section cache) {
    this.cache = cache;
    this.findings = cache.findings();
  }

  BuildCache read() {
    for (Mapping.Entry entry : cache.unknown(Level.CACHE.keys())) {
      unknown(entry);
    }
    if (cache.value("paths") == null) {
      findings.report(
          BuildRule.CACHE_PATHS_MISSING,
          cache.mapping(),
          cache.path(),
          "no paths are named",
          "",
          "add \"paths:\" with what to keep");
    }
    Optional<String> key = cache.text("key", BuildRule.SECTION_KIND);
    checkWebhookData();
    return new BuildCache(FileLists.paths(cache, "paths"), key, fallbackKeys(key), action());
  }

  /** B-185: settings of the project, and what other systems call paths. */
  private void unknown(Mapping.Entry entry) {
    if (OF_THE_PROJECT.contains(entry.name())) {
      findings.report(
          BuildRule.UNKNOWN_CACHE_KEY,
          entry.key(),
          cache.at(entry.name()),
          "\"" + entry.name() + "\" is a setting of the project and is ignored here",
          String.join(", ", Level.CACHE.keys()),
          "");
    } else if (entry.name().equals("directories") || entry.name().equals("folders")) {
      findings.report(
          BuildRule.UNKNOWN_CACHE_KEY,
          entry.key(),
          cache.at(entry.name()),
          "key \"" + entry.name() + "\" means nothing here and is ignored",
          String.join(", ", Level.CACHE.keys()),
          "did you mean \"paths\"?");
    } else {
      Level.CACHE.reportUnknown(cache, entry);
    }
  }

  /** B-188: whoever opens a pull request chooses these values. */
  private void checkWebhookData() {
    for (String each : List.of("key", FALLBACK)) {
      boolean isList = cache.value(each) instanceof Sequence;
      int index = 0;
      for (Node item : cache.items(each)) {
        if (item instanceof Scalar scalar && isChosenByOthers(scalar.text())) {
          findings.report(
              BuildRule.WEBHOOK_IN_CACHE_KEY,
              item,
              isList ? cache.at(each).item(index) : cache.at(each),
              "whoever opens a pull request chooses this cache",
              "",
              "use a hash of files: $(codebuild-hash-files <file>)");
        }
        index++;
      }
    }
  }

  private static boolean isChosenByOthers(String key) {
    return key.contains("CODEBUILD_WEBHOOK_") || key.contains("CODEBUILD_SOURCE_VERSION");
  }

  private List<String> fallbackKeys(Optional<String> key) {
    Node node = cache.value(FALLBACK);
    if (node == null) {
      return List.of();
    }
    if (key.isEmpty()) {
      findings.report(
          BuildRule.FALLBACK_WITHOUT_KEY,
          cache.keyNode(FALLBACK),
          cache.at(FALLBACK),
          "without \"key\" these keys are ignored",
          "",
          "add \"key:\", or remove them");
    }
    List<String> keys = FileLists.paths(cache, FALLBACK);
    List<Node> items = cache.items(FALLBACK);
    if (items.size() > BuildCache.MAX_FALLBACK_KEYS) {
      findings.report(
          BuildRule.TOO_MANY_FALLBACK_KEYS,
          items.get(BuildCache.MAX_FALLBACK_KEYS),
          cache.at(FALLBACK).item(BuildCache.MAX_FALLBACK_KEYS),
          "there are " + items.size() + " fallback keys",
          "at most " + BuildCache.MAX_FALLBACK_KEYS,
          "keep the longest ones");
    }
    return keys.subList(0, Math.min(keys.size(), BuildCache.MAX_FALLBACK_KEYS));
  }

  private BuildCache.Action action() {
    Optional<String> text = cache.text("action", BuildRule.CACHE_ACTION);
    if (text.isEmpty()) {
      return BuildCache.Action.BOTH;
    }
    return switch (text.get()) {
      case "restore" -> BuildCache.Action.RESTORE;
      case "save" -> BuildCache.Action.SAVE;
      default -> {
        findings.report(
            BuildRule.CACHE_ACTION,
            cache.valueNode("action"),
            cache.at("action"),
            "found \"" + text.get() + "\"",
            "restore, save",
            Level.suggestion(text.get(), ACTIONS),
            Fixes.corrected(cache.valueNode("action"), ACTIONS));
        yield BuildCache.Action.BOTH;
      }
    };
  }
}
