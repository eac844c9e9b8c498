package dev.penstock.spec.run;

import static dev.penstock.spec.run.PhaseType.BUILD;
import static dev.penstock.spec.run.PhaseType.COMPLETED;
import static dev.penstock.spec.run.PhaseType.DOWNLOAD_SOURCE;
import static dev.penstock.spec.run.PhaseType.FINALIZING;
import static dev.penstock.spec.run.PhaseType.INSTALL;
import static dev.penstock.spec.run.PhaseType.POST_BUILD;
import static dev.penstock.spec.run.PhaseType.PRE_BUILD;
import static dev.penstock.spec.run.PhaseType.PROVISIONING;
import static dev.penstock.spec.run.PhaseType.QUEUED;
import static dev.penstock.spec.run.PhaseType.SUBMITTED;
import static dev.penstock.spec.run.PhaseType.UPLOAD_ARTIFACTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.OnFailure.Action;
import dev.penstock.spec.run.PhaseResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseOrderTest {

  private static final List<PhaseType> ALL =
      List.of(
          SUBMITTED,
          QUEUED,
          PROVISIONING,
          DOWNLOAD_SOURCE,
          INSTALL,
          PRE_BUILD,
          BUILD,
          POST_BUILD,
          UPLOAD_ARTIFACTS,
          FINALIZING,
          COMPLETED);

  /** The phases that are reached when some end otherwise and all ask for the same. */
  private static List<PhaseType> reached(
      Set<PhaseType> failing, Status status, Optional<Action> onFailure) {
    List<PhaseType> reached = new ArrayList<>();
    Optional<PhaseType> next = Optional.of(SUBMITTED);
    while (next.isPresent()) {
      PhaseType phase = next.get();
      reached.add(phase);
      next =
          PhaseOrder.after(phase, failing.contains(phase) ? status : Status.SUCCEEDED, onFailure);
    }
    return reached;
  }

  private static List<PhaseType> failed(PhaseType... failing) {
    return reached(Set.of(failing), Status.FAILED, Optional.empty());
  }

  /** All phases up to one, and then others. */
  private static List<PhaseType> upTo(PhaseType last, PhaseType... then) {
    List<PhaseType> phases = new ArrayList<>(ALL.subList(0, ALL.indexOf(last) + 1));
    phases.addAll(List.of(then));
    return phases;
  }

  @Test
  @Covers("B-110")
  void withoutFailureAllPhasesRunInOrder() {
    assertEquals(ALL, reached(Set.of(), Status.FAILED, Optional.empty()));
  }

  @Test
  @Covers({"B-120", "B-121", "B-122", "B-123", "B-124", "B-125", "B-126", "B-127", "B-128"})
  void onlyAFailedBuildIsFollowedByOtherPhases() {
    assertEquals(upTo(SUBMITTED, COMPLETED), failed(SUBMITTED));
    assertEquals(upTo(QUEUED, COMPLETED), failed(QUEUED));
    assertEquals(upTo(PROVISIONING, COMPLETED), failed(PROVISIONING));
    assertEquals(upTo(DOWNLOAD_SOURCE, FINALIZING, COMPLETED), failed(DOWNLOAD_SOURCE));
    assertEquals(upTo(INSTALL, FINALIZING, COMPLETED), failed(INSTALL));
    assertEquals(upTo(PRE_BUILD, FINALIZING, COMPLETED), failed(PRE_BUILD));
    assertEquals(ALL, failed(BUILD));
    assertEquals(ALL, failed(POST_BUILD));
    assertEquals(ALL, failed(UPLOAD_ARTIFACTS));
    assertEquals(ALL, failed(FINALIZING));
    assertEquals(ALL, failed(BUILD, POST_BUILD, UPLOAD_ARTIFACTS, FINALIZING));
  }

  @ParameterizedTest
  @EnumSource(
      value = PhaseType.class,
      names = {"INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"})
  @Covers({"B-083", "B-129", "B-130"})
  void abortEndsTheBuildAndContinueGoesOn(PhaseType failing) {
    Set<PhaseType> one = Set.of(failing);
    List<PhaseType> ended = upTo(failing, FINALIZING, COMPLETED);
    assertEquals(ended, reached(one, Status.FAILED, Optional.of(Action.ABORT)));
    assertEquals(ended, reached(one, Status.FAILED, Optional.of(Action.RETRY)));
    assertEquals(ALL, reached(one, Status.FAILED, Optional.of(Action.CONTINUE)));
  }

  @ParameterizedTest
  @EnumSource(
      value = PhaseType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPLETED"})
  @Covers("B-132")
  void whatEndsFromOutsideIsOnlyFinalized(PhaseType stopped) {
    boolean isBeforePlace = stopped.compareTo(DOWNLOAD_SOURCE) < 0;
    List<PhaseType> ended =
        isBeforePlace || stopped == FINALIZING
            ? upTo(stopped, COMPLETED)
            : upTo(stopped, FINALIZING, COMPLETED);
    for (Status status : List.of(Status.STOPPED, Status.TIMED_OUT, Status.FAULT)) {
      assertEquals(ended, reached(Set.of(stopped), status, Optional.empty()));
      assertEquals(ended, reached(Set.of(stopped), status, Optional.of(Action.CONTINUE)));
    }
  }
}
