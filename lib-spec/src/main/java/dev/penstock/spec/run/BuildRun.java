package dev.penstock.spec.run;

import dev.penstock.shell.Shell;
import dev.penstock.spec.build.BuildPhase;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Version;
import dev.penstock.spec.build.Command;
import dev.penstock.spec.build.OnFailure;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one buildspec. Confined to the thread that runs it. */
final class BuildRun {

  private static final Map<String, String> INTERPRETERS =
      Map.of("sh", "sh", "/bin/sh", "/bin/sh", "bash", "bash", "/bin/bash", "/bin/bash");

  private final Shell shell;
  private final InstantSource clock;
  private final BuildSecrets secrets;
  private final BuildRequest request;
  private final Buildspec buildspec;
  private final MaskedLog log;
  private final StopSignal stop;
  private final List<PhaseResult> phases = new ArrayList<>();
  private final Map<String, Path> secondaryArtifacts = new LinkedHashMap<>();
  private Optional<Path> artifact = Optional.empty();
  private boolean isSucceeding = true;
  private @Nullable BuildEnvironment environment;
  private @Nullable ShellSession session;

  BuildRun(Shell shell, InstantSource clock, BuildSecrets secrets, BuildRequest request) {
    this.shell = shell;
    this.clock = clock;
    this.secrets = secrets;
    this.request = request;
    this.buildspec = request.buildspec();
    this.log = new MaskedLog(request.log());
    this.stop = new StopSignal(request.cancellation());
  }

  BuildResult run() throws IOException {
    Path state = Directories.createPrivate(request.workDirectory().resolve("state"));
    try {
      Optional<PhaseType> next = Optional.of(PhaseType.DOWNLOAD_SOURCE);
      while (next.isPresent()) {
        next = run(next.get(), state);
      }
      return new BuildResult(
          isSucceeding, phases, exportedVariables(), artifact, secondaryArtifacts);
    } finally {
      Directories.delete(state);
    }
  }

  private Optional<PhaseType> run(PhaseType type, Path state) {
    Instant start = clock.instant();
    log.line("Entering phase " + type);
    Optional<PhaseResult.Failure> failure = Optional.empty();
    try {
      carryOut(type, state, start);
    } catch (PhaseFailure e) {
      failure = Optional.of(e.failure());
    } catch (IOException e) {
      failure =
          Optional.of(new PhaseResult.Failure(PhaseFailure.CLIENT, String.valueOf(e.getMessage())));
    }
    Status status =
        stop.isStopped() ? Status.STOPPED : failure.isEmpty() ? Status.SUCCEEDED : Status.FAILED;
    failure = failure.map(f -> new PhaseResult.Failure(f.code(), log.mask(f.message())));
    if (status == Status.STOPPED) {
      failure = Optional.of(new PhaseResult.Failure("STOPPED", "the build was asked to stop"));
    }
    isSucceeding &= status == Status.SUCCEEDED;
    phases.add(
        new PhaseResult(type, status, start, Duration.between(start, clock.instant()), failure));
    log.line("Phase complete: " + type + " State: " + status);
    log.lines(
        "Phase context status code: %s Message: %s"
            .formatted(
                failure.map(PhaseResult.Failure::code).orElse(""),
                failure.map(PhaseResult.Failure::message).orElse("")));
    return status == Status.STOPPED
        ? Optional.empty()
        : PhaseOrder.after(type, status == Status.SUCCEEDED, onFailure(type));
  }

  private Optional<OnFailure.Action> onFailure(PhaseType type) {
    return type.commands()
        .map(buildspec::phase)
        .flatMap(phase -> phase.onFailure().map(OnFailure::action));
  }

  private void carryOut(PhaseType type, Path state, Instant start)
      throws PhaseFailure, IOException {
    if (session == null || environment == null) {
      environment = prepare(start);
      session =
          new ShellSession(
              shell,
              interpreter(),
              request.sourceDirectory(),
              state,
              buildspec.version() == Version.V0_2,
              environment.values(),
              stop);
    } else if (type == PhaseType.UPLOAD_ARTIFACTS) {
      upload(session);
    } else {
      Optional<BuildPhase> commands = type.commands();
      if (commands.isPresent()) {
        runCommands(session, buildspec.phase(commands.get()));
      }
    }
  }

  private BuildEnvironment prepare(Instant start) throws PhaseFailure {
    interpreter();
    boolean hasUser =
        buildspec.runAs().isPresent()
            || buildspec.phases().values().stream().anyMatch(phase -> phase.runAs().isPresent());
    if (hasUser) {
      throw unsupported("run-as: commands run as the host's own user only");
    }
    if (buildspec.phases().values().stream().anyMatch(Phase::hasSteps)) {
      throw unsupported("steps: workflow steps are not run; write commands instead");
    }
    return BuildEnvironment.fetch(request, secrets, start, log);
  }

  private String interpreter() throws PhaseFailure {
    String wanted = buildspec.env().shell().orElse("sh");
    String interpreter = INTERPRETERS.get(wanted);
    if (interpreter == null) {
      throw unsupported("env.shell: no commands are run in \"" + wanted + "\"; allowed: sh, bash");
    }
    return interpreter;
  }

  private static PhaseFailure unsupported(String message) {
    return new PhaseFailure(PhaseFailure.BUILDSPEC, message);
  }

  /** B-075 to B-077: a failure ends its list; the second list runs in any case, unless stopped. */
  private void runCommands(ShellSession shellSession, Phase phase) throws PhaseFailure {
    PhaseFailure first = null;
    for (List<Command> list : List.of(phase.commands(), phase.finallyCommands())) {
      try {
        for (Command command : list) {
          if (stop.isStopped()) {
            return;
          }
          run(shellSession, command.text().stripTrailing(), first == null && isSucceeding);
        }
      } catch (PhaseFailure e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void run(ShellSession shellSession, String text, boolean isAllWell) throws PhaseFailure {
    if (text.isBlank()) {
      return;
    }
    log.lines("Running command " + text);
    String reason;
    try {
      int status = shellSession.run(text, isAllWell, log::line);
      if (status == 0) {
        return;
      }
      log.lines("Command did not exit successfully " + text + " exit status " + status);
      reason = "exit status " + status;
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
    }
    throw new PhaseFailure(
        PhaseFailure.COMMAND, "Error while executing command: " + text + ". Reason: " + reason);
  }

  private void upload(ShellSession shellSession) throws PhaseFailure, IOException {
    if (buildspec.artifacts().isEmpty()) {
      return;
    }
    Buildspec.Artifacts artifacts = buildspec.artifacts().get();
    ArtifactCollector collector =
        new ArtifactCollector(request.sourceDirectory(), shellSession::values, log);
    if (artifacts.primary().isPresent()) {
      Path target = request.workDirectory().resolve("artifact");
      collector.collect(artifacts.primary().get(), target);
      artifact = Optional.of(target);
    }
    for (Map.Entry<String, Buildspec.ArtifactFiles> entry : artifacts.secondary().entrySet()) {
      Path target =
          request.workDirectory().resolve("secondary-artifact-" + secondaryArtifacts.size());
      collector.collect(entry.getValue(), target);
      secondaryArtifacts.put(entry.getKey(), target);
    }
  }

  private Map<String, String> exportedVariables() throws IOException {
    Map<String, String> exported = new LinkedHashMap<>();
    if (session == null || environment == null || stop.isStopped()) {
      return exported;
    }
    List<String> names =
        buildspec.env().exportedVariables().stream().filter(environment::isExportable).toList();
    session.values(names).forEach((name, value) -> exported.put(name, log.mask(value)));
    return exported;
  }
}
