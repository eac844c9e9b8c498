package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A level of the buildspec: which keys it knows, and what to say about others (B-022, B-024). */
enum Level {
  TOP(
      "the top level",
      BuildRule.UNKNOWN_TOP_LEVEL_KEY,
      List.of(
          "version", "run-as", "env", "proxy", "batch", "phases", "reports", "artifacts", "cache")),
  PHASES("phases", BuildRule.UNKNOWN_PHASE, List.of("install", "pre_build", "build", "post_build")),
  PHASE(
      "a phase",
      BuildRule.UNKNOWN_PHASE_KEY,
      List.of("commands", "finally", "on-failure", "run-as", "runtime-versions", "steps")),
  ENV(
      "env",
      BuildRule.UNKNOWN_ENV_KEY,
      List.of(
          "shell",
          "variables",
          "parameter-store",
          "secrets-manager",
          "exported-variables",
          "git-credential-helper")),
  ARTIFACTS(
      "artifacts",
      BuildRule.ARTIFACT_KEY,
      List.of(
          "files",
          "name",
          "discard-paths",
          "base-directory",
          "exclude-paths",
          "enable-symlinks",
          "s3-prefix",
          "secondary-artifacts",
          "type")),
  SECONDARY(
      "a secondary artifact",
      BuildRule.ARTIFACT_KEY,
      List.of(
          "files",
          "name",
          "discard-paths",
          "base-directory",
          "exclude-paths",
          "enable-symlinks",
          "s3-prefix",
          "type")),
  REPORT("a group of reports", BuildRule.UNKNOWN_TOP_LEVEL_KEY, List.of("file-format")),
  CACHE(
      "cache", BuildRule.UNKNOWN_TOP_LEVEL_KEY, List.of("paths", "key", "fallback-keys", "action")),
  BATCH(
      "batch",
      BuildRule.UNKNOWN_TOP_LEVEL_KEY,
      List.of("build-list", "build-graph", "build-matrix", "build-fanout", "fast-fail"));

  private final String place;
  private final BuildRule rule;
  private final ImmutableSet<String> keys;

  Level(String place, BuildRule rule, List<String> keys) {
    this.place = place;
    this.rule = rule;
    this.keys = ImmutableSet.copyOf(keys);
  }

  /** The keys of this level, in the order in which messages list them. */
  Set<String> keys() {
    return keys;
  }

  /** Reports every key that this level does not know. */
  void reportUnknown(Section section) {
    for (Mapping.Entry entry : section.unknown(keys)) {
      reportUnknown(entry, section.at(entry.name()), section.findings());
    }
  }

  void reportUnknown(Mapping.Entry entry, DocumentPath path, Findings findings) {
    String name = entry.name();
    Optional<String> meant = Section.nearest(name, keys);
    Optional<Level> home = meant.isPresent() ? Optional.empty() : home(name);
    String found = "key \"" + name + "\" means nothing here and is ignored";
    if (home.isPresent()) {
      findings.report(
          BuildRule.MISPLACED_KEY,
          entry.key(),
          path,
          found,
          "",
          "it belongs to " + home.get().place);
      return;
    }
    findings.report(
        rule,
        entry.key(),
        path,
        found,
        String.join(", ", keys),
        meant.map(word -> "did you mean \"" + word + "\"?").orElse(""));
  }

  private static Optional<Level> home(String name) {
    for (Level level : values()) {
      if (level.keys.contains(name)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
