package dev.penstock.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One group, folded from its events. Belongs to one writer; what others see is a {@link
 * GroupStatus}. Changed by {@link GroupEvolution} alone.
 */
final class GroupState {

  /** How many ended deployments, tokens and launches are remembered. */
  static final int REMEMBERED = 1_000;

  /** How many deployments may wait. */
  static final int MOST_WAITING = 100;

  /** How many instances may be launched and ended at a time. */
  static final int MOST_BESIDE = 1_000;

  /** Of how many sides it is remembered what the last success left there. */
  private static final int MOST_FLEETS = 16;

  /** Of how many instances it is remembered what is on them. */
  static final int MOST_INSTANCES = 100_000;

  @Nullable String liveSide;
  @Nullable RecordedRevision lastKnownGood;

  /** The revision asked for last, whatever became of it. */
  @Nullable RecordedRevision target;

  @Nullable String lastAttempted;
  @Nullable String lastSuccessful;
  int count;
  @Nullable DeploymentPlan active;

  /** The deployment that waits and whose instances are looked for. */
  @Nullable String sought;

  String soughtSide = "";

  /** The deployment whose instances were looked for last. */
  @Nullable String lastSought;

  /** The deployment whose rollback is still to be decided; only within a batch. */
  @Nullable Past undecided;

  final Map<String, Installed> instances = bounded(MOST_INSTANCES);
  final Map<String, String> tokens = bounded(REMEMBERED);

  /** Deployments that have not ended, by id, in the order of their requests. */
  final Map<String, Past> live = new LinkedHashMap<>();

  /** Those that have. */
  final Map<String, Past> ended = bounded(REMEMBERED);

  /** The instances on which the last success of a side succeeded. */
  final Map<String, List<String>> fleets = bounded(MOST_FLEETS);

  /** Those of {@link #live} that have not begun. */
  final Map<String, Past> waiting = new LinkedHashMap<>();

  /** What is deployed beside the group's deployment, by instance. */
  final Map<String, Beside> beside = new LinkedHashMap<>();

  /** Instances that missed a deployment because they joined during it, and that deployment. */
  final Map<String, String> joined = bounded(MOST_BESIDE);

  /** Instances that somebody holds, by the number of the hold. */
  final Map<Integer, HeldInstance> held = new LinkedHashMap<>();

  /** The same by instance. */
  final Map<String, HeldInstance> heldInstances = new LinkedHashMap<>();

  int holds; // ever, so the number of the last

  /** Instances that were ended, or are going to be; they do not come back. */
  final Map<String, Boolean> gone = bounded(REMEMBERED);

  /** Instances that were launched, and what deployed to them, if anything did. */
  final Map<String, Optional<String>> launched = bounded(REMEMBERED);

  /**
   * What is on an instance.
   *
   * @param revision the revision, null if nobody can say
   * @param isHealthy whether its last deployment succeeded there
   * @param byInstall the revision whose Install succeeded last; null before the first
   * @param byDeployment the revision whose whole deployment succeeded last; null before the first
   */
  record Installed(
      @Nullable RecordedRevision revision,
      boolean isHealthy,
      @Nullable RecordedRevision byInstall,
      @Nullable RecordedRevision byDeployment) {
    static final Installed NOTHING = new Installed(null, false, null, null);

    @Nullable RecordedRevision lastSuccessful(RevisionPointer pointer) {
      return pointer == RevisionPointer.INSTALL ? byInstall : byDeployment;
    }
  }

  /**
   * A deployment to one instance, beside the group's.
   *
   * @param deployment its id
   * @param isFollowed whether the instance is brought up to date after what it misses meanwhile
   * @param side where the instance belongs
   */
  record Beside(String deployment, boolean isFollowed, String side) {}

  /** A deployment that waits, is under way or has ended. */
  static final class Past {
    final String id;
    final int number;
    final DeploymentCreator creator;
    final RecordedRevision revision;
    final DeploymentOptions options;
    final Instant createdAt;
    @Nullable DeploymentPlan plan;
    @Nullable DeploymentOutcome outcome;
    @Nullable Instant endedAt;
    @Nullable String rolledBackBy;
    String rollbackMessage = "";

    /** The deployment whose missed instances this one is for. */
    @Nullable String updateOf;

    final List<String> updatedBy = new ArrayList<>(0);

    /** Whether others had to end before it. */
    boolean isQueued;

    Past(
        String id,
        int number,
        DeploymentCreator creator,
        RecordedRevision revision,
        DeploymentOptions options,
        Instant createdAt) {
      this.id = id;
      this.number = number;
      this.creator = creator;
      this.revision = revision;
      this.options = options;
      this.createdAt = createdAt;
    }

    /** Forgets what nobody asks for once it has ended and a rollback is decided upon. */
    void shed() {
      plan = plan == null ? null : plan.ended();
      outcome = outcome == null ? null : outcome.withoutResults();
    }
  }

  @Nullable Past past(String id) {
    Past past = live.get(id);
    return past == null ? ended.get(id) : past;
  }

  Past known(String id) {
    return Objects.requireNonNull(past(id), id);
  }

  /** The deployment whose turn is next; null if none waits. */
  @Nullable Past firstWaiting() {
    return waiting.isEmpty() ? null : waiting.values().iterator().next();
  }

  Installed installed(String instance) {
    return instances.getOrDefault(instance, Installed.NOTHING);
  }

  /** Whether an instance has the last known good revision. */
  boolean isUpToDate(String instance) {
    RecordedRevision revision = installed(instance).revision();
    return revision != null && lastKnownGood != null && revision.id().equals(lastKnownGood.id());
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
