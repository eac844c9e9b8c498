package dev.penstock.spec.run;

import static dev.penstock.spec.run.PhaseType.BUILD;
import static dev.penstock.spec.run.PhaseType.DOWNLOAD_SOURCE;
import static dev.penstock.spec.run.PhaseType.INSTALL;
import static dev.penstock.spec.run.PhaseType.POST_BUILD;
import static dev.penstock.spec.run.PhaseType.PRE_BUILD;
import static dev.penstock.spec.run.PhaseType.UPLOAD_ARTIFACTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.OnFailure.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseOrderTest {

  /** The phases that are reached when some fail that all ask for the same. */
  private static List<PhaseType> reached(Set<PhaseType> failing, Optional<Action> onFailure) {
    List<PhaseType> reached = new ArrayList<>();
    Optional<PhaseType> next = Optional.of(DOWNLOAD_SOURCE);
    while (next.isPresent()) {
      reached.add(next.get());
      next = PhaseOrder.after(next.get(), !failing.contains(next.get()), onFailure);
    }
    return reached;
  }

  @Test
  @Covers("B-110")
  void withoutFailureAllPhasesRunInOrder() {
    assertEquals(List.of(PhaseType.values()), reached(Set.of(), Optional.empty()));
  }

  @Test
  @Covers({"B-121", "B-122", "B-123", "B-124", "B-125", "B-126", "B-128"})
  void onlyAFailedBuildIsFollowedByOtherPhases() {
    assertEquals(List.of(DOWNLOAD_SOURCE), reached(Set.of(DOWNLOAD_SOURCE), Optional.empty()));
    assertEquals(List.of(DOWNLOAD_SOURCE, INSTALL), reached(Set.of(INSTALL), Optional.empty()));
    assertEquals(
        List.of(DOWNLOAD_SOURCE, INSTALL, PRE_BUILD), reached(Set.of(PRE_BUILD), Optional.empty()));
    assertEquals(
        List.of(PhaseType.values()),
        reached(Set.of(BUILD, POST_BUILD, UPLOAD_ARTIFACTS), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(PhaseType.class)
  @Covers({"B-083", "B-129", "B-130"})
  void abortEndsTheBuildAndContinueGoesOn(PhaseType failing) {
    List<PhaseType> all = List.of(PhaseType.values());
    List<PhaseType> upToFailure = all.subList(0, all.indexOf(failing) + 1);
    assertEquals(upToFailure, reached(Set.of(failing), Optional.of(Action.ABORT)));
    assertEquals(upToFailure, reached(Set.of(failing), Optional.of(Action.RETRY)));
    assertEquals(
        failing == DOWNLOAD_SOURCE ? upToFailure : all,
        reached(Set.of(failing), Optional.of(Action.CONTINUE)));
  }
}
