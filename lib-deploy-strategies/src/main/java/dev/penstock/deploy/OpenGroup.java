package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.rollout.OpenRollout;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.pipeline.execution.Page;
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
  private final boolean hasAlarms;
  private final boolean isHolding;
  private final Milestones milestones = new Milestones();
  private final PlanRunner plans;
  private final GroupHandler deployments;
  private final OpenProcess<GroupState, GroupCommand> process;

  OpenGroup(
      DeploymentGroup group,
      ProcessEngine processes,
      Clock clock,
      DeploymentServices services,
      GroupServices groupServices) {
    this.group = group;
    this.clock = clock;
    this.hasAlarms = groupServices.hasAlarms();
    this.isHolding = groupServices.hook() != null;
    this.plans = new PlanRunner(processes, clock, services, plan -> openDeployment(plan));
    this.deployments =
        new GroupHandler(
            group,
            processes,
            new DeploymentHandler(services, milestones::signal, plans),
            milestones,
            groupServices);
    this.process =
        processes.open(
            "deployment-group/" + group.qualifiedName(),
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
   *     way, unless the group lets newer ones wait; then with {@code group.queue-full} if 100 do
   */
  public CompletionStage<DeploymentId> deploy(Revision revision, String token) {
    return deploy(revision, token, DeploymentOptions.NONE);
  }

  /**
   * Deploys a revision with settings of its own.
   *
   * @param revision what to install
   * @param token names the order, as for {@link #deploy(Revision, String)}
   * @param options in what it differs from the group's settings
   * @return completes as for {@link #deploy(Revision, String)}
   * @throws IllegalArgumentException if the options name more alarms than the group may hold, or
   *     some though the engine was built without an alarm source
   */
  public CompletionStage<DeploymentId> deploy(
      Revision revision, String token, DeploymentOptions options) {
    requireToken(token);
    requireOptions(options);
    RecordedRevision recorded =
        RecordedRevision.of(
            revision, options.fileExistsBehavior().orElse(group.fileExistsBehavior()));
    return ask(
        token, new GroupCommand.RequestDeployment(token, recorded, options, clock.instant()));
  }

  /**
   * Deploys once more what an earlier deployment was about (D-365): an ordinary deployment of its
   * revision, with its way of treating files that are there already.
   *
   * @param of the earlier deployment, whatever became of it
   * @param token names the order, as for {@link #deploy(Revision, String)}
   * @param options in what the new deployment differs from the group's settings
   * @return completes with the new deployment's id, as for {@link #deploy(Revision, String)};
   *     exceptionally with the code {@code group.no-such-deployment} if the group does not remember
   *     the earlier one
   * @throws IllegalArgumentException as for {@link #deploy(Revision, String, DeploymentOptions)}
   */
  public CompletionStage<DeploymentId> redeploy(
      DeploymentId of, String token, DeploymentOptions options) {
    requireToken(token);
    requireOptions(options);
    return ask(
        token,
        new GroupCommand.RepeatDeployment(token, of.text(), false, options, clock.instant()));
  }

  /**
   * Tries a deployment again that somebody asked for and that failed or was stopped: a new one of
   * the same revision with the same options.
   *
   * @param of the earlier deployment
   * @param token names the order, as for {@link #deploy(Revision, String)}
   * @return completes with the new deployment's id, as for {@link #redeploy}; exceptionally with
   *     the code {@code group.no-retry} if the earlier one succeeded, has not ended, or was begun
   *     by the group itself
   */
  public CompletionStage<DeploymentId> retry(DeploymentId of, String token) {
    requireToken(token);
    return ask(
        token,
        new GroupCommand.RepeatDeployment(
            token, of.text(), true, DeploymentOptions.NONE, clock.instant()));
  }

  /**
   * Tells the group of an instance that was launched (D-362). The revision of the last success is
   * deployed to it, beside whatever the group is doing; if it missed a deployment thereby, one that
   * brings it up to date follows (D-361). Telling again of the same instance changes nothing.
   *
   * @param instance the instance; a side of the group must select it
   * @return completes with the deployment; with nothing if nothing has been deployed with success
   *     yet, so that the instance needs nothing; exceptionally with {@link
   *     RejectedCommandException} and the code {@code group.no-member} if no side selects it,
   *     {@code group.instance-busy} while it is being ended, or {@code group.too-many-instances}
   */
  public CompletionStage<Optional<DeploymentId>> launched(FleetInstance instance) {
    return accepted(new GroupCommand.LaunchInstance(instance, isHolding, clock.instant()))
        .thenCompose(
            answer ->
                process.view(
                    state ->
                        state
                            .launched
                            .getOrDefault(instance.id(), Optional.empty())
                            .map(DeploymentId::new)));
  }

  /**
   * Tells the group of an instance that is going to be ended (D-173). It is prepared for that by a
   * deployment of its own if anything is installed on it, and then forgotten. Telling again changes
   * nothing.
   *
   * @param instance the instance's id
   * @return completes with the answer: rejected with the code {@code group.instance-busy} while it
   *     is being launched
   */
  public CompletionStage<CommandResult> ending(String instance) {
    if (!FleetInstance.isId(instance)) {
      throw new IllegalArgumentException(
          "instance id of "
              + instance.length()
              + " characters; allowed: "
              + FleetInstance.ALLOWED_ID);
    }
    return process.tell(new GroupCommand.EndInstance(instance, isHolding, clock.instant()));
  }

  private static void requireToken(String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw new IllegalArgumentException(
          "token of " + token.length() + " characters; allowed: 1 to " + LONGEST_TOKEN);
    }
  }

  private void requireOptions(DeploymentOptions options) {
    int count = options.alarms().map(alarms -> alarms.names().size()).orElse(0);
    long most = GroupRules.most(group.limits(), DeploymentLimit.ALARMS);
    if (count > most) {
      throw new IllegalArgumentException(
          "there are " + count + " alarms; allowed: at most " + most);
    }
    if (group.platform() == DeploymentPlatform.LAMBDA_ALIAS
        && (options.updatesOutdatedOnly()
            || options.ignoresApplicationStopFailures().orElse(false))) {
      throw new IllegalArgumentException(
          "a function has no outdated instances and no ApplicationStop; allowed: neither option");
    }
    if (!hasAlarms && options.alarms().filter(AlarmSettings::isEnabled).isPresent()) {
      throw new IllegalArgumentException(
          "the alarms "
              + options.alarms().get().names()
              + " need an alarm source; give the engine's builder one");
    }
  }

  private CompletionStage<DeploymentId> ask(String token, GroupCommand order) {
    return accepted(order)
        .thenCompose(
            answer ->
                process.view(
                    state ->
                        new DeploymentId(Objects.requireNonNull(state.tokens.get(token), token))));
  }

  private CompletionStage<CommandResult> accepted(GroupCommand command) {
    return process
        .tell(command)
        .thenCompose(
            answer ->
                answer instanceof CommandResult.Rejected refused
                    ? CompletableFuture.failedFuture(
                        new RejectedCommandException(refused.rejection()))
                    : CompletableFuture.completedFuture(answer));
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
   * Lists deployments, the newest first.
   *
   * @param query which ones, and which page
   * @return completes with the page; a deployment that has not ended is in it as the group knows
   *     it, so without the waits that {@link #deployment} shows
   */
  public CompletionStage<Page<GroupStatus.Entry>> deployments(DeploymentQuery query) {
    return process.view(state -> GroupHistory.page(state, query));
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
    return tellBegun(id, new DeploymentCommand.ContinueDeployment(kind, clock.instant()));
  }

  /**
   * Stops a deployment: lifecycle events that run may finish, nothing new begins, and all traffic
   * goes back (D-400).
   *
   * @param id which deployment
   * @param reason for people; of more than {@value
   *     dev.penstock.deploy.rollout.OrderedBy#LONGEST_REASON} characters the first
   * @param rollback whether the last known good revision is then brought back
   * @return completes with the answer: rejected if the deployment has ended, unchanged if it is
   *     already being stopped
   */
  public CompletionStage<CommandResult> stop(
      DeploymentId id, String reason, RollbackChoice rollback) {
    return known(id)
        .thenCompose(
            known ->
                known.plan().isPresent()
                    ? tell(
                        known,
                        new DeploymentCommand.StopDeployment(reason, rollback, clock.instant()))
                    : stopWaiting(id, reason, rollback));
  }

  /** It may begin just now; then it is stopped like any other. */
  private CompletionStage<CommandResult> stopWaiting(
      DeploymentId id, String reason, RollbackChoice rollback) {
    return process
        .tell(new GroupCommand.StopWaiting(id.text(), reason, clock.instant()))
        .thenCompose(
            answer ->
                answer instanceof CommandResult.Rejected refused
                        && refused.rejection().code().equals("deployment.begun")
                    ? stop(id, reason, rollback)
                    : CompletableFuture.completedFuture(answer));
  }

  private CompletionStage<CommandResult> tell(KnownDeployment known, DeploymentCommand command) {
    return begin(known).thenCompose(deployment -> deployment.tell(command));
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
    return tellBegun(id, new DeploymentCommand.ReportHook(executionId, status, clock.instant()));
  }

  /**
   * The rollout that carries out a deployment's plan: where it stands, and the orders of people to
   * it, such as {@link OpenRollout#promote} and {@link OpenRollout#resume}. A rollback ordered
   * there ends the deployment as {@link #stop} does, on the way that the plan says.
   *
   * @param id the deployment
   * @return completes with its rollout; exceptionally with {@link RejectedCommandException} and the
   *     code {@code deployment.not-by-plan} if it goes by no plan, or has not come to it, or {@code
   *     group.no-such-deployment} if the group does not know it
   */
  public CompletionStage<OpenRollout> rollout(DeploymentId id) {
    return known(id)
        .thenCompose(
            known ->
                known.plan().isPresent()
                    ? rollout(known, known.plan().get())
                    : notByPlan(id + " has not begun"));
  }

  private CompletionStage<OpenRollout> rollout(KnownDeployment known, DeploymentPlan plan) {
    return begin(known)
        .thenCompose(
            deployment -> deployment.view(state -> state.planned.isRunning || state.planned.isOver))
        .thenCompose(
            isByPlan ->
                isByPlan
                    ? CompletableFuture.completedFuture(plans.open(plan))
                    : notByPlan(plan.id() + " goes by no plan, or has not come to it"));
  }

  private static <T> CompletionStage<T> notByPlan(String why) {
    return CompletableFuture.failedFuture(
        new RejectedCommandException(new Rejection("deployment.not-by-plan", "deployment " + why)));
  }

  /**
   * Removes the journal of a deployment that has ended, for ever, and that of the rollout of its
   * plan; a host does so once nobody will ask what happened on its instances. The group still tells
   * of the deployment what its history says: what was installed, when, and how it ended.
   *
   * <pre>{@code
   * DeploymentQuery old = DeploymentQuery.ALL.createdUntil(clock.instant().minus(Duration.ofDays(90)));
   * group.deployments(old).thenAccept(page -> page.items().forEach(entry -> group.removeJournal(entry.id())));
   * }</pre>
   *
   * @param id which deployment, remembered by the group or not
   * @return completes with whether it was removed: not if it has not ended, is not of this group,
   *     or was removed before; exceptionally with {@link dev.penstock.process.JournalException} if
   *     it could not be read, or that could not be stored
   */
  public CompletionStage<Boolean> removeJournal(DeploymentId id) {
    return process
        .view(state -> isOld(state, id.text()))
        .thenCompose(
            isOld ->
                isOld
                    ? plans.remove(id.text()).thenCompose(also -> deployments.remove(id.text()))
                    : CompletableFuture.completedFuture(false));
  }

  /** Whether it was a deployment of this group, whose end it knows. */
  private boolean isOld(GroupState state, String id) {
    String prefix = group.qualifiedName() + "-";
    return id.startsWith(prefix)
        && id.substring(prefix.length()).matches("[1-9][0-9]{0,9}")
        && Long.parseLong(id.substring(prefix.length())) <= state.count
        && !state.live.containsKey(id);
  }

  private OpenProcess<DeploymentState, DeploymentCommand> openDeployment(DeploymentPlan plan) {
    return deployments.open(plan);
  }

  private CompletionStage<CommandResult> tellBegun(DeploymentId id, DeploymentCommand command) {
    return known(id)
        .thenCompose(
            known ->
                known.plan().isPresent()
                    ? tell(known, command)
                    : CompletableFuture.completedFuture(
                        new CommandResult.Rejected(
                            new Rejection(
                                "deployment.not-waiting", "deployment " + id + " has not begun"))));
  }

  private CompletionStage<Milestones.Seen> look(DeploymentId id) {
    return known(id)
        .thenCompose(
            known ->
                known.plan().isEmpty()
                    ? CompletableFuture.completedFuture(known.unbegun(group))
                    : begin(known)
                        .thenCompose(OpenGroup::seen)
                        .thenCombine(
                            known(id),
                            (seen, later) ->
                                seen.map(later::join).orElseGet(() -> later.unbegun(group))));
  }

  /** Nothing if its own journal was removed after its end. */
  private static CompletionStage<Optional<Deployment>> seen(
      OpenProcess<DeploymentState, DeploymentCommand> deployment) {
    return deployment
        .view(
            state ->
                state.exists()
                    ? Optional.of(DeploymentView.of(state))
                    : Optional.<Deployment>empty())
        .thenCompose(
            seen ->
                seen.isPresent()
                    ? CompletableFuture.completedFuture(seen)
                    : deployment.letGo(state -> !state.exists()).thenApply(gone -> seen));
  }

  private CompletionStage<KnownDeployment> known(DeploymentId id) {
    return process
        .view(state -> KnownDeployment.of(state, id.text()))
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(known.get())
                    : CompletableFuture.failedFuture(
                        new RejectedCommandException(
                            new Rejection(
                                "group.no-such-deployment",
                                "group " + group.name() + " knows no deployment " + id))));
  }

  /** The process of a deployment, begun by whoever comes first unless it has ended. */
  private CompletionStage<OpenProcess<DeploymentState, DeploymentCommand>> begin(
      KnownDeployment known) {
    DeploymentPlan plan = known.plan().orElseThrow();
    OpenProcess<DeploymentState, DeploymentCommand> deployment = deployments.open(plan);
    return known.entry().status().isEnd()
        ? CompletableFuture.completedFuture(deployment)
        : deployment
            .tell(new DeploymentCommand.CreateDeployment(plan, clock.instant()))
            .thenApply(begun -> deployment);
  }
}
