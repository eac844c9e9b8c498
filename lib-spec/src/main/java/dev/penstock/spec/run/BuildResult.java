package dev.penstock.spec.run;

import dev.penstock.spec.report.ReportSummary;
import dev.penstock.spec.run.PhaseResult.Status;
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
 * @param status {@code SUCCEEDED}, {@code FAILED}, {@code FAULT}, {@code TIMED_OUT} or {@code
 *     STOPPED}
 * @param phases the phases that were reached, in order
 * @param exportedVariables the exported variables that have a value; never secrets
 * @param artifact the primary artifact; empty if there is none
 * @param secondaryArtifacts the secondary artifacts by identifier
 * @param reports what the reports say, by the name of their group
 * @param retries how often the phase that failed asks to build again for such a failure (B-084); 0
 *     if it does not
 */
public record BuildResult(
    Status status,
    List<PhaseResult> phases,
    Map<String, String> exportedVariables,
    Optional<BuildArtifact> artifact,
    Map<String, BuildArtifact> secondaryArtifacts,
    Map<String, ReportSummary> reports,
    int retries) {

  /** Copies the collections, keeping their order. */
  public BuildResult {
    Objects.requireNonNull(status, "status");
    phases = List.copyOf(phases);
    exportedVariables = Collections.unmodifiableMap(new LinkedHashMap<>(exportedVariables));
    Objects.requireNonNull(artifact, "artifact");
    secondaryArtifacts = Collections.unmodifiableMap(new LinkedHashMap<>(secondaryArtifacts));
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
  }

  /**
   * Whether the build succeeded.
   *
   * @return whether its status is {@code SUCCEEDED}
   */
  public boolean isSucceeded() {
    return status == Status.SUCCEEDED;
  }

  /**
   * The build in one line.
   *
   * @return how many phases took how long; for a failed build, what went wrong first
   */
  public String summary() {
    for (PhaseResult phase : phases) {
      if (!isSucceeded() && !phase.is(Status.SUCCEEDED) && phase.status().isPresent()) {
        return phase.phase()
            + ": "
            + phase.contexts().stream()
                .findFirst()
                .map(PhaseResult.Context::message)
                .orElse(phase.status().get().name());
      }
    }
    Duration whole =
        phases.stream()
            .flatMap(phase -> phase.duration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    return phases.size() + " phases in " + whole.toMillis() / 1000.0 + " s";
  }
}
