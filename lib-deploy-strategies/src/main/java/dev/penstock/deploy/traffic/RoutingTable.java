package dev.penstock.deploy.traffic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who gets which requests while a revision is rolled out: a value that a host's router sets as a
 * whole, so that setting it twice is harmless. {@link RequestRouter} is what it means.
 *
 * @param run names the run of the rollout, such as {@code shop/3}; the salt of the sticky share, so
 *     that each run begins with other users
 * @param step counts the changes of this run, from 0
 * @param newShare of the requests that neither a route nor a cohort nor a cookie decides
 * @param routes to the new side, in order of precedence; at most {@value #MOST}
 * @param mirrors copies for the new side; at most {@value #MOST}
 * @param cohorts whose members are on the new side, such as a ring or a tenant; at most {@value
 *     #MOST_COHORTS}
 * @param isPreviewed whether requests to the preview endpoint get the new side
 * @param affinity cookies that keep users on a side; empty for none
 * @param isOver whether the run is over or on its way back, so that cookies pin nobody any more and
 *     are taken away
 * @param experiment traffic of an experiment; empty for none
 */
public record RoutingTable(
    String run,
    int step,
    Weight newShare,
    List<RequestRoute> routes,
    List<TrafficMirror> mirrors,
    List<String> cohorts,
    boolean isPreviewed,
    Optional<Affinity> affinity,
    boolean isOver,
    Optional<ExperimentShare> experiment) {

  /** The most routes, and the most mirrors. */
  public static final int MOST = 64;

  /** The most cohorts. */
  public static final int MOST_COHORTS = 1_000;

  /** Copies the lists; refuses more shares than there are, and lists that are too long. */
  public RoutingTable {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(newShare, "newShare");
    Objects.requireNonNull(affinity, "affinity");
    Objects.requireNonNull(experiment, "experiment");
    routes = List.copyOf(routes);
    mirrors = List.copyOf(mirrors);
    cohorts = List.copyOf(cohorts);
    if (routes.size() > MOST || mirrors.size() > MOST || cohorts.size() > MOST_COHORTS) {
      throw new IllegalArgumentException(
          "routing table: "
              + routes.size()
              + " routes, "
              + mirrors.size()
              + " mirrors and "
              + cohorts.size()
              + " cohorts; allowed: up to "
              + MOST
              + ", "
              + MOST
              + " and "
              + MOST_COHORTS);
    }
    int each = experiment.map(share -> share.each().basisPoints()).orElse(0);
    if (newShare.basisPoints() + 2 * each > Weight.WHOLE) {
      throw new IllegalArgumentException(
          "routing table: "
              + newShare
              + " for the new side and twice "
              + new Weight(each)
              + " for an experiment are more than 100 %");
    }
  }

  /**
   * A table that gives everything to the stable side.
   *
   * @param run names the run, such as {@code shop/3}
   * @return the table
   */
  public static RoutingTable allStable(String run) {
    return new RoutingTable(
        run,
        0,
        Weight.NONE,
        List.of(),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        true,
        Optional.empty());
  }

  /**
   * The share of a side among the requests that neither a route nor a cohort nor a cookie decides.
   *
   * @param side the side
   * @return its share; those of all sides add up to everything
   */
  public Weight share(TrafficSide side) {
    int each = experiment.map(share -> share.each().basisPoints()).orElse(0);
    return switch (side) {
      case NEW -> newShare;
      case BASELINE, TRIAL -> new Weight(each);
      case STABLE -> new Weight(Weight.WHOLE - newShare.basisPoints() - 2 * each);
    };
  }

  /**
   * Whether a request may get an answer from the new side, other than over the preview endpoint.
   *
   * @return true with a share, a route or a cohort on it
   */
  public boolean usesNewSide() {
    return !newShare.isNone() || !routes.isEmpty() || !cohorts.isEmpty();
  }
}
