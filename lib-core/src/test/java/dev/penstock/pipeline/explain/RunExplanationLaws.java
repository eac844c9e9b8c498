package dev.penstock.pipeline.explain;

import static dev.penstock.pipeline.explain.ExplainedRun.MAVEN;
import static dev.penstock.pipeline.explain.ExplainedRun.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("The explanation of a run")
class RunExplanationLaws {

  @Property(tries = 60, seed = "20261126")
  @Label("has a reason for every execution under way, and one for each action of its stage")
  void complete(@ForAll long seed, @ForAll boolean isQueued) {
    Random random = new Random(seed);
    try (ExplainedRun run = new ExplainedRun(pipeline(isQueued))) {
      for (int step = 0; step < 40; step++) {
        move(run, random);
        check(run);
      }
    }
  }

  private static Pipeline pipeline(boolean isQueued) {
    return Pipeline.builder("p")
        .executionMode(isQueued ? ExecutionMode.QUEUED : ExecutionMode.SUPERSEDED)
        .stage("A", stage -> stage.action("a", MAVEN).action("b", MAVEN))
        .stage(
            "B",
            stage ->
                stage
                    .approval("ok")
                    .action("c", MAVEN)
                    .action("d", MAVEN, action -> action.runOrder(2))
                    .action("e", MAVEN, action -> action.runOrder(3)))
        .build();
  }

  private static void move(ExplainedRun run, Random random) {
    List<ExecutionView> executions = now(run.pipeline.executions());
    List<String> running = run.running();
    int choice = random.nextInt(10);
    if (choice < 2) {
      run.start();
    } else if (choice < 6 && !running.isEmpty()) {
      run.end(running.get(random.nextInt(running.size())), random.nextInt(5) > 0);
    } else if (choice == 6) {
      now(run.pipeline.disableTransition("B", "why not", "ada"));
    } else if (choice == 7) {
      now(run.pipeline.enableTransition("B", "ada"));
    } else if (!executions.isEmpty()) {
      ExecutionView execution = executions.get(random.nextInt(executions.size()));
      if (choice == 8) {
        execution
            .action("ok")
            .flatMap(each -> each.approvalToken())
            .ifPresent(token -> now(run.pipeline.approve(token, "ada", "")));
      } else if (random.nextInt(3) == 0) {
        now(run.pipeline.stop(execution.id(), "enough"));
      }
    }
  }

  private static void check(ExplainedRun run) {
    List<Wait> waits = run.explain().waits();
    for (ExecutionView execution : now(run.pipeline.executions())) {
      List<Wait> own =
          waits.stream().filter(wait -> wait.execution().equals(execution.id())).toList();
      if (execution.status().isEnded()) {
        assertEquals(List.of(), own);
      } else {
        assertTrue(!own.isEmpty(), "no reason for " + execution);
        if (!execution.isWaiting()) {
          List<String> told = new ArrayList<>();
          own.forEach(wait -> told.add(actionOf(wait)));
          List<String> expected = new ArrayList<>(List.of("a", "b"));
          if (execution.stage().orElseThrow().equals("B")) {
            expected = new ArrayList<>(List.of("ok", "c", "d", "e"));
          }
          execution.actions().stream()
              .filter(view -> view.status() != ActionStatus.IN_PROGRESS)
              .map(view -> view.key().action())
              .forEach(expected::remove);
          told.sort(null);
          expected.sort(null);
          assertEquals(expected, told);
        }
      }
    }
  }

  private static String actionOf(Wait wait) {
    if (wait instanceof Wait.ForApproval approval) {
      return approval.action();
    }
    if (wait instanceof Wait.ForExecutor executor) {
      return executor.action();
    }
    if (wait instanceof Wait.ForActions actions) {
      assertTrue(!actions.unfinished().isEmpty());
      return actions.action();
    }
    return ((Wait.WillNotStart) wait).action();
  }
}
