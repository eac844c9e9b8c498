package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
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
  record Kept(Optional<Path> artifact, Map<String, Path> secondaryArtifacts) {
    static final Kept NOTHING = new Kept(Optional.empty(), Map.of());
  }

  Kept run(List<Context> contexts) throws PhaseFailure, IOException {
    Optional<Artifacts> artifacts = build.buildspec().artifacts();
    return artifacts.isEmpty() ? Kept.NOTHING : collect(artifacts.get());
  }

  private Kept collect(Artifacts artifacts) throws PhaseFailure, IOException {
    ArtifactCollector collector =
        new ArtifactCollector(request.sourceDirectory(), build.session()::values, log);
    Optional<Path> primary = Optional.empty();
    if (artifacts.primary().isPresent()) {
      primary = Optional.of(request.workDirectory().resolve("artifact"));
      collector.collect(artifacts.primary().get(), primary.get());
    }
    Map<String, Path> secondary = new LinkedHashMap<>();
    for (Map.Entry<String, ArtifactFiles> entry : artifacts.secondary().entrySet()) {
      Path target = request.workDirectory().resolve("secondary-artifact-" + secondary.size());
      collector.collect(entry.getValue(), target);
      secondary.put(entry.getKey(), target);
    }
    return new Kept(primary, secondary);
  }
}
