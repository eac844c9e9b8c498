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
import java.util.Collection;
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
  /** About how many bytes a checkpoint may take, of the 16 MB that journals in files allow. */
  private static final long MOST_BYTES = 12 << 20;

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
      events = kept(needed());
      pruneAt = Math.max(PRUNED, 2 * events.size());
    }
  }

  @Override
  public PipelineEvent checkpoint() {
    List<PipelineEvent> kept = kept(fitting());
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
  private List<PipelineEvent> kept(Set<String> needed) {
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
        || event instanceof PipelineEvent.TargetsForgotten
        || event instanceof TransitionDisabled
        || event instanceof TransitionEnabled
        || event instanceof TransitionsHandedOn;
  }

  /** Whose events the rules or the retention ask for. */
  private Set<String> needed() {
    Map<String, String> targets = targets();
    Set<String> needed = new HashSet<>();
    required().forEach(each -> needed.addAll(withTargets(each, targets)));
    newest().forEach(each -> needed.addAll(withTargets(each, targets)));
    return needed;
  }

  /** The same, but of those that the retention asks for the newest, as many as have room. */
  private Set<String> fitting() {
    Map<String, Long> sizes = new HashMap<>();
    for (PipelineEvent event : events) {
      sizes.merge(executionOf(event), EventSize.of(event), Long::sum);
    }
    Map<String, String> targets = targets();
    Set<String> fitting = new HashSet<>();
    required().forEach(each -> fitting.addAll(withTargets(each, targets)));
    long left = MOST_BYTES - sizeOf(fitting, sizes);
    List<String> newest = newest();
    for (int i = newest.size() - 1; i >= 0; i--) {
      List<String> more = withTargets(newest.get(i), targets);
      more.removeAll(fitting);
      left -= sizeOf(more, sizes);
      if (left < 0) {
        break;
      }
      fitting.addAll(more);
    }
    return fitting;
  }

  private static long sizeOf(Collection<String> executions, Map<String, Long> sizes) {
    return executions.stream().mapToLong(id -> sizes.getOrDefault(id, 0L)).sum();
  }

  /** Whom the rules still need. */
  private Set<String> required() {
    Set<String> required = new HashSet<>(state.live.keySet());
    required.addAll(state.parallel.keySet());
    required.addAll(state.endedParallel.keySet());
    for (StageSlot slot : state.slots.values()) {
      required.addAll(slot.succeeded().keySet());
      StageRun latest = slot.latest;
      if (latest != null) {
        required.add(latest.execution.id);
      }
    }
    return required;
  }

  /** Whom the retention asks for: those that ended last, and lately; oldest first. */
  private List<String> newest() {
    List<String> all = new ArrayList<>(ended.keySet());
    List<String> newest = new ArrayList<>();
    for (String each : all.subList(Math.max(0, all.size() - retention.newest()), all.size())) {
      Instant at = ended.get(each);
      if (at != null && !at.isBefore(retention.since())) {
        newest.add(each);
      }
    }
    return newest;
  }

  /** What rollbacks bring back. */
  private Map<String, String> targets() {
    Map<String, String> targets = new HashMap<>();
    for (PipelineEvent event : events) {
      if (event instanceof ExecutionStarted started) {
        started
            .rollback()
            .ifPresent(rollback -> targets.put(started.execution(), rollback.target()));
      }
    }
    return targets;
  }

  /** A rollback begins with what its target had gathered. */
  private static List<String> withTargets(String execution, Map<String, String> targets) {
    List<String> all = new ArrayList<>();
    for (String next = execution; next != null; next = targets.get(next)) {
      all.add(next);
    }
    return all;
  }

  /** Whose event it is; empty for those of the pipeline as a whole. */
  static String executionOf(PipelineEvent event) {
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
