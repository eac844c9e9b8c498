package dev.penstock.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group as a checkpoint holds it: what its events made of it, so that its size is that of what it
 * remembers, however long it has lived. Names are part of the journal's format. Revisions are named
 * by their place in {@code revisions}, counted from 1; 0 is none.
 *
 * @param undecided the deployment whose rollback is still to be decided
 * @param instances what is on the instances, those of one kind that follow each other together
 * @param live the deployments that have not ended, in the order of their requests
 * @param ended those that have, in the order of their ends
 */
record GroupRemnant(
    Optional<String> liveSide,
    int lastKnownGood,
    int target,
    Optional<String> lastAttempted,
    Optional<String> lastSuccessful,
    int count,
    Optional<Search> search,
    Optional<String> lastSought,
    Optional<String> undecided,
    List<RecordedRevision> revisions,
    List<Stand> instances,
    List<Pair> tokens,
    List<Ordered> live,
    List<Ordered> ended,
    List<Fleet> fleets,
    List<Alone> beside,
    List<Pair> joined,
    List<Hold> held,
    int holds,
    List<String> gone,
    List<Launched> launched) {

  /** The deployment whose instances are looked for, and where. */
  record Search(String deployment, String side) {}

  /** Instances on which the same is installed. */
  record Stand(
      int revision, boolean isHealthy, int byInstall, int byDeployment, List<String> instances) {}

  /** A name and the id of a deployment. */
  record Pair(String name, String deployment) {}

  /** What the last success on a side left there. */
  record Fleet(String side, List<String> instances) {}

  /** A deployment to one instance beside the group's. */
  record Alone(String instance, GroupState.Beside deployment) {}

  /** An instance that was launched, and what deployed to it. */
  record Launched(String instance, Optional<String> deployment) {}

  /** An instance that somebody holds. */
  record Hold(
      int number,
      String instance,
      boolean isLaunch,
      int heartbeats,
      Optional<Instant> wakeAt,
      int attempt,
      boolean proceeds) {}

  /** A deployment. */
  record Ordered(
      String id,
      int number,
      DeploymentCreator creator,
      int revision,
      DeploymentOptions options,
      Instant createdAt,
      Optional<DeploymentPlan> plan,
      Optional<DeploymentOutcome> outcome,
      Optional<Instant> endedAt,
      Optional<String> rolledBackBy,
      String rollbackMessage,
      Optional<String> updateOf,
      List<String> updatedBy,
      boolean isQueued) {}

  static GroupRemnant of(GroupState state) {
    Revisions revisions = new Revisions();
    List<Stand> instances = stands(state, revisions);
    List<Ordered> live = ordered(state.live, revisions);
    List<Ordered> ended = ordered(state.ended, revisions);
    List<Fleet> fleets = new ArrayList<>();
    state.fleets.forEach((side, members) -> fleets.add(new Fleet(side, members)));
    List<Alone> beside = new ArrayList<>();
    state.beside.forEach((instance, each) -> beside.add(new Alone(instance, each)));
    List<Launched> launched = new ArrayList<>();
    state.launched.forEach((instance, id) -> launched.add(new Launched(instance, id)));
    return new GroupRemnant(
        Optional.ofNullable(state.liveSide),
        revisions.numberOf(state.lastKnownGood),
        revisions.numberOf(state.target),
        Optional.ofNullable(state.lastAttempted),
        Optional.ofNullable(state.lastSuccessful),
        state.count,
        Optional.ofNullable(state.sought).map(id -> new Search(id, state.soughtSide)),
        Optional.ofNullable(state.lastSought),
        Optional.ofNullable(state.undecided).map(past -> past.id),
        List.copyOf(revisions.all),
        instances,
        pairs(state.tokens),
        live,
        ended,
        fleets,
        beside,
        pairs(state.joined),
        state.held.values().stream().map(GroupRemnant::hold).toList(),
        state.holds,
        List.copyOf(state.gone.keySet()),
        launched);
  }

  /** The revisions that were met, each once. */
  private static final class Revisions {
    private final List<RecordedRevision> all = new ArrayList<>();
    private final Map<RecordedRevision, Integer> numbers = new HashMap<>();

    int numberOf(@Nullable RecordedRevision revision) {
      if (revision == null) {
        return 0;
      }
      Integer known = numbers.get(revision);
      if (known != null) {
        return known;
      }
      all.add(revision);
      numbers.put(revision, all.size());
      return all.size();
    }
  }

  private static List<Stand> stands(GroupState state, Revisions revisions) {
    List<Stand> stands = new ArrayList<>();
    List<String> together = new ArrayList<>();
    GroupState.Installed last = null;
    for (Map.Entry<String, GroupState.Installed> each : state.instances.entrySet()) {
      if (last != null && !last.equals(each.getValue())) {
        stands.add(stand(last, together, revisions));
        together.clear();
      }
      last = each.getValue();
      together.add(each.getKey());
    }
    if (last != null) {
      stands.add(stand(last, together, revisions));
    }
    return stands;
  }

  private static Stand stand(
      GroupState.Installed installed, List<String> instances, Revisions revisions) {
    return new Stand(
        revisions.numberOf(installed.revision()),
        installed.isHealthy(),
        revisions.numberOf(installed.byInstall()),
        revisions.numberOf(installed.byDeployment()),
        List.copyOf(instances));
  }

  private static List<Pair> pairs(Map<String, String> map) {
    List<Pair> pairs = new ArrayList<>(map.size());
    map.forEach((name, deployment) -> pairs.add(new Pair(name, deployment)));
    return pairs;
  }

  private static List<Ordered> ordered(Map<String, GroupState.Past> all, Revisions revisions) {
    List<Ordered> ordered = new ArrayList<>(all.size());
    for (GroupState.Past past : all.values()) {
      ordered.add(
          new Ordered(
              past.id,
              past.number,
              past.creator,
              revisions.numberOf(past.revision),
              past.options,
              past.createdAt,
              Optional.ofNullable(past.plan),
              Optional.ofNullable(past.outcome),
              Optional.ofNullable(past.endedAt),
              Optional.ofNullable(past.rolledBackBy),
              past.rollbackMessage,
              Optional.ofNullable(past.updateOf),
              List.copyOf(past.updatedBy),
              past.isQueued));
    }
    return ordered;
  }

  private static Hold hold(HeldInstance held) {
    return new Hold(
        held.number,
        held.instance,
        held.isLaunch,
        held.heartbeats,
        Optional.ofNullable(held.wakeAt),
        held.attempt,
        held.proceeds);
  }

  /** Makes of an empty state the one that this is of. */
  void restore(GroupState state) {
    state.liveSide = liveSide.orElse(null);
    state.lastKnownGood = revision(lastKnownGood);
    state.target = revision(target);
    state.lastAttempted = lastAttempted.orElse(null);
    state.lastSuccessful = lastSuccessful.orElse(null);
    state.count = count;
    state.sought = search.map(Search::deployment).orElse(null);
    state.soughtSide = search.map(Search::side).orElse("");
    state.lastSought = lastSought.orElse(null);
    for (Stand stand : instances) {
      GroupState.Installed installed =
          new GroupState.Installed(
              revision(stand.revision()),
              stand.isHealthy(),
              revision(stand.byInstall()),
              revision(stand.byDeployment()));
      stand.instances().forEach(instance -> state.instances.put(instance, installed));
    }
    tokens.forEach(pair -> state.tokens.put(pair.name(), pair.deployment()));
    ended.forEach(each -> state.ended.put(each.id(), past(each)));
    live.forEach(each -> revive(state, past(each)));
    state.undecided = undecided.map(state::known).orElse(null);
    fleets.forEach(fleet -> state.fleets.put(fleet.side(), fleet.instances()));
    beside.forEach(each -> state.beside.put(each.instance(), each.deployment()));
    joined.forEach(pair -> state.joined.put(pair.name(), pair.deployment()));
    held.forEach(each -> hold(state, each));
    state.holds = holds;
    gone.forEach(instance -> state.gone.put(instance, true));
    launched.forEach(each -> state.launched.put(each.instance(), each.deployment()));
  }

  /** Of those that have begun all are beside the group's deployment but that one. */
  private static void revive(GroupState state, GroupState.Past past) {
    state.live.put(past.id, past);
    DeploymentPlan plan = past.plan;
    if (plan == null) {
      state.waiting.put(past.id, past);
    } else if (!plan.creator().isOfOneInstance()) {
      state.active = plan;
    }
  }

  private @Nullable RecordedRevision revision(int number) {
    return number == 0 ? null : revisions.get(number - 1);
  }

  private GroupState.Past past(Ordered each) {
    GroupState.Past past =
        new GroupState.Past(
            each.id(),
            each.number(),
            each.creator(),
            revisions.get(each.revision() - 1),
            each.options(),
            each.createdAt());
    past.plan = each.plan().orElse(null);
    past.outcome = each.outcome().orElse(null);
    past.endedAt = each.endedAt().orElse(null);
    past.rolledBackBy = each.rolledBackBy().orElse(null);
    past.rollbackMessage = each.rollbackMessage();
    past.updateOf = each.updateOf().orElse(null);
    past.updatedBy.addAll(each.updatedBy());
    past.isQueued = each.isQueued();
    return past;
  }

  private static void hold(GroupState state, Hold each) {
    HeldInstance held = new HeldInstance(each.number(), each.instance(), each.isLaunch());
    held.heartbeats = each.heartbeats();
    held.wakeAt = each.wakeAt().orElse(null);
    held.attempt = each.attempt();
    held.proceeds = each.proceeds();
    state.held.put(held.number, held);
    state.heldInstances.put(held.instance, held);
  }
}
