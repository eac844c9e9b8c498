package dev.penstock.spec.batch;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A batch as it stands: the results of all its builds together.
 *
 * @param phase where it stands
 * @param phases when it entered each phase, in order
 * @param reason why it ended so; empty unless it failed or was stopped
 * @param plan its plan; empty before it was read
 * @param builds its builds, in the order of the plan
 */
public record BatchView(
    BatchPhase phase,
    Map<BatchPhase, Instant> phases,
    String reason,
    Optional<BatchPlan> plan,
    List<BatchBuild> builds) {

  /** Copies the collections. */
  public BatchView {
    Objects.requireNonNull(phase, "phase");
    phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(plan, "plan");
    builds = List.copyOf(builds);
  }

  static BatchView of(BatchState state) {
    return new BatchView(
        state.phase == null ? BatchPhase.SUBMITTED : state.phase,
        state.begun,
        state.reason,
        Optional.ofNullable(state.plan),
        state.tasks.stream()
            .map(
                task ->
                    new BatchBuild(
                        task.build.identifier(),
                        task.status,
                        task.build.ignoreFailure(),
                        task.message,
                        task.exportedVariables))
            .toList());
  }

  /**
   * One build.
   *
   * @param identifier its identifier
   * @return how it stands; empty if the batch has no such build
   */
  public Optional<BatchBuild> build(String identifier) {
    return builds.stream().filter(build -> build.identifier().equals(identifier)).findFirst();
  }

  /**
   * The variables that the builds hand on: those of a build are called {@code <identifier>.<name>}.
   *
   * @return the values by name, in the order of the plan
   */
  public Map<String, String> exportedVariables() {
    Map<String, String> all = new LinkedHashMap<>();
    for (BatchBuild build : builds) {
      build
          .exportedVariables()
          .forEach((name, value) -> all.put(build.identifier() + "." + name, value));
    }
    return all;
  }

  /** The batch in lines: where it stands, then each build. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(phase.name());
    if (!reason.isEmpty()) {
      text.append(": ").append(reason);
    }
    for (BatchBuild build : builds) {
      text.append('\n').append(build.identifier()).append(' ').append(build.status());
      if (!build.message().isEmpty()) {
        text.append(": ").append(build.message());
      }
    }
    return text.toString();
  }
}
