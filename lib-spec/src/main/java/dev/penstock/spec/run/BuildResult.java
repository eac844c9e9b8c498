package dev.penstock.spec.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a build ended.
 *
 * @param isSucceeded whether every phase succeeded
 * @param phases the phases that were reached, in order
 * @param exportedVariables the exported variables that have a value; never secrets
 * @param artifact the directory with the primary artifact's files; empty if there is none
 * @param secondaryArtifacts the directories with the secondary artifacts' files by identifier
 */
public record BuildResult(
    boolean isSucceeded,
    List<PhaseResult> phases,
    Map<String, String> exportedVariables,
    Optional<Path> artifact,
    Map<String, Path> secondaryArtifacts) {

  /** Copies the collections, keeping their order. */
  public BuildResult {
    phases = List.copyOf(phases);
    exportedVariables = Collections.unmodifiableMap(new LinkedHashMap<>(exportedVariables));
    Objects.requireNonNull(artifact, "artifact");
    secondaryArtifacts = Collections.unmodifiableMap(new LinkedHashMap<>(secondaryArtifacts));
  }

  /**
   * The build in one line.
   *
   * @return how many phases took how long; for a failed build, what went wrong first
   */
  public String summary() {
    for (PhaseResult phase : phases) {
      if (phase.status() != PhaseResult.Status.SUCCEEDED) {
        String what = phase.failure().map(PhaseResult.Failure::message).orElse("stopped");
        return phase.phase() + ": " + what;
      }
    }
    Duration whole =
        phases.stream().map(PhaseResult::duration).reduce(Duration.ZERO, Duration::plus);
    return phases.size() + " phases in " + whole.toMillis() / 1000.0 + " s";
  }
}
