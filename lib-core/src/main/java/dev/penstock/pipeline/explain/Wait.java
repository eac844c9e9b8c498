package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.ConditionKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why something in an execution waits, and who owes what. */
public sealed interface Wait {

  /**
   * The execution that waits.
   *
   * @return its id
   */
  String execution();

  /**
   * The stage that it is in, or in front of.
   *
   * @return its name
   */
  String stage();

  /**
   * The reason in words.
   *
   * @return one line
   */
  String text();

  /**
   * A person owes an answer to a manual approval.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param action the approval's name
   * @param since when it asked
   * @param expiresAt when it fails without an answer; empty if never
   * @param isStopping whether somebody has stopped the execution, which waits for the answer
   *     (P-822)
   */
  record ForApproval(
      String execution,
      String stage,
      String action,
      Instant since,
      Optional<Instant> expiresAt,
      boolean isStopping)
      implements Wait {
    @Override
    public String text() {
      return Times.where(execution, stage, action)
          + " waits for a person to approve or reject it, since "
          + Times.text(since)
          + expiresAt.map(at -> "; fails at " + Times.text(at)).orElse("")
          + (isStopping ? "; the execution is stopping: whatever the answer, it ends" : "");
    }
  }

  /**
   * An executor owes a result.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param action the action's name
   * @param executor the action's type, as {@code Build/Maven}
   * @param attempt which attempt it is, 1 for the first
   * @param since when it started
   * @param timesOutAt when its time is up; empty if it has no limit
   * @param isAskedToStop whether somebody has asked it to stop
   */
  record ForExecutor(
      String execution,
      String stage,
      String action,
      String executor,
      int attempt,
      Instant since,
      Optional<Instant> timesOutAt,
      boolean isAskedToStop)
      implements Wait {
    @Override
    public String text() {
      return Times.where(execution, stage, action)
          + " is carried out by "
          + executor
          + " since "
          + Times.text(since)
          + (attempt > 1 ? ", attempt " + attempt : "")
          + timesOutAt.map(at -> "; times out at " + Times.text(at)).orElse("")
          + (isAskedToStop ? "; asked to stop" : "");
    }
  }

  /**
   * An action was not handed to its executor yet: the engine has no place for it, or the host's
   * threads take nothing.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param action the action's name
   * @param since when it started
   * @param underWay how many effects the engine has under way, of all its pipelines
   * @param most how many it may have at once
   */
  record ForPlace(
      String execution, String stage, String action, Instant since, int underWay, int most)
      implements Wait {
    @Override
    public String text() {
      return Times.where(execution, stage, action)
          + " waits for a place: "
          + underWay
          + " of "
          + most
          + " effects under way"
          + (underWay < most ? ", and the host's executor takes no more" : "")
          + ", since "
          + Times.text(since);
    }
  }

  /**
   * A rule of a condition owes an answer, or the window is closed that it waits for.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param condition which condition of the stage
   * @param rule the rule's name
   * @param executor the rule's type, as {@code DeploymentWindow}
   * @param since when it was asked
   * @param opensAt when the window opens; empty if it waits for none
   * @param timesOutAt when its time is up; empty if it has no limit
   */
  record ForRule(
      String execution,
      String stage,
      ConditionKind condition,
      String rule,
      String executor,
      Instant since,
      Optional<Instant> opensAt,
      Optional<Instant> timesOutAt)
      implements Wait {
    @Override
    public String text() {
      return Times.where(execution, stage, rule)
          + " ("
          + condition
          + ") waits for "
          + executor
          + " since "
          + Times.text(since)
          + opensAt.map(at -> "; the window opens at " + Times.text(at)).orElse("")
          + timesOutAt.map(at -> "; times out at " + Times.text(at)).orElse("");
    }
  }

  /**
   * The stage fails when its time is up, unless the execution has left it before.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param timesOutAt when its time is up
   */
  record ForStageTimeout(String execution, String stage, Instant timesOutAt) implements Wait {
    @Override
    public String text() {
      return "execution "
          + execution
          + ": stage "
          + stage
          + " fails at "
          + Times.text(timesOutAt)
          + " if it takes so long";
    }
  }

  /**
   * An action has not started because others have not succeeded yet.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param action the action's name
   * @param unfinished those in progress that it waits for; if none is, those not started
   */
  record ForActions(String execution, String stage, String action, List<String> unfinished)
      implements Wait {

    /** Copies the list. */
    public ForActions {
      unfinished = List.copyOf(unfinished);
    }

    @Override
    public String text() {
      return Times.where(execution, stage, action) + " waits for " + String.join(", ", unfinished);
    }
  }

  /**
   * An action will not start, unless the stage is retried: the execution is stopping, or an action
   * has failed that it waits for or that ends the stage.
   *
   * @param execution the execution's id
   * @param stage the stage's name
   * @param action the action's name
   * @param failed those that failed or were given up; empty if the execution is stopping
   */
  record WillNotStart(String execution, String stage, String action, List<String> failed)
      implements Wait {

    /** Copies the list. */
    public WillNotStart {
      failed = List.copyOf(failed);
    }

    @Override
    public String text() {
      return Times.where(execution, stage, action)
          + " will not start: "
          + (failed.isEmpty()
              ? "the execution is stopping"
              : String.join(", ", failed) + " did not succeed");
    }
  }

  /**
   * Another execution is inside the stage and holds its lock.
   *
   * @param execution the id of the execution in front of the stage
   * @param stage the stage's name
   * @param holder the id of the execution inside
   */
  record ForStage(String execution, String stage, String holder) implements Wait {
    @Override
    public String text() {
      return Times.inFront(execution, stage) + ": execution " + holder + " is inside";
    }
  }

  /**
   * Another execution came to the stage before.
   *
   * @param execution the id of the execution that waits
   * @param stage the stage's name
   * @param ahead the id of the execution right in front of it
   */
  record ForTurn(String execution, String stage, String ahead) implements Wait {
    @Override
    public String text() {
      return Times.inFront(execution, stage) + ", behind execution " + ahead;
    }
  }

  /**
   * The transition into the stage is disabled.
   *
   * @param execution the id of the execution in front of the stage
   * @param stage the stage's name
   * @param reason why it is disabled
   * @param by who disabled it; empty if not known
   * @param since when; empty if not known
   */
  record ForTransition(
      String execution, String stage, String reason, String by, Optional<Instant> since)
      implements Wait {
    @Override
    public String text() {
      return Times.inFront(execution, stage)
          + ": its transition is disabled"
          + (by.isEmpty() ? "" : " by " + by)
          + since.map(at -> " since " + Times.text(at)).orElse("")
          + (reason.isEmpty() ? "" : ": " + reason);
    }
  }
}
