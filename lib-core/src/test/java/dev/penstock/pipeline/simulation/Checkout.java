package dev.penstock.pipeline.simulation;

import static java.time.Duration.ofMinutes;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.source.Trigger;

/** The pipeline that the tests simulate: fetched, made, signed off and shipped. */
final class Checkout {
  static final ActionType GIT =
      new ActionType(ActionCategory.SOURCE, "AWS", Trigger.CONNECTION, "1");
  static final ActionType MAKE = ActionType.of(ActionCategory.BUILD, "Make");
  static final ActionType SHIP = ActionType.of(ActionCategory.DEPLOY, "Ship");

  private Checkout() {}

  static Pipeline pipeline(ExecutionMode mode) {
    return Pipeline.builder("checkout")
        .executionMode(mode)
        .stage(
            "Source",
            stage ->
                stage.action(
                    "fetch",
                    GIT,
                    fetch -> fetch.configuration("BranchName", "main").output("sources")))
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile", MAKE, compile -> compile.input("sources").namespace("build")))
        .stage(
            "Production",
            stage ->
                stage
                    .approval("sign-off")
                    .action(
                        "ship",
                        SHIP,
                        ship -> ship.runOrder(2).configuration("Version", "#{build.version}")))
        .trigger("fetch", trigger -> trigger.push(push -> push.branches("main")))
        .build();
  }

  static Pipeline pipeline() {
    return pipeline(ExecutionMode.SUPERSEDED);
  }

  /** A simulation whose builds take three minutes and whose deployments take two. */
  static PipelineSimulation.Builder simulation(ExecutionMode mode) {
    return PipelineSimulation.of(pipeline(mode))
        .action(GIT, script -> script.succeeds().withRevision("c0ffee"))
        .action(MAKE, script -> script.succeeds(ofMinutes(3)).withVariable("version", "1.4.0"))
        .action(SHIP, script -> script.succeeds(ofMinutes(2)));
  }

  static PipelineSimulation.Builder simulation() {
    return simulation(ExecutionMode.SUPERSEDED);
  }
}
