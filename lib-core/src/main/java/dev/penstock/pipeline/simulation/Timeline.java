package dev.penstock.pipeline.simulation;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.Rollback;
import dev.penstock.pipeline.execution.RuleKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the journal tells of a pipeline, as lines that people read and tests compare. */
final class Timeline {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, PipelineEvent.ExecutionStarted> starts = new LinkedHashMap<>();
  private final Map<String, Boolean> approvals = new HashMap<>();

  /**
   * One line.
   *
   * @param execution whose it is; null for the pipeline's
   * @param at when
   * @param text what happened
   */
  private record Entry(@Nullable String execution, Instant at, String text) {}

  static Timeline of(OpenPipeline pipeline) {
    Timeline timeline = new Timeline();
    pipeline.read(0, (sequence, event) -> timeline.add(null, event));
    for (PipelineEvent.ExecutionStarted start : List.copyOf(timeline.starts.values())) {
      if (start.isOwnProcess()) {
        timeline.addOwn(pipeline, start.execution());
      }
    }
    timeline.entries.sort(Comparator.comparing(Entry::at)); // stable
    return timeline;
  }

  /** The lines of all executions, with their numbers. */
  List<String> lines(Instant since) {
    return entries.stream()
        .map(
            each ->
                elapsed(since, each.at())
                    + (each.execution() == null ? "" : " " + number(each.execution()))
                    + " "
                    + each.text())
        .toList();
  }

  /** The lines of one execution, since its start; empty if it never started. */
  List<String> lines(String execution) {
    PipelineEvent.ExecutionStarted start = starts.get(execution);
    return start == null
        ? List.of()
        : entries.stream()
            .filter(each -> execution.equals(each.execution()))
            .map(each -> elapsed(start.at(), each.at()) + " " + each.text())
            .toList();
  }

  /** A process of its own tells all that happens to an execution, and some of it is told twice. */
  private void addOwn(OpenPipeline pipeline, String execution) {
    List<Entry> before = List.copyOf(entries);
    entries.clear();
    pipeline.read(execution, 0, (sequence, event) -> add(execution, event));
    List<Entry> own = List.copyOf(entries);
    entries.clear();
    before.stream().filter(each -> !own.contains(each)).forEach(entries::add);
    entries.addAll(own);
  }

  private void add(@Nullable String owner, PipelineEvent event) {
    if (event instanceof PipelineEvent.PipelineDefined defined) {
      note(defined.definition());
      if (owner == null) {
        entries.add(new Entry(null, defined.at(), "version " + defined.version() + " defined"));
      }
    } else if (event instanceof PipelineEvent.ExecutionStarted start) {
      starts.putIfAbsent(start.execution(), start);
      add(start.execution(), start.at(), started(start));
    } else if (event instanceof PipelineEvent.TransitionDisabled closed) {
      entries.add(
          new Entry(
              null,
              closed.at(),
              "gate of " + closed.stage() + " closed by " + closed.by() + ": " + closed.reason()));
    } else if (event instanceof PipelineEvent.TransitionEnabled opened) {
      entries.add(
          new Entry(null, opened.at(), "gate of " + opened.stage() + " opened by " + opened.by()));
    } else if (!(event instanceof PipelineEvent.TransitionsHandedOn)
        && !ofAction(event)
        && !ofExecution(event)
        && !ofCondition(event)) {
      entries.add(new Entry(owner, event.at(), words(event)));
    }
  }

  private void note(Pipeline definition) {
    definition
        .stages()
        .forEach(
            stage ->
                stage
                    .actions()
                    .forEach(
                        action ->
                            approvals.put(
                                stage.name() + "/" + action.name(), action.isManualApproval())));
  }

  private String started(PipelineEvent.ExecutionStarted start) {
    Optional<Rollback> rollback = start.rollback();
    return "started"
        + rollback
            .map(back -> " to bring back " + number(back.target()) + " in " + back.stage())
            .orElse("")
        + (start.trigger().isBlank() || rollback.isPresent() ? "" : ": " + start.trigger());
  }

  private boolean ofAction(PipelineEvent event) {
    if (event instanceof PipelineEvent.ActionStarted started) {
      boolean isApproval = approvals.getOrDefault(name(started.key()), false);
      add(
          started.key(),
          started.at(),
          (isApproval ? "waits for approval" : "started")
              + (started.key().attempt() > 1 ? ", attempt " + started.key().attempt() : ""));
    } else if (event instanceof PipelineEvent.ActionCheckpointed noted) {
      add(noted.key(), noted.at(), "noted: " + noted.text());
    } else if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
      String summary = succeeded.result().summary();
      add(succeeded.key(), succeeded.at(), "succeeded" + (summary.isEmpty() ? "" : ": " + summary));
    } else if (event instanceof PipelineEvent.ActionFailed failed) {
      add(failed.key(), failed.at(), "failed: " + failed.reason());
    } else if (event instanceof PipelineEvent.ActionTimedOut late) {
      add(late.key(), late.at(), "took too long");
    } else if (event instanceof PipelineEvent.ActionAbandoned abandoned) {
      add(abandoned.key(), abandoned.at(), "abandoned");
    } else if (event instanceof PipelineEvent.ApprovalAnswered answer) {
      add(
          answer.key(),
          answer.at(),
          (answer.isApproved() ? "approved by " : "rejected by ")
              + (answer.by().isEmpty() ? "somebody" : answer.by())
              + ": "
              + answer.summary());
    } else {
      return false;
    }
    return true;
  }

  private boolean ofExecution(PipelineEvent event) {
    if (event instanceof PipelineEvent.ExecutionWaiting waiting) {
      add(waiting.execution(), waiting.at(), "waits in front of " + waiting.stage());
    } else if (event instanceof PipelineEvent.ExecutionSuperseded superseded) {
      add(superseded.execution(), superseded.at(), "superseded by " + number(superseded.by()));
    } else if (event instanceof PipelineEvent.StageEntered entered) {
      add(entered.execution(), entered.at(), entered.stage() + " entered");
    } else if (event instanceof PipelineEvent.StageSucceeded succeeded) {
      add(succeeded.execution(), succeeded.at(), succeeded.stage() + " succeeded");
    } else if (event instanceof PipelineEvent.StageFailed failed) {
      add(
          failed.execution(),
          failed.at(),
          failed.stage()
              + " failed"
              + failed.notRolledBack().map(why -> "; not rolled back: " + why.reason()).orElse(""));
    } else if (event instanceof PipelineEvent.StageSkipped skipped) {
      add(skipped.execution(), skipped.at(), skipped.stage() + " skipped");
    } else if (event instanceof PipelineEvent.StageTimedOut late) {
      add(late.execution(), late.at(), late.stage() + " took too long");
    } else if (event instanceof PipelineEvent.StageRetried retried) {
      add(
          retried.execution(),
          retried.at(),
          retried.stage()
              + (retried.isAutomatic() ? " retries itself: " : " retried: ")
              + (retried.mode() == RetryMode.ALL_ACTIONS ? "all actions" : "failed actions"));
    } else if (event instanceof PipelineEvent.StopRequested stop) {
      add(
          stop.execution(),
          stop.at(),
          (stop.isAbandoning() ? "asked to stop and give up what runs: " : "asked to stop: ")
              + stop.reason());
    } else if (event instanceof PipelineEvent.ExecutionStopped stopped) {
      add(stopped.execution(), stopped.at(), "stopped");
    } else if (event instanceof PipelineEvent.ExecutionFailed failed) {
      add(failed.execution(), failed.at(), "failed");
    } else if (event instanceof PipelineEvent.ExecutionSucceeded succeeded) {
      add(succeeded.execution(), succeeded.at(), "succeeded");
    } else if (event instanceof PipelineEvent.ExecutionCancelled cancelled) {
      add(cancelled.execution(), cancelled.at(), "cancelled");
    } else {
      return false;
    }
    return true;
  }

  private boolean ofCondition(PipelineEvent event) {
    if (event instanceof PipelineEvent.ConditionStarted asked) {
      String name = asked.stage() + "/" + asked.condition().field();
      add(asked.execution(), asked.at(), name + " asks its rules");
    } else if (event instanceof PipelineEvent.RuleAnswered answer) {
      String summary = answer.summary();
      add(
          answer.key().execution(),
          answer.at(),
          name(answer.key())
              + " "
              + answer.outcome().name().toLowerCase(Locale.ROOT)
              + (summary.isEmpty() ? "" : ": " + summary));
    } else if (event instanceof PipelineEvent.RuleWindowMissed missed) {
      add(missed.key().execution(), missed.at(), name(missed.key()) + " missed its window");
    } else if (event instanceof PipelineEvent.ConditionEnded ended) {
      String name = ended.stage() + "/" + ended.condition().field();
      add(
          ended.execution(),
          ended.at(),
          name + " " + ended.status().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof PipelineEvent.ConditionOverridden overridden) {
      String name = overridden.stage() + "/" + overridden.condition().field();
      add(overridden.execution(), overridden.at(), name + " overridden by " + overridden.by());
    } else {
      return false;
    }
    return true;
  }

  private static String name(RuleKey key) {
    return key.stage() + "/" + key.condition().field() + "/" + key.rule();
  }

  private void add(ActionKey key, Instant at, String text) {
    add(key.execution(), at, name(key) + " " + text);
  }

  private void add(String execution, Instant at, String text) {
    entries.add(new Entry(execution, at, text));
  }

  private static String name(ActionKey key) {
    return key.stage() + "/" + key.action();
  }

  private String number(String execution) {
    PipelineEvent.ExecutionStarted start = starts.get(execution);
    return start == null ? execution : "#" + start.number();
  }

  /** An event that has no words of its own here: those of its type. */
  private static String words(PipelineEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** Such as {@code 00:05:00} or {@code 3d 00:05:00}. */
  static String elapsed(Instant since, Instant at) {
    Duration elapsed = Duration.between(since, at);
    String text =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            elapsed.toHoursPart(),
            elapsed.toMinutesPart(),
            elapsed.toSecondsPart());
    String fraction =
        elapsed.toMillisPart() == 0
            ? ""
            : String.format(Locale.ROOT, ".%03d", elapsed.toMillisPart());
    return (elapsed.toDays() == 0 ? "" : elapsed.toDays() + "d ") + text + fraction;
  }
}
