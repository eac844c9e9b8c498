package dev.penstock.spec.build;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Scalar;
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
  REPORT(
      "a group of reports",
      BuildRule.UNKNOWN_REPORT_KEY,
      List.of("files", "file-format", "base-directory", "discard-paths")),
  CACHE("cache", BuildRule.UNKNOWN_CACHE_KEY, List.of("paths", "key", "fallback-keys", "action")),
  PROXY("proxy", BuildRule.UNKNOWN_PROXY_KEY, List.of("upload-artifacts", "logs")),
  BATCH(
      "batch",
      BuildRule.UNKNOWN_BATCH_KEY,
      List.of("fast-fail", "build-list", "build-graph", "build-matrix", "build-fanout")),
  TASK(
      "a build of a batch",
      BuildRule.UNKNOWN_BATCH_KEY,
      List.of("identifier", "buildspec", "debug-session", "depend-on", "env", "ignore-failure")),
  TASK_ENV(
      "the env of a build of a batch",
      BuildRule.UNKNOWN_BATCH_KEY,
      List.of("compute-type", "fleet", "image", "privileged-mode", "type", "variables")),
  MATRIX("build-matrix", BuildRule.UNKNOWN_BATCH_KEY, List.of("static", "dynamic")),
  STATIC(
      "the static part of a matrix", BuildRule.UNKNOWN_BATCH_KEY, List.of("env", "ignore-failure")),
  STATIC_ENV(
      "the static env of a matrix",
      BuildRule.UNKNOWN_BATCH_KEY,
      List.of("privileged-mode", "type", "image", "variables")),
  DYNAMIC("the dynamic part of a matrix", BuildRule.UNKNOWN_BATCH_KEY, List.of("buildspec", "env")),
  DYNAMIC_ENV(
      "the dynamic env of a matrix",
      BuildRule.UNKNOWN_BATCH_KEY,
      List.of("compute-type", "image", "variables")),
  FANOUT("build-fanout", BuildRule.UNKNOWN_BATCH_KEY, List.of("parallelism", "ignore-failure")),
  STEP(
      "a step",
      BuildRule.UNKNOWN_PHASE_KEY,
      List.of(
          "id",
          "if",
          "name",
          "uses",
          "run",
          "shell",
          "with",
          "env",
          "continue-on-error",
          "timeout-minutes"));

  /** What may stand at the env of builds is no hint to someone who wrote it under the file's. */
  private static final Set<Level> NO_HOMES = Set.of(TASK_ENV, STATIC_ENV, DYNAMIC_ENV);

  private final String place;
  private final BuildRule rule;
  private final ImmutableSet<String> keys;
  private final String allowed; // what many messages list

  Level(String place, BuildRule rule, List<String> keys) {
    this.place = place;
    this.rule = rule;
    this.keys = ImmutableSet.copyOf(keys);
    this.allowed = String.join(", ", keys);
  }

  /** The keys of this level, in the order in which messages list them. */
  Set<String> keys() {
    return keys;
  }

  /** Reports every key that this level does not know. */
  void reportUnknown(Section section) {
    for (Mapping.Entry entry : section.unknown(keys)) {
      reportUnknown(section, entry);
    }
  }

  /** B-024. */
  void reportUnknown(Section section, Mapping.Entry entry) {
    String name = entry.name();
    DocumentPath path = section.at(name);
    Optional<String> meant = Section.nearest(name, keys);
    Optional<Level> home = meant.isPresent() ? Optional.empty() : home(name);
    String found = "key \"" + name + "\" means nothing here and is ignored";
    if (home.isPresent()) {
      section
          .findings()
          .report(
              BuildRule.MISPLACED_KEY,
              entry.key(),
              path,
              found,
              "",
              "it belongs to " + home.get().place);
      return;
    }
    section
        .findings()
        .report(
            rule,
            entry.key(),
            path,
            found,
            allowed,
            meant.map(Level::didYouMean).orElse(hint(entry)),
            Fixes.correctedKey(section, entry, keys));
  }

  private String hint(Mapping.Entry entry) {
    boolean mayBeVariable =
        entry.value() instanceof Scalar && VariableReader.isPortable(entry.name());
    return this == ENV && mayBeVariable ? "if it is a variable, write it under \"variables\"" : "";
  }

  /** The hint that names the word that was probably meant; empty if none is near. */
  static String suggestion(String written, Set<String> words) {
    return Section.nearest(written, words).map(Level::didYouMean).orElse("");
  }

  private static String didYouMean(String word) {
    return "did you mean \"" + word + "\"?";
  }

  private static Optional<Level> home(String name) {
    for (Level level : values()) {
      if (level.keys.contains(name) && !NO_HOMES.contains(level)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
