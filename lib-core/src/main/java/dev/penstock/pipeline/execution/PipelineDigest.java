package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionDisabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionEnabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionsHandedOn;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the checkpoint of a pipeline: the events of all executions that the rules or the retention
 * still need, as they were, and beside them what is left of the others (see {@link Checkpointed}).
 *
 * <p>Before a checkpoint is given away, it is folded and compared with the state that it stands
 * for. A rule that this class does not know of can therefore cost a compaction, never an event.
 */
final class PipelineDigest implements Checkpointing.Digest<PipelineEvent> {
  /** After how many events those that nobody needs are dropped. */
  private static final int PRUNED = 20_000;

  private final PipelineDecider decider;
  private final Retention retention;
  private final PipelineState state = new PipelineState();
  private final Map<String, Instant> ended = new LinkedHashMap<>(); // in order of their end
  private List<PipelineEvent> events = new ArrayList<>();
  private int pruneAt = PRUNED;
  private Instant lastAt = Instant.EPOCH;

  PipelineDigest(PipelineDecider decider, Retention retention) {
    this.decider = decider;
    this.retention = retention;
  }

  @Override
  public void add(PipelineEvent event) {
    if (event instanceof Checkpointed checkpointed) {
      Remnant.restore(state, checkpointed, this::take);
      lastAt = checkpointed.at();
    } else {
      take(event);
    }
  }

  private void take(PipelineEvent event) {
    PipelineEvolution.apply(state, event);
    lastAt = event.at();
    events.add(event);
    String execution = executionOf(event);
    if (ExecutionDraft.isEnd(event)) {
      ended.remove(execution);
      ended.put(execution, event.at());
    } else if (event instanceof StageRetried) {
      ended.remove(execution);
    }
    if (events.size() >= pruneAt) {
      events = kept();
      pruneAt = Math.max(PRUNED, 2 * events.size());
    }
  }

  @Override
  public PipelineEvent checkpoint() {
    List<PipelineEvent> kept = kept();
    Checkpointed checkpoint = Remnant.of(state, kept, lastAt);
    PipelineState folded = decider.evolve(decider.initial(), checkpoint);
    String expected = state.describe();
    String found = folded.describe();
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "the checkpoint would not stand for the state, so nothing is compacted: expected "
              + difference(expected, found)
              + ", found "
              + difference(found, expected));
    }
    return checkpoint;
  }

  /** The part of a text that is not in another one. */
  private static String difference(String text, String other) {
    int at = 0;
    while (at < Math.min(text.length(), other.length()) && text.charAt(at) == other.charAt(at)) {
      at++;
    }
    return "\""
        + text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40))
        + "\" at "
        + at;
  }

  /** The events that a checkpoint keeps, in their order. */
  private List<PipelineEvent> kept() {
    Set<String> needed = needed();
    int first = events.size(); // from here on definitions and gates matter
    int definition = -1;
    for (int i = 0; i < events.size() && first == events.size(); i++) {
      if (events.get(i) instanceof PipelineDefined) {
        definition = i;
      } else if (needed.contains(executionOf(events.get(i)))) {
        first = i;
      }
    }
    List<PipelineEvent> kept = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      PipelineEvent event = events.get(i);
      String execution = executionOf(event);
      boolean isOfPipeline = execution.isEmpty();
      if (isOfPipeline
          ? i == definition || i >= first || !isCommon(event)
          : needed.contains(execution)) {
        kept.add(event);
      }
    }
    return kept;
  }

  /** What the remnant restores, unless it must be seen in its order by what is kept. */
  private static boolean isCommon(PipelineEvent event) {
    return event instanceof PipelineDefined
        || event instanceof TransitionDisabled
        || event instanceof TransitionEnabled
        || event instanceof TransitionsHandedOn;
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>(state.live.keySet());
    needed.addAll(state.parallel.keySet());
    needed.addAll(state.endedParallel.keySet());
    for (StageSlot slot : state.slots.values()) {
      needed.addAll(slot.succeeded().keySet());
      StageRun latest = slot.latest;
      if (latest != null) {
        needed.add(latest.execution.id);
      }
    }
    List<String> all = new ArrayList<>(ended.keySet());
    for (int i = Math.max(0, all.size() - retention.newest()); i < all.size(); i++) {
      Instant at = ended.get(all.get(i));
      if (at != null && !at.isBefore(retention.since())) {
        needed.add(all.get(i));
      }
    }
    addTargets(needed);
    return needed;
  }

  /** A rollback begins with what its target had gathered. */
  private void addTargets(Set<String> needed) {
    Map<String, String> targets = new HashMap<>();
    for (PipelineEvent event : events) {
      if (event instanceof ExecutionStarted started) {
        started
            .rollback()
            .ifPresent(rollback -> targets.put(started.execution(), rollback.target()));
      }
    }
    for (String each : List.copyOf(needed)) {
      for (String next = targets.get(each); next != null; next = targets.get(next)) {
        needed.add(next);
      }
    }
  }

  private static String executionOf(PipelineEvent event) {
    if (event instanceof ExecutionStarted started) {
      return started.execution();
    }
    if (event instanceof ActionCheckpointed checkpointed) {
      return checkpointed.key().execution();
    }
    return event instanceof ActionTimedOut late
        ? late.key().execution()
        : ExecutionDraft.executionOf(event);
  }
}
