package dev.penstock.spec.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.process.simulation.DeciderLaws;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A batch")
class BatchLawsTest {

  @Property(seed = "2026", tries = 400)
  @Label("obeys the laws of deciders in any history")
  void obeysTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws().violations(new SplittableRandom(seed), 120));
  }

  @Example
  @Label("comes through every kind of event in such histories, and to every end")
  void visitsEverything() {
    Set<Class<?>> seen = new HashSet<>();
    Set<BatchPhase> ends = new HashSet<>();
    for (int seed = 0; seed < 400; seed++) {
      for (BatchEvent event : laws().events(new SplittableRandom(seed), 120)) {
        seen.add(event.getClass());
        if (event instanceof BatchEvent.BatchEnded end) {
          ends.add(end.phase());
        }
      }
    }
    assertEquals(
        Arrays.stream(BatchEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()), seen);
    assertEquals(Set.of(BatchPhase.SUCCEEDED, BatchPhase.FAILED, BatchPhase.STOPPED), ends);
  }

  private static DeciderLaws<BatchState, BatchCommand, BatchEvent, BatchEffect> laws() {
    return new DeciderLaws<>(
        new BatchDecider(),
        BatchEngine.CODEC,
        BatchLawsTest::snapshot,
        BatchLawsTest::next,
        command -> !(command instanceof BatchCommand.StopBatch));
  }

  private static List<?> snapshot(BatchState state) {
    return List.of(
        BatchView.of(state),
        Optional.ofNullable(state.restrictions),
        Optional.ofNullable(state.stop),
        Optional.ofNullable(state.planFault),
        Optional.ofNullable(state.combineFault),
        List.of(state.isCombined, state.running, state.unended, state.firstFailure),
        List.copyOf(state.ready),
        state.tasks.stream().map(task -> task.waitingFor + " " + task.lost).toList());
  }

  private static BatchCommand next(
      BatchState state, List<BatchEffect> pending, RandomGenerator random) {
    Instant at = Plans.NOON.plusSeconds(random.nextInt(10_000));
    if (!state.exists()) {
      return begin(random, at);
    }
    int choice = random.nextInt(60);
    if (choice == 0) {
      return new BatchCommand.StopBatch("enough", at);
    }
    if (choice < 4 || pending.isEmpty()) {
      return stray(random, at);
    }
    return answer(pending.get(random.nextInt(pending.size())), random, at);
  }

  private static BatchCommand begin(RandomGenerator random, Instant at) {
    BatchRestrictions restrictions =
        new BatchRestrictions(
            random.nextInt(10) == 0 ? 2 : 100, List.of(), List.of(), random.nextBoolean());
    if (random.nextInt(4) > 0) {
      return new BatchCommand.SubmitBatch(restrictions, at);
    }
    BatchPlan plan = Plans.random(random);
    return new BatchCommand.ResubmitBatch(
        restrictions,
        plan,
        plan.builds().stream()
            .filter(build -> random.nextBoolean())
            .map(
                build ->
                    new BatchBuild(
                        build.identifier(),
                        random.nextInt(4) == 0
                            ? BatchBuildStatus.FAILED
                            : BatchBuildStatus.SUCCEEDED,
                        false,
                        "kept",
                        java.util.Map.of("K", "1")))
            .toList(),
        at);
  }

  private static BatchCommand stray(RandomGenerator random, Instant at) {
    return switch (random.nextInt(7)) {
      case 0 -> new BatchCommand.PlanReported(Plans.random(random), at);
      case 1 -> new BatchCommand.PlanFailed("late", at);
      case 2 -> new BatchCommand.CombineReported(at);
      case 3 -> new BatchCommand.CombineFailed("late", at);
      case 4 -> new BatchCommand.TimerFired(at);
      case 5 -> new BatchCommand.SubmitBatch(BatchRestrictions.DEFAULT, at);
      default ->
          new BatchCommand.BuildReported(
              "b" + random.nextInt(9), Plans.result(BatchBuildStatus.FAILED), at);
    };
  }

  private static BatchCommand answer(BatchEffect effect, RandomGenerator random, Instant at) {
    if (effect instanceof BatchEffect.ReadPlan) {
      return random.nextInt(10) == 0
          ? new BatchCommand.PlanFailed("no plan", at)
          : new BatchCommand.PlanReported(Plans.random(random), at);
    }
    if (effect instanceof BatchEffect.CombineArtifacts) {
      return random.nextInt(4) == 0
          ? new BatchCommand.CombineFailed("no disk", at)
          : new BatchCommand.CombineReported(at);
    }
    String identifier =
        effect instanceof BatchEffect.RunBuild run
            ? run.build().identifier()
            : ((BatchEffect.StopBuild) effect).identifier();
    BatchBuildStatus[] ends = {
      BatchBuildStatus.SUCCEEDED,
      BatchBuildStatus.SUCCEEDED,
      BatchBuildStatus.SUCCEEDED,
      BatchBuildStatus.SUCCEEDED,
      BatchBuildStatus.FAILED,
      BatchBuildStatus.FAULT,
      BatchBuildStatus.TIMED_OUT,
      BatchBuildStatus.STOPPED
    };
    return new BatchCommand.BuildReported(
        identifier, Plans.result(ends[random.nextInt(ends.length)]), at);
  }
}
