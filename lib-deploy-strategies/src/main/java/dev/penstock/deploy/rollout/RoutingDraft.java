package dev.penstock.deploy.rollout;

import dev.penstock.deploy.traffic.Affinity;
import dev.penstock.deploy.traffic.ExperimentShare;
import dev.penstock.deploy.traffic.RequestRoute;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A routing table while a script is made; each table taken from it has a step of its own. */
final class RoutingDraft {
  private final String run;
  private final List<String> precedence;
  private final Optional<Affinity> affinity;
  private final Map<String, RequestRoute> routes = new HashMap<>();
  private final Map<String, TrafficMirror> mirrors = new HashMap<>();
  private int step;
  private boolean isOver;
  Weight share = Weight.NONE;
  List<String> cohorts = new ArrayList<>();
  boolean isPreviewed;
  Optional<ExperimentShare> experiment = Optional.empty();

  RoutingDraft(String run, List<String> precedence, Optional<Affinity> affinity) {
    this.run = run;
    this.precedence = precedence;
    this.affinity = affinity;
  }

  /** A draft that begins with a table and leads back from it. */
  static RoutingDraft back(RoutingTable from, Optional<Affinity> affinity) {
    List<String> precedence = new ArrayList<>();
    from.routes().forEach(route -> precedence.add(route.name()));
    from.mirrors().forEach(mirror -> precedence.add(mirror.name()));
    RoutingDraft draft = new RoutingDraft(from.run(), precedence, affinity);
    from.routes().forEach(draft::set);
    from.mirrors().forEach(draft::set);
    draft.share = from.newShare();
    draft.cohorts.addAll(from.cohorts());
    draft.isPreviewed = from.isPreviewed();
    draft.step = from.step();
    draft.isOver = true;
    return draft;
  }

  void set(RequestRoute route) {
    routes.remove(route.name());
    if (!route.isRemoval()) {
      routes.put(route.name(), route);
    }
  }

  void set(TrafficMirror mirror) {
    mirrors.remove(mirror.name());
    if (!mirror.isRemoval()) {
      mirrors.put(mirror.name(), mirror);
    }
  }

  /** Everything to the new side, and nothing but the share decides. */
  void promote() {
    clear();
    share = Weight.ALL;
  }

  /** Everything to the stable side. */
  void clear() {
    share = Weight.NONE;
    routes.clear();
    mirrors.clear();
    cohorts.clear();
    experiment = Optional.empty();
    isPreviewed = false;
    isOver = true;
  }

  boolean usesNewSide() {
    return isPreviewed
        || !share.isNone()
        || !routes.isEmpty()
        || !mirrors.isEmpty()
        || !cohorts.isEmpty();
  }

  boolean isAllNew() {
    return share.isAll();
  }

  RoutingTable next() {
    step++;
    return new RoutingTable(
        run,
        step,
        share,
        precedence.stream().map(routes::get).filter(Objects::nonNull).toList(),
        precedence.stream().map(mirrors::get).filter(Objects::nonNull).toList(),
        cohorts,
        isPreviewed,
        affinity,
        isOver,
        experiment);
  }

  /** Whether two tables share the traffic alike. */
  static boolean isAlike(RoutingTable one, RoutingTable other) {
    return one.newShare().equals(other.newShare())
        && one.routes().equals(other.routes())
        && one.mirrors().equals(other.mirrors())
        && one.cohorts().equals(other.cohorts())
        && one.isPreviewed() == other.isPreviewed()
        && (one.isOver() == other.isOver() || one.affinity().isEmpty())
        && one.experiment().equals(other.experiment());
  }
}
