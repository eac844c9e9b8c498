package dev.penstock.spec.run;

import dev.penstock.spec.build.BuildPhase;
import dev.penstock.spec.build.OnFailure;
import dev.penstock.spec.report.ReportSummary;
import dev.penstock.spec.run.PhaseResult.Context;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one buildspec. Confined to the thread that runs it. */
final class BuildRun {

  private final BuildHost host;
  private final BuildRequest request;
  private final MaskedLog log;
  private final StopSignal stop;
  private final PhaseRecords records;
  private final BuildOutcome outcome;
  private Upload.Kept kept = Upload.Kept.NOTHING;
  private @Nullable PreparedBuild prepared;
  private @Nullable Map<String, String> exported;

  BuildRun(BuildHost host, BuildRequest request) {
    this.host = host;
    this.request = request;
    this.log = new MaskedLog(request.log());
    this.stop = new StopSignal(request.cancellation());
    this.records = new PhaseRecords(log, request.phases());
    this.outcome = new BuildOutcome(request.project().passesContinuedFailures());
  }

  BuildResult run() throws IOException {
    Path state = Directories.createPrivate(request.workDirectory().resolve("state"));
    Instant begun = host.clock().instant();
    Duration longest = request.project().limits().build();
    Optional<TimeLimit> limit =
        host.scheduler()
            .map(
                scheduler ->
                    TimeLimit.set(
                        scheduler,
                        host.clock(),
                        begun.plus(longest),
                        () -> stop.stop(Status.TIMED_OUT)));
    try {
      Optional<PhaseType> next = Optional.of(PhaseType.SUBMITTED);
      while (next.isPresent()) {
        next = run(next.get(), state, begun);
      }
      return outcome.result(records.ended(), exported == null ? Map.of() : exported, kept);
    } finally {
      limit.ifPresent(TimeLimit::lift);
      Directories.delete(state);
    }
  }

  private Optional<PhaseType> run(PhaseType type, Path state, Instant begun) {
    if (type.compareTo(PhaseType.POST_BUILD) > 0) {
      freezeExported();
    }
    Instant start = type.isBeforePlace() && type != PhaseType.PROVISIONING ? since(begun) : now();
    if (type == PhaseType.COMPLETED) {
      records.complete(start);
      return Optional.empty();
    }
    records.begin(type, start);
    List<Context> contexts = new ArrayList<>();
    Status status = carryOut(type, state, start, contexts);
    Optional<OnFailure> onFailure = onFailure(type);
    records.end(type, status, start, duration(type, start), contexts);
    PhaseResult ended = records.ended().get(records.ended().size() - 1);
    outcome.add(ended, onFailure);
    return PhaseOrder.after(type, status, onFailure.map(OnFailure::action));
  }

  private Status carryOut(PhaseType type, Path state, Instant start, List<Context> contexts) {
    Status status = Status.SUCCEEDED;
    try {
      work(type, state, start, contexts);
    } catch (PhaseFailure e) {
      contexts.add(0, e.context());
      status = Status.FAILED;
    } catch (IOException | RuntimeException e) {
      contexts.add(0, new Context(PhaseFailure.HOST, String.valueOf(e.getMessage())));
      status = Status.FAULT;
    }
    Optional<Status> cause = stop.cause();
    if (cause.isPresent() && type != PhaseType.FINALIZING) {
      contexts.clear();
      contexts.add(new Context(cause.get().name(), stopped(type, cause.get())));
      return cause.get();
    }
    return status;
  }

  private String stopped(PhaseType type, Status cause) {
    BuildLimits limits = request.project().limits();
    return cause == Status.STOPPED
        ? "the build was asked to stop"
        : type == PhaseType.QUEUED
            ? "the build waited longer than " + limits.queue().toMinutes() + " minutes"
            : "the build took longer than " + limits.build().toMinutes() + " minutes";
  }

  private void work(PhaseType type, Path state, Instant start, List<Context> contexts)
      throws PhaseFailure, IOException {
    Optional<BuildPhase> commands = type.commands();
    PreparedBuild build = prepared;
    if (type == PhaseType.QUEUED) {
      if (now().isAfter(start.plus(request.project().limits().queue()))) {
        stop.stop(Status.TIMED_OUT);
      }
    } else if (type == PhaseType.PROVISIONING) {
      provision();
    } else if (type == PhaseType.DOWNLOAD_SOURCE) {
      if (!stop.isStopped()) {
        prepared = new Preparation(host, request, log, stop).prepare(state, start);
      }
    } else if (build != null && commands.isPresent()) {
      new CommandLists(build.session(), log, stop)
          .run(build.buildspec().phase(commands.get()), outcome.isSucceeding());
    } else if (build != null && type == PhaseType.UPLOAD_ARTIFACTS) {
      Upload upload = new Upload(request, build, log);
      Map<String, ReportSummary> reports = upload.reports(contexts);
      kept = new Upload.Kept(Optional.empty(), Map.of(), reports);
      kept = upload.collect(reports);
    } else if (build != null && type == PhaseType.FINALIZING && !stop.isStopped()) {
      build.caching().ifPresent(BuildCaching::save);
    }
  }

  private void provision() throws PhaseFailure {
    try {
      if (!stop.isStopped()) {
        request.provision().run();
      }
    } catch (IOException e) {
      throw new PhaseFailure(PhaseFailure.CLIENT, String.valueOf(e.getMessage()));
    }
  }

  private Optional<OnFailure> onFailure(PhaseType type) {
    PreparedBuild build = prepared;
    return build == null
        ? Optional.empty()
        : type.commands().map(build.buildspec()::phase).flatMap(phase -> phase.onFailure());
  }

  /** B-050: the values as they are when the last command phase has ended. */
  private void freezeExported() {
    PreparedBuild build = prepared;
    if (exported != null || build == null || stop.isStopped()) {
      return;
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      build
          .session()
          .values(
              build.buildspec().env().exportedVariables().stream()
                  .filter(build.environment()::isExportable)
                  .toList())
          .forEach((name, value) -> values.put(name, log.mask(value)));
    } catch (IOException e) {
      log.line("The exported variables are lost: " + e.getMessage());
    }
    exported = values;
  }

  private Instant now() {
    return host.clock().instant();
  }

  private Instant since(Instant begun) {
    return request.submitted().orElse(begun);
  }

  /** B-113: a phase without commands takes no time. */
  private Duration duration(PhaseType type, Instant start) {
    PreparedBuild build = prepared;
    boolean isIdle =
        type == PhaseType.SUBMITTED
            || (build != null
                && type.commands().isPresent()
                && build.buildspec().phase(type.commands().get()).commands().isEmpty()
                && build.buildspec().phase(type.commands().get()).finallyCommands().isEmpty());
    return isIdle ? Duration.ZERO : Duration.between(start, now());
  }
}
