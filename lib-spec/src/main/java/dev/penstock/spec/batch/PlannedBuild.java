package dev.penstock.spec.batch;

import dev.penstock.spec.build.BuildTask;
import dev.penstock.spec.build.TaskEnvironment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One build of a batch. What is empty is the project's. Part of the journal's format.
 *
 * @param identifier its name within the batch: 1 to 127 letters, digits and underscores
 * @param buildspec the path of its buildspec, or the text of one; empty for the file that holds the
 *     batch (B-192)
 * @param dependsOn the identifiers of the builds that it waits for (B-193)
 * @param ignoreFailure whether the batch may succeed although it failed (B-196)
 * @param computeType the compute type
 * @param fleet the fleet
 * @param image the image
 * @param privilegedMode {@code true} or {@code false}
 * @param type the environment type
 * @param variables values by name, which win over the buildspec's
 * @param debugSession whether a person may look into the running build
 */
public record PlannedBuild(
    String identifier,
    Optional<String> buildspec,
    List<String> dependsOn,
    boolean ignoreFailure,
    Optional<String> computeType,
    Optional<String> fleet,
    Optional<String> image,
    Optional<Boolean> privilegedMode,
    Optional<String> type,
    Map<String, String> variables,
    boolean debugSession) {

  /** Copies the collections, and refuses what is no identifier. */
  public PlannedBuild {
    if (!BuildTask.isIdentifier(identifier)) {
      throw new IllegalArgumentException(
          "identifier \"%s\": allowed: letters, digits and underscores, under 128 [B-191]"
              .formatted(identifier));
    }
    Objects.requireNonNull(buildspec, "buildspec");
    dependsOn = List.copyOf(dependsOn);
    Objects.requireNonNull(computeType, "computeType");
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(privilegedMode, "privilegedMode");
    Objects.requireNonNull(type, "type");
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  static PlannedBuild of(
      String identifier,
      Optional<String> buildspec,
      List<String> dependsOn,
      boolean ignoreFailure,
      TaskEnvironment env,
      boolean debugSession) {
    return new PlannedBuild(
        identifier,
        buildspec,
        dependsOn,
        ignoreFailure,
        env.computeType(),
        env.fleet(),
        env.image(),
        env.privilegedMode(),
        env.type(),
        env.variables(),
        debugSession);
  }

  /** The variables' names only; values may be what should not be seen. */
  @Override
  public String toString() {
    return "PlannedBuild[%s, after %s, variables=%s]"
        .formatted(identifier, dependsOn, variables.keySet());
  }
}
