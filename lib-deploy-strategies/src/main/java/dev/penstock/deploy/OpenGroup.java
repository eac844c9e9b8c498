package dev.penstock.deploy;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.Rejection;
import dev.penstock.revision.Revision;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A group that an engine drives: its host deploys to it, watches, continues and stops.
 *
 * <p>Stages complete on threads of the process engine or of its executor; do not block in them.
 * They complete exceptionally with {@link dev.penstock.process.JournalException} if something could
 * not be stored, and with {@link IllegalStateException} if the process engine is closed. Those who
 * wait when it is closed are left waiting: after a restart they ask again. Safe for several
 * threads.
 */
public final class OpenGroup {
  private static final int LONGEST_TOKEN = 400;

  private final DeploymentGroup group;
  private final Clock clock;
  private final Milestones milestones = new Milestones();
  private final GroupHandler deployments;
  private final OpenProcess<GroupState, GroupCommand> process;

  OpenGroup(
      DeploymentGroup group, ProcessEngine processes, Clock clock, DeploymentServices services) {
    this.group = group;
    this.clock = clock;
    this.deployments =
        new GroupHandler(
            processes,
            new ProcessType<>(
                new DeploymentDecider(group.fleetStrategy(), group.trafficStrategy().orElse(null)),
                EventCodecs.DEPLOYMENT,
                new DeploymentHandler(services, milestones::signal)),
            milestones);
    this.process =
        processes.open(
            "deployment-group/" + group.name(),
            new ProcessType<>(new GroupDecider(group), EventCodecs.GROUP, deployments));
  }

  /**
   * The group's definition.
   *
   * @return what it was opened with
   */
  public DeploymentGroup group() {
    return group;
  }

  /**
   * Deploys a revision.
   *
   * @param revision what to install
   * @param token names the order, 1 to 400 characters: giving it again returns the deployment that
   *     it led to
   * @return completes with the deployment's id once the order is durable; exceptionally with {@link
   *     RejectedCommandException} and the code {@code group.busy} while another deployment is under
   *     way
   */
  public CompletionStage<DeploymentId> deploy(Revision revision, String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw new IllegalArgumentException(
          "token of " + token.length() + " characters; allowed: 1 to " + LONGEST_TOKEN);
    }
    RecordedRevision recorded = RecordedRevision.of(revision, group.fileExistsBehavior());
    return process
        .tell(new GroupCommand.RequestDeployment(token, recorded, clock.instant()))
        .thenCompose(
            answer ->
                answer instanceof CommandResult.Rejected refused
                    ? CompletableFuture.failedFuture(
                        new RejectedCommandException(refused.rejection()))
                    : process.view(
                        state ->
                            new DeploymentId(
                                Objects.requireNonNull(state.tokens.get(token), token))));
  }

  /**
   * Looks at the group.
   *
   * @return completes with its present status
   */
  public CompletionStage<GroupStatus> status() {
    return process.view(state -> GroupStatus.of(group.name(), state));
  }

  /**
   * Looks at a deployment.
   *
   * @param id which one
   * @return completes with the deployment as it is; exceptionally with {@link
   *     RejectedCommandException} and the code {@code group.no-such-deployment} if the group does
   *     not remember it
   */
  public CompletionStage<Deployment> deployment(DeploymentId id) {
    return look(id).thenApply(Milestones.Seen::deployment);
  }

  /**
   * Waits until a deployment has ended and its group knows, including whether it is rolled back.
   * The rollback is a deployment of its own, see {@link Deployment#rolledBackBy()}.
   *
   * @param id which one
   * @return completes with the deployment at its end; exceptionally as {@link #deployment} does
   */
  public CompletionStage<Deployment> ended(DeploymentId id) {
    return milestones.await(id, this::look, Milestones.Seen::isRecorded);
  }

  /**
   * Waits until a deployment waits for somebody to continue it, or has ended.
   *
   * @param id which one
   * @return completes with the deployment at that point; exceptionally as {@link #deployment} does
   */
  public CompletionStage<Deployment> readyOrEnded(DeploymentId id) {
    return milestones.await(
        id,
        this::look,
        seen -> seen.isRecorded() || seen.deployment().status() == DeploymentStatus.READY);
  }

  /**
   * Ends a deployment's wait.
   *
   * @param id which deployment
   * @param kind which wait
   * @return completes with the answer: rejected unless the deployment is in that wait, unchanged if
   *     the wait was ended before
   */
  public CompletionStage<CommandResult> continueDeployment(DeploymentId id, WaitKind kind) {
    return tell(id, new DeploymentCommand.ContinueDeployment(kind, clock.instant()));
  }

  /**
   * Stops a deployment: lifecycle events that run may finish, nothing new begins, and all traffic
   * goes back (D-400).
   *
   * @param id which deployment
   * @param reason for people
   * @param rollback whether the last known good revision is then brought back
   * @return completes with the answer: rejected if the deployment has ended, unchanged if it is
   *     already being stopped
   */
  public CompletionStage<CommandResult> stop(
      DeploymentId id, String reason, RollbackChoice rollback) {
    return tell(id, new DeploymentCommand.StopDeployment(reason, rollback, clock.instant()));
  }

  /**
   * Takes down how a hook function ended, once (D-155).
   *
   * @param id the deployment that the function was given
   * @param executionId the execution that the function was given
   * @param status {@link LifecycleEventStatus#SUCCEEDED} or {@link LifecycleEventStatus#FAILED}
   * @return completes with the answer: rejected with the code {@code hook.already-completed} if it
   *     was reported before or too late, with {@code hook.invalid-status} for another status, and
   *     with {@code hook.no-such-execution} or {@code hook.not-running} for what does not run
   */
  public CompletionStage<CommandResult> reportHook(
      DeploymentId id, String executionId, LifecycleEventStatus status) {
    return tell(id, new DeploymentCommand.ReportHook(executionId, status, clock.instant()));
  }

  private CompletionStage<CommandResult> tell(DeploymentId id, DeploymentCommand command) {
    return begun(id).thenCompose(deployment -> deployment.tell(command));
  }

  private CompletionStage<Milestones.Seen> look(DeploymentId id) {
    return begun(id)
        .thenCompose(deployment -> deployment.view(DeploymentView::of))
        .thenCombine(status(), (deployment, status) -> join(deployment, status));
  }

  private static Milestones.Seen join(Deployment deployment, GroupStatus status) {
    GroupStatus.Entry entry = status.entry(deployment.id()).orElse(null);
    return entry == null
        ? new Milestones.Seen(deployment, deployment.status().isEnd())
        : new Milestones.Seen(
            deployment.withRollback(entry.rolledBackBy(), entry.rollbackMessage()),
            entry.status().isEnd());
  }

  /** The process of a deployment, begun by whoever comes first. */
  private CompletionStage<OpenProcess<DeploymentState, DeploymentCommand>> begun(DeploymentId id) {
    return process
        .view(
            state -> {
              GroupState.Past past = state.past(id.text());
              return Optional.ofNullable(past).map(known -> known.plan);
            })
        .thenCompose(
            plan ->
                plan.isPresent()
                    ? begin(plan.get())
                    : CompletableFuture.failedFuture(
                        new RejectedCommandException(
                            new Rejection(
                                "group.no-such-deployment",
                                "group " + group.name() + " knows no deployment " + id))));
  }

  private CompletionStage<OpenProcess<DeploymentState, DeploymentCommand>> begin(
      DeploymentPlan plan) {
    OpenProcess<DeploymentState, DeploymentCommand> deployment = deployments.open(plan);
    return deployment
        .tell(new DeploymentCommand.CreateDeployment(plan, clock.instant()))
        .thenApply(begun -> deployment);
  }
}
