package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.fleet.InstanceSource;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Begins the deployments of one group as processes of their own, and brings their ends back; looks
 * for instances, and speaks to those who hold some. Safe for several threads.
 */
final class GroupHandler implements EffectHandler<GroupEffect, GroupCommand> {
  private final DeploymentGroup group;
  private final ProcessEngine processes;
  private final DeploymentHandler handler;
  private final Milestones milestones;
  private final @Nullable InstanceSource instances;
  private final @Nullable AutoScalingHook hook;

  GroupHandler(
      DeploymentGroup group,
      ProcessEngine processes,
      DeploymentHandler handler,
      Milestones milestones,
      GroupServices services) {
    this.group = group;
    this.processes = processes;
    this.handler = handler;
    this.milestones = milestones;
    this.instances = services.instances();
    this.hook = services.hook();
  }

  OpenProcess<DeploymentState, DeploymentCommand> open(DeploymentPlan plan) {
    return processes.open(
        "deployment/" + plan.id(),
        new ProcessType<>(deciderOf(plan), EventCodecs.DEPLOYMENT, handler));
  }

  /** Removes the journal of a deployment that has ended. */
  CompletionStage<Boolean> remove(String deployment) {
    return processes.removeEnded(
        "deployment/" + deployment,
        new ProcessType<>(
            new DeploymentDecider(PlanMaker.ALONE, null), EventCodecs.DEPLOYMENT, handler),
        state -> true);
  }

  /** The group's strategies, unless its own cannot move so few instances. */
  private DeploymentDecider deciderOf(DeploymentPlan plan) {
    boolean isOfFew =
        plan.creator() == DeploymentCreator.AUTO_UPDATE
            && plan.fleetStrategy().equals(PlanMaker.FEW.name());
    DeploymentStrategy fleet = isOfFew ? PlanMaker.FEW : group.fleetStrategy();
    return new DeploymentDecider(fleet, group.trafficStrategy().orElse(null));
  }

  @Override
  public void carryOut(GroupEffect effect, EffectContext<GroupCommand> context) throws Exception {
    if (effect instanceof GroupEffect.StartDeployment start) {
      start(start.plan(), context);
    } else if (effect instanceof GroupEffect.AwaitTurn wait) {
      context.settled().thenRun(() -> milestones.signal(wait.deployment()));
    } else if (effect instanceof GroupEffect.FindInstances search) {
      find(search, context);
    } else if (effect instanceof GroupEffect.AnswerHook answer) {
      HookSignal.Kind kind = answer.proceeds() ? HookSignal.Kind.CONTINUE : HookSignal.Kind.ABANDON;
      present(hook, "auto scaling hook")
          .send(new HookSignal(group.name(), answer.instance(), answer.isLaunch(), kind))
          .whenComplete(
              (nothing, failure) ->
                  context.report(
                      failure == null
                          ? new GroupCommand.AnswerTaken(
                              answer.hold(), answer.attempt(), context.now())
                          : failed(answer, failure, context.now())));
    } else if (effect instanceof GroupEffect.SendHeartbeat beat) {
      HookSignal signal =
          new HookSignal(group.name(), beat.instance(), beat.isLaunch(), HookSignal.Kind.HEARTBEAT);
      present(hook, "auto scaling hook").send(signal);
    }
  }

  private void start(DeploymentPlan plan, EffectContext<GroupCommand> context) {
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

  private void find(GroupEffect.FindInstances search, EffectContext<GroupCommand> context)
      throws Exception {
    FleetSelection selection = Objects.requireNonNull(group.selections().get(search.side()));
    present(instances, "instance source")
        .find(selection)
        .thenApply(found -> members(search.side(), found))
        .whenComplete(
            (members, failure) ->
                context.report(
                    failure == null
                        ? found(search, members, context.now())
                        : failed(search, failure, context.now())));
  }

  /** Those that the side selects, and no side before it. */
  private List<FleetInstance> members(String side, @Nullable List<FleetInstance> found) {
    if (found == null || found.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException("the instance source named no instances");
    }
    return Objects.requireNonNull(group.selections().get(side)).select(found).stream()
        .filter(instance -> group.sideOf(instance).filter(side::equals).isPresent())
        .toList();
  }

  private static GroupCommand found(
      GroupEffect.FindInstances search, List<FleetInstance> members, Instant at) {
    Map<String, String> zones = new HashMap<>();
    for (FleetInstance member : members) {
      member.zone().ifPresent(zone -> zones.put(member.id(), zone));
    }
    return new GroupCommand.InstancesFound(
        search.deployment(), members.stream().map(FleetInstance::id).toList(), zones, at);
  }

  private static <T> T present(@Nullable T part, String what) {
    return Objects.requireNonNull(part, "the deployment engine was built without " + what);
  }

  @Override
  public GroupCommand failed(GroupEffect effect, Throwable cause, Instant at) {
    if (effect instanceof GroupEffect.StartDeployment start) {
      milestones.fail(start.plan().id(), cause);
    } else if (effect instanceof GroupEffect.FindInstances search) {
      return new GroupCommand.SearchFailed(search.deployment(), messageOf(cause), at);
    } else if (effect instanceof GroupEffect.AnswerHook answer) {
      return new GroupCommand.AnswerFailed(answer.hold(), answer.attempt(), messageOf(cause), at);
    }
    return new GroupCommand.Postponed(effect.key().text(), at);
  }

  private static String messageOf(Throwable cause) {
    Throwable first = cause;
    while (first instanceof CompletionException && first.getCause() != null) {
      first = first.getCause();
    }
    String message = first.getMessage();
    String text = message == null ? first.toString() : message;
    return text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
  }
}
