package dev.penstock.deploy;

import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import java.time.Instant;

/**
 * Begins the deployments of one group as processes of their own, and brings their ends back. Safe
 * for several threads.
 */
final class GroupHandler implements EffectHandler<GroupEffect, GroupCommand> {
  private final ProcessEngine processes;
  private final ProcessType<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect>
      deployments;
  private final Milestones milestones;

  GroupHandler(
      ProcessEngine processes,
      ProcessType<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect>
          deployments,
      Milestones milestones) {
    this.processes = processes;
    this.deployments = deployments;
    this.milestones = milestones;
  }

  OpenProcess<DeploymentState, DeploymentCommand> open(DeploymentPlan plan) {
    return processes.open("deployment/" + plan.id(), deployments);
  }

  @Override
  public void carryOut(GroupEffect effect, EffectContext<GroupCommand> context) {
    DeploymentPlan plan = ((GroupEffect.StartDeployment) effect).plan();
    OpenProcess<DeploymentState, DeploymentCommand> deployment = open(plan);
    context.settled().thenRun(() -> milestones.signal(plan.id()));
    deployment
        .tell(new DeploymentCommand.CreateDeployment(plan, context.now()))
        .thenCompose(begun -> deployment.ended(DeploymentOutcome::of))
        .whenComplete(
            (outcome, failure) -> {
              if (failure == null) {
                context.report(new GroupCommand.ReportEnd(plan.id(), outcome, context.now()));
              } else { // its process was closed; it is begun again after a restart
                milestones.fail(plan.id(), failure);
              }
            });
  }

  @Override
  public GroupCommand failed(GroupEffect effect, Throwable cause, Instant at) {
    String id = ((GroupEffect.StartDeployment) effect).plan().id();
    milestones.fail(id, cause);
    return new GroupCommand.StartPostponed(id, at);
  }
}
