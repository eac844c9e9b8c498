package dev.penstock.deploy.rollout;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rollouts of one service.
 *
 * @param service its name
 * @param stable the revision that serves when no rollout is under way; empty before the first
 * @param current the rollout under way; empty if there is none
 * @param waiting releases that wait for their turn, in its order
 * @param past rollouts that have ended, the last one first; at most {@value #MOST_PAST} (RP-29)
 * @param revisions that were brought to all users, the present one last; at most {@value
 *     #MOST_REVISIONS}
 */
public record ServiceView(
    String service,
    Optional<String> stable,
    Optional<RolloutView> current,
    List<Waiting> waiting,
    List<RolloutView> past,
    List<String> revisions) {

  /** How many past rollouts are kept (RP-111). */
  public static final int MOST_PAST = 10;

  /** How many revisions are kept for the rollback window. */
  public static final int MOST_REVISIONS = 101;

  /** How many releases may wait. */
  public static final int MOST_WAITING = 100;

  /**
   * A release that waits; its status is {@link RolloutStatus#PENDING}.
   *
   * @param token of the order
   * @param revision what is to be rolled out
   */
  public record Waiting(String token, String revision) {

    /** Refuses null. */
    public Waiting {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(revision, "revision");
    }
  }

  /** Copies the lists. */
  public ServiceView {
    Objects.requireNonNull(service, "service");
    waiting = List.copyOf(waiting);
    past = List.copyOf(past);
    revisions = List.copyOf(revisions);
  }

  /**
   * A rollout that is under way or is still remembered.
   *
   * @param run its number
   * @return the rollout; empty if it is not known
   */
  public Optional<RolloutView> rollout(int run) {
    Optional<RolloutView> present = current.filter(view -> view.run() == run);
    return present.isPresent()
        ? present
        : past.stream().filter(view -> view.run() == run).findFirst();
  }
}
