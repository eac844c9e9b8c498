package dev.penstock.samples.quickstart;

import dev.penstock.deploy.GroupStatus;
import dev.penstock.deploy.OpenGroup;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.samples.quickstart.report.ActionRow;
import dev.penstock.samples.quickstart.report.Mark;
import dev.penstock.samples.quickstart.report.ReleaseRow;
import dev.penstock.samples.quickstart.report.Story;
import dev.penstock.samples.quickstart.traffic.Side;
import dev.penstock.samples.quickstart.traffic.TrafficSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the story of a run out of the engine's history and this host's chronicle. */
final class Narrator {
  private final Machine machine;
  private final Host host;
  private final List<Release> releases;

  Narrator(Machine machine, Host host, List<Release> releases) {
    this.machine = machine;
    this.host = host;
    this.releases = releases;
  }

  Story story() {
    PipelineHistory history = host.pipeline().history();
    GroupStatus production = status(host.production());
    List<Chronicle.Entry> chronicle = Chronicle.read(machine.place().chronicle());
    List<ReleaseRow> rows = new ArrayList<>();
    List<ActionRow> actions = new ArrayList<>();
    int asTold = 0;
    String live = "";
    for (Release release : releases) {
      Optional<PipelineHistory.Execution> found =
          history.executions().stream()
              .filter(each -> release.commit().equals(each.variables().get(ShopPipeline.REVISION)))
              .findFirst();
      if (found.isPresent()) {
        PipelineHistory.Execution execution = found.get();
        String seen = seen(chronicle, execution.id());
        Judgement judgement = Judgement.of(release, live, seen, execution, production);
        asTold += judgement.isAsTold() ? 1 : 0;
        live = seen;
        rows.add(row(release, execution, judgement, seen));
        actions.addAll(ActionRows.of(machine.pipeline(), execution));
      }
    }
    boolean isAsTold = asTold == releases.size();
    Instant now = machine.clock().instant();
    return new Story(
        ShopPipeline.NAME,
        history.executions().isEmpty() ? now : history.executions().get(0).startedAt(),
        now,
        isAsTold,
        verdict(asTold),
        rows,
        actions,
        Waves.of(chronicle, List.of(status(host.staging()), production)),
        traffic(chronicle),
        marks(chronicle));
  }

  private String verdict(int asTold) {
    return asTold == releases.size()
        ? "All " + asTold + " releases ended as told."
        : asTold + " of " + releases.size() + " releases ended as told.";
  }

  private ReleaseRow row(
      Release release, PipelineHistory.Execution execution, Judgement judgement, String seen) {
    Instant end = execution.endedAt().orElseGet(machine.clock()::instant);
    return new ReleaseRow(
        execution.id(),
        release.commit(),
        release.subject(),
        release.version(),
        judgement.state(),
        judgement.outcome(),
        seen,
        Duration.between(execution.startedAt(), end));
  }

  private static GroupStatus status(OpenGroup group) {
    return group.status().toCompletableFuture().join();
  }

  private static String seen(List<Chronicle.Entry> chronicle, String execution) {
    return chronicle.stream()
        .filter(entry -> entry.kind() == Chronicle.Kind.SEEN && entry.field(0).equals(execution))
        .findFirst()
        .map(entry -> entry.field(1))
        .orElse("unknown");
  }

  private static List<TrafficSample> traffic(List<Chronicle.Entry> chronicle) {
    return chronicle.stream()
        .filter(entry -> entry.kind() == Chronicle.Kind.TRAFFIC)
        .map(
            entry ->
                new TrafficSample(
                    Instant.ofEpochMilli(Long.parseLong(entry.field(0))),
                    Side.valueOf(entry.field(1)),
                    Long.parseLong(entry.field(2)),
                    Long.parseLong(entry.field(3)),
                    Integer.parseInt(entry.field(4))))
        .sorted(Comparator.comparing(TrafficSample::at))
        .toList();
  }

  private static List<Mark> marks(List<Chronicle.Entry> chronicle) {
    List<Mark> marks = new ArrayList<>();
    boolean isFirst = true;
    for (Chronicle.Entry entry : chronicle) {
      if (entry.kind() == Chronicle.Kind.ROUTED) {
        marks.add(new Mark(entry.at(), entry.field(0) + ": " + entry.field(2)));
      } else if (entry.kind() == Chronicle.Kind.ALARM) {
        marks.add(new Mark(entry.at(), "alarm: " + entry.field(0)));
      } else if (entry.kind() == Chronicle.Kind.BEGAN) {
        if (!isFirst) {
          marks.add(new Mark(entry.at(), "resumed after a kill, as process " + entry.field(0)));
        }
        isFirst = false;
      }
    }
    return marks;
  }
}
