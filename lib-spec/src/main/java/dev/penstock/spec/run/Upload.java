package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
import dev.penstock.spec.report.ReportSummary;
import dev.penstock.spec.run.PhaseResult.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens in phase UPLOAD_ARTIFACTS. */
final class Upload {

  private final BuildRequest request;
  private final PreparedBuild build;
  private final MaskedLog log;

  Upload(BuildRequest request, PreparedBuild build, MaskedLog log) {
    this.request = request;
    this.build = build;
    this.log = log;
  }

  /** What is kept of a build's files. */
  record Kept(
      Optional<BuildArtifact> artifact,
      Map<String, BuildArtifact> secondaryArtifacts,
      Map<String, ReportSummary> reports) {
    static final Kept NOTHING = new Kept(Optional.empty(), Map.of(), Map.of());
  }

  /** What was read of the reports, also if the artifacts fail. */
  Map<String, ReportSummary> reports(List<Context> contexts) throws IOException {
    return new ReportCollector(
            request.sourceDirectory(), build.session(), request.project(), log, contexts)
        .collect(build.buildspec().reports());
  }

  Kept collect(Map<String, ReportSummary> reports) throws PhaseFailure, IOException {
    Optional<Artifacts> artifacts = build.buildspec().artifacts();
    ArtifactCollector collector =
        new ArtifactCollector(request.sourceDirectory(), build.session(), request.project(), log);
    Optional<BuildArtifact> primary = Optional.empty();
    Optional<ArtifactFiles> definition = artifacts.flatMap(Artifacts::primary);
    if (definition.isPresent()) {
      primary =
          Optional.of(
              collector.collect(definition.get(), request.workDirectory().resolve("artifact")));
    }
    Map<String, BuildArtifact> secondary = new LinkedHashMap<>();
    for (Map.Entry<String, ArtifactFiles> entry :
        artifacts.map(Artifacts::secondary).orElse(Map.of()).entrySet()) {
      Path target = request.workDirectory().resolve("secondary-artifact-" + secondary.size());
      secondary.put(entry.getKey(), collector.collect(entry.getValue(), target));
    }
    return new Kept(primary, secondary, reports);
  }
}
