package dev.penstock.spec.build;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a mapping the model keeps, and what the mappings below them are; a list of mappings
 * is as one of them.
 */
final class Shape {

  private final @Nullable Set<String> keys;
  private final Map<String, Shape> inner;
  private final @Nullable Shape each;

  private Shape(@Nullable Set<String> keys, Map<String, Shape> inner, @Nullable Shape each) {
    this.keys = keys;
    this.inner = inner;
    this.each = each;
  }

  boolean knows(String key) {
    return keys == null || keys.contains(key);
  }

  @Nullable Shape below(String key) {
    return inner.getOrDefault(key, each);
  }

  /** The shape of a file; version 0.1 may keep its variables elsewhere. */
  static Shape of(boolean hasOldEnvironment) {
    return hasOldEnvironment ? OLD : FILE;
  }

  private static Shape level(Level level, Map<String, Shape> inner) {
    return new Shape(level.keys(), inner, null);
  }

  private static Shape level(Level level) {
    return level(level, Map.of());
  }

  private static Shape without(Level level, String key, Map<String, Shape> inner) {
    return new Shape(Sets.difference(level.keys(), Set.of(key)).immutableCopy(), inner, null);
  }

  private static Shape eachKey(Shape shape) {
    return new Shape(null, Map.of(), shape);
  }

  private static final Map<String, Shape> STEPS = Map.of("steps", level(Level.STEP));
  private static final Shape PHASE = without(Level.PHASE, "runtime-versions", STEPS);
  private static final Map<String, Shape> TASK_ENV = Map.of("env", level(Level.TASK_ENV));
  private static final Map<String, Shape> SECTIONS =
      ImmutableMap.<String, Shape>builder()
          .put("env", level(Level.ENV))
          .put("proxy", level(Level.PROXY))
          .put(
              "phases",
              level(
                  Level.PHASES,
                  Map.of(
                      "install", level(Level.PHASE, STEPS),
                      "pre_build", PHASE,
                      "build", PHASE,
                      "post_build", PHASE)))
          .put("reports", eachKey(level(Level.REPORT)))
          .put(
              "artifacts",
              without(
                  Level.ARTIFACTS,
                  "type",
                  Map.of(
                      "secondary-artifacts", eachKey(without(Level.SECONDARY, "type", Map.of())))))
          .put("cache", level(Level.CACHE))
          .put(
              "batch",
              level(
                  Level.BATCH,
                  Map.of(
                      "build-list", without(Level.TASK, "depend-on", TASK_ENV),
                      "build-graph", level(Level.TASK, TASK_ENV),
                      "build-matrix",
                          level(
                              Level.MATRIX,
                              Map.of(
                                  "static",
                                  level(Level.STATIC, Map.of("env", level(Level.STATIC_ENV))),
                                  "dynamic",
                                  level(Level.DYNAMIC, Map.of("env", level(Level.DYNAMIC_ENV))))),
                      "build-fanout", level(Level.FANOUT))))
          .buildOrThrow();
  private static final Shape FILE = level(Level.TOP, SECTIONS);
  private static final Shape OLD =
      new Shape(
          ImmutableSet.<String>builder()
              .addAll(Sets.difference(Level.TOP.keys(), Set.of("env")))
              .add("environment_variables")
              .build(),
          ImmutableMap.<String, Shape>builder()
              .putAll(SECTIONS)
              .put("environment_variables", new Shape(Set.of("plaintext"), Map.of(), null))
              .buildOrThrow(),
          null);
}
