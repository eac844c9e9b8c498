package dev.penstock.spec.build;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the environment of a build of a batch differs from the project's. What is empty is the
 * project's.
 *
 * @param computeType the compute type, such as {@code BUILD_GENERAL1_SMALL}; not together with a
 *     fleet
 * @param fleet the fleet
 * @param image the image
 * @param privilegedMode whether containers may be started within the build
 * @param type the environment type, such as {@code LINUX_CONTAINER}
 * @param variables values by name, literally as written; they win over the buildspec's
 */
public record TaskEnvironment(
    Optional<String> computeType,
    Optional<String> fleet,
    Optional<String> image,
    Optional<Boolean> privilegedMode,
    Optional<String> type,
    Map<String, String> variables) {

  /** The project's environment. */
  public static final TaskEnvironment NONE =
      new TaskEnvironment(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  /** Copies the variables, keeping their order. */
  public TaskEnvironment {
    Objects.requireNonNull(computeType, "computeType");
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(privilegedMode, "privilegedMode");
    Objects.requireNonNull(type, "type");
    variables = Copies.of(variables);
  }

  /** The variables' names only; values may be what should not be seen. */
  @Override
  public String toString() {
    return "TaskEnvironment[computeType="
        + computeType
        + ", fleet="
        + fleet
        + ", image="
        + image
        + ", privilegedMode="
        + privilegedMode
        + ", type="
        + type
        + ", variables="
        + variables.keySet()
        + "]";
  }
}
