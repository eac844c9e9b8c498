package dev.penstock.samples.quickstart;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.GroupStatus;
import dev.penstock.samples.quickstart.report.RunState;
import dev.penstock.samples.quickstart.report.WaveRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes rows for people out of the lifecycle events that the chronicle holds. */
final class Waves {
  private static final String LAST = "ValidateService";

  private Waves() {}

  /** The rows of all deployments of some groups. */
  static List<WaveRow> of(List<Chronicle.Entry> chronicle, List<GroupStatus> groups) {
    Map<String, Map<String, List<Chronicle.Entry>>> deployments = new LinkedHashMap<>();
    for (Chronicle.Entry entry : chronicle) {
      if (entry.kind() == Chronicle.Kind.EVENT_CALLED
          || entry.kind() == Chronicle.Kind.EVENT_ENDED) {
        deployments
            .computeIfAbsent(entry.field(0), id -> new LinkedHashMap<>())
            .computeIfAbsent(entry.field(1), id -> new ArrayList<>())
            .add(entry);
      }
    }
    List<WaveRow> rows = new ArrayList<>();
    deployments.forEach((id, instances) -> rows.addAll(deployment(name(id, groups), instances)));
    return rows;
  }

  /** A wave begins when no instance of the one before is under way. */
  private static List<WaveRow> deployment(
      String name, Map<String, List<Chronicle.Entry>> instances) {
    List<WaveRow> rows = new ArrayList<>();
    int wave = 0;
    Instant end = Instant.MIN;
    for (Map.Entry<String, List<Chronicle.Entry>> instance : instances.entrySet()) {
      List<Chronicle.Entry> events = instance.getValue();
      Instant from = events.get(0).at();
      Chronicle.Entry last = events.get(events.size() - 1);
      wave += from.isBefore(end) ? 0 : 1;
      end = last.at().isAfter(end) ? last.at() : end;
      String summary = last.field(2) + repeats(events);
      rows.add(new WaveRow(name, wave, instance.getKey(), state(events), from, last.at(), summary));
    }
    rows.sort(Comparator.comparingInt(WaveRow::wave).thenComparing(WaveRow::instance));
    return rows;
  }

  private static RunState state(List<Chronicle.Entry> events) {
    Chronicle.Entry last = events.get(events.size() - 1);
    if (last.kind() != Chronicle.Kind.EVENT_ENDED) {
      return RunState.STOPPED;
    }
    boolean isGood = last.field(3).equals("SUCCESS");
    return !isGood
        ? RunState.FAILED
        : last.field(2).equals(LAST) ? RunState.SUCCEEDED : RunState.STOPPED;
  }

  private static String repeats(List<Chronicle.Entry> events) {
    long calls = events.stream().filter(each -> each.kind() == Chronicle.Kind.EVENT_CALLED).count();
    long distinct = events.stream().map(each -> each.field(2)).distinct().count();
    return calls > distinct ? ", " + (calls - distinct) + " asked for again after the kill" : "";
  }

  private static String name(String id, List<GroupStatus> groups) {
    for (GroupStatus group : groups) {
      Optional<GroupStatus.Entry> found =
          group.history().stream().filter(entry -> entry.id().text().equals(id)).findFirst();
      if (found.isPresent()) {
        String revision = found.get().revision().id();
        return found.get().creator() == DeploymentCreator.ROLLBACK
            ? id + ": rollback to " + revision
            : id + ": " + revision;
      }
    }
    return id;
  }
}
