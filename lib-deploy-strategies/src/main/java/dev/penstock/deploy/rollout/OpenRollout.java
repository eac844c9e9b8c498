package dev.penstock.deploy.rollout;

import dev.penstock.deploy.rollout.RolloutCommand.Intervene;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.Rejection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rollouts of one service, as an engine drives them: its host releases, watches, and lets
 * people step in. Every order of a person names who gives it and why; both are kept in the history.
 *
 * <p>Stages complete on threads of the process engine or of its executor; do not block in them.
 * They complete exceptionally with {@link dev.penstock.process.JournalException} if something could
 * not be stored, and with {@link IllegalStateException} if the process engine is closed. Safe for
 * several threads.
 */
public final class OpenRollout {
  private static final int LONGEST_TOKEN = 400;

  private final String service;
  private final Clock clock;
  private final RolloutParts parts;
  private final OpenProcess<RolloutState, RolloutCommand> process;

  OpenRollout(
      String service, boolean isOnce, ProcessEngine processes, Clock clock, RolloutParts parts) {
    this.service = service;
    this.clock = clock;
    this.parts = parts;
    this.process = processes.open(processId(service), type(service, isOnce, parts));
  }

  static String processId(String service) {
    return "rollout/" + service;
  }

  static ProcessType<RolloutState, RolloutCommand, RolloutEvent, RolloutEffect> type(
      String service, boolean isOnce, RolloutParts parts) {
    return new ProcessType<>(
        new RolloutDecider(service, isOnce),
        RolloutCodec.EVENTS,
        new RolloutHandler(service, parts));
  }

  /**
   * The service's name.
   *
   * @return what it was opened as
   */
  public String service() {
    return service;
  }

  /**
   * Rolls a revision out by a plan. If a rollout is under way, its plan says what becomes of this
   * one.
   *
   * @param release what is rolled out
   * @param plan how
   * @param token names the order, 1 to 400 characters: giving it again changes nothing. The rollout
   *     is known by it
   * @return completes with the answer once it is durable: rejected if the plan does not fit the
   *     release ({@code rollout.release}), if another rollout is under way and refuses newer
   *     revisions ({@code rollout.busy}) or if too many wait ({@code rollout.queue-full})
   * @throws IllegalArgumentException if the engine was built without what the plan needs; the
   *     message lists all of it
   */
  public CompletionStage<CommandResult> release(Release release, RolloutPlan plan, String token) {
    List<String> missing = parts.missing(plan, release);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "plan "
              + plan.name()
              + " needs "
              + String.join(", ", missing)
              + "; give the engine's builder what is missing");
    }
    return process.tell(
        new RolloutCommand.RequestRelease(requireToken(token), release, plan, clock.instant()));
  }

  /**
   * Rolls the revision of the last rollout out again, by the same plan, after it was stopped or
   * went back.
   *
   * @param token names the order, as in {@link #release}
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: rejected if there is nothing to try again, or a rollout is
   *     under way
   */
  public CompletionStage<CommandResult> retry(String token, String who, String why) {
    return process.tell(
        new RolloutCommand.Retry(requireToken(token), new OrderedBy(who, why), clock.instant()));
  }

  /**
   * Goes on with the next step: ends a pause, a hold or the wait for a calendar.
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: rejected if nothing of this kind is waited for, or the
   *     rollout is going back
   */
  public CompletionStage<CommandResult> promote(String who, String why) {
    return intervene(Intervene.Kind.PROMOTE, who, why);
  }

  /**
   * Brings all users to the new side: all steps and analyses that are left are skipped (RP-32).
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: unchanged if it was ordered before, rejected if the rollout
   *     is going back
   */
  public CompletionStage<CommandResult> promoteFull(String who, String why) {
    return intervene(Intervene.Kind.PROMOTE_FULL, who, why);
  }

  /**
   * Goes past what is under way: a wait, a hook or an analysis, whatever it was to tell.
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: rejected while traffic, replicas or hosts are moved
   */
  public CompletionStage<CommandResult> skip(String who, String why) {
    return intervene(Intervene.Kind.SKIP, who, why);
  }

  /**
   * Lets nothing new begin until {@link #resume}. What is under way goes on; the progress deadline
   * stands still (RP-110).
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: unchanged if it is paused, rejected if it is going back
   */
  public CompletionStage<CommandResult> pause(String who, String why) {
    return intervene(Intervene.Kind.PAUSE, who, why);
  }

  /**
   * Ends a pause: one that somebody ordered, one that an analysis or a hook asked for, or one of
   * the plan (RP-08).
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: rejected if nobody is waited for
   */
  public CompletionStage<CommandResult> resume(String who, String why) {
    return intervene(Intervene.Kind.RESUME, who, why);
  }

  /**
   * Goes back as the plan says (RP-35, RP-42).
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: unchanged if it is going back already
   */
  public CompletionStage<CommandResult> rollBack(String who, String why) {
    return intervene(Intervene.Kind.ROLL_BACK, who, why);
  }

  /**
   * Goes back at once, whatever the plan says, also from a rollback in steps. After a rollback that
   * failed it is tried again. Ordering it twice is harmless.
   *
   * @param who gives the order
   * @param why the reason
   * @return completes with the answer: unchanged if it is going back at once already
   */
  public CompletionStage<CommandResult> abort(String who, String why) {
    return intervene(Intervene.Kind.ABORT, who, why);
  }

  private CompletionStage<CommandResult> intervene(Intervene.Kind kind, String who, String why) {
    return process.tell(new Intervene(kind, new OrderedBy(who, why), clock.instant()));
  }

  /**
   * Looks at the service.
   *
   * @return completes with its rollouts as they are
   */
  public CompletionStage<ServiceView> status() {
    return process.view(state -> RolloutViews.of(service, state));
  }

  /**
   * Where the rollout under way stands: cheaper than {@link #status} for those who ask often.
   *
   * @return completes with its status; empty if none is under way
   */
  public CompletionStage<Optional<RolloutStatus>> currentStatus() {
    return process.view(state -> Optional.ofNullable(state.run).map(Run::status));
  }

  /**
   * Waits until a rollout has ended, or its rollback has failed.
   *
   * @param token of its order
   * @return completes with the rollout at its end; exceptionally with {@link
   *     RejectedCommandException} and the code {@code rollout.dropped} if a newer release took its
   *     place before it began, or {@code rollout.unknown} if it is not remembered
   */
  public CompletionStage<RolloutView> ended(String token) {
    return process
        .<Found>until(state -> find(state, token))
        .thenCompose(
            found ->
                found.view().isPresent()
                    ? CompletableFuture.completedStage(found.view().get())
                    : CompletableFuture.failedStage(
                        new RejectedCommandException(
                            new Rejection(
                                found.code(),
                                "rollout " + token + " of " + service + " is gone"))));
  }

  private record Found(Optional<RolloutView> view, String code) {}

  private static @Nullable Found find(RolloutState state, String token) {
    Integer number = state.tokens.get(token);
    if (number == null) {
      return new Found(Optional.empty(), "rollout.unknown");
    }
    if (number == 0) {
      return null;
    }
    if (number == RolloutState.DROPPED) {
      return new Found(Optional.empty(), "rollout.dropped");
    }
    if (state.run != null && state.run.number == number) {
      return state.run.phase == Run.Phase.BROKEN
          ? new Found(Optional.of(RolloutViews.of(state.run)), "")
          : null;
    }
    return new Found(
        state.past.stream().filter(view -> view.run() == number).findFirst(), "rollout.unknown");
  }

  private static String requireToken(String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      throw new IllegalArgumentException(
          "token of " + token.length() + " characters; allowed: 1 to " + LONGEST_TOKEN);
    }
    return token;
  }
}
