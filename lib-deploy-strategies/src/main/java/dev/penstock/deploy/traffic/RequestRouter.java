package dev.penstock.deploy.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RoutingTable} means for a request: a pure function, for routers inside a process,
 * for tests, and as the reference for a balancer's configuration.
 *
 * <pre>{@code
 * RequestRouter router = RequestRouter.of(table);
 * TrafficSide side = router.route(TrafficRequest.of("user-17")).side();
 * }</pre>
 *
 * <p>The first of these that applies decides: the preview endpoint; a route, in order of
 * precedence; a cohort; a cookie of this run; the share of everything, by which a user who was once
 * on the new side stays there while the share grows. Immutable and safe for several threads.
 */
public final class RequestRouter {

  /** The longest value of a header or cookie that a regular expression is tried on. */
  public static final int LONGEST_VALUE = 4_096;

  private final RoutingTable table;
  private final List<Route> routes = new ArrayList<>();
  private final List<Mirror> mirrors = new ArrayList<>();
  private final Set<String> cohorts;

  private RequestRouter(RoutingTable table) {
    this.table = table;
    this.cohorts = new HashSet<>(table.cohorts());
    for (RequestRoute route : table.routes()) {
      if (!route.isRemoval()) {
        routes.add(new Route("route " + route.name(), conditions(route.all())));
      }
    }
    for (TrafficMirror mirror : table.mirrors()) {
      if (!mirror.isRemoval()) {
        List<List<Condition>> blocks = new ArrayList<>();
        mirror.anyOf().forEach(block -> blocks.add(conditions(block.all())));
        mirrors.add(new Mirror(mirror, blocks));
      }
    }
  }

  /**
   * Reads a table.
   *
   * @param table the table
   * @return the function that it describes
   */
  public static RequestRouter of(RoutingTable table) {
    return new RequestRouter(Objects.requireNonNull(table, "table"));
  }

  /**
   * Routes a request.
   *
   * @param request the request
   * @return who answers, who gets a copy, and which cookies to set
   */
  public RoutedRequest route(TrafficRequest request) {
    if (request.isPreview()) {
      return new RoutedRequest(
          table.isPreviewed() ? TrafficSide.NEW : TrafficSide.STABLE, "preview", false, List.of());
    }
    for (Route route : routes) {
      if (areMet(route.all, request)) {
        return new RoutedRequest(TrafficSide.NEW, route.reason, false, List.of());
      }
    }
    for (String cohort : request.cohorts()) {
      if (cohorts.contains(cohort)) {
        return new RoutedRequest(TrafficSide.NEW, "cohort " + cohort, false, List.of());
      }
    }
    return byShare(request);
  }

  private RoutedRequest byShare(TrafficRequest request) {
    Affinity affinity = table.affinity().orElse(null);
    if (affinity == null) {
      return shared(request, List.of());
    }
    if (table.isOver()) {
      return shared(request, outOfDate(request, affinity));
    }
    if (table.run().equals(request.cookies().get(affinity.cookie()))) {
      return new RoutedRequest(TrafficSide.NEW, "cookie", false, List.of());
    }
    String stable = affinity.stableCookie().map(request.cookies()::get).orElse(null);
    if (stableValue().equals(stable) && !table.newShare().isAll()) {
      return new RoutedRequest(
          TrafficSide.STABLE, "cookie", isMirrored(TrafficSide.STABLE, request), List.of());
    }
    return shared(request, pins(sideOf(request), affinity));
  }

  private RoutedRequest shared(TrafficRequest request, List<RoutedRequest.Cookie> cookies) {
    TrafficSide side = sideOf(request);
    return new RoutedRequest(side, "share", isMirrored(side, request), cookies);
  }

  private List<RoutedRequest.Cookie> pins(TrafficSide side, Affinity affinity) {
    if (side == TrafficSide.NEW) {
      return List.of(new RoutedRequest.Cookie(affinity.cookie(), table.run(), affinity.age()));
    }
    return side == TrafficSide.STABLE && affinity.stableCookie().isPresent()
        ? List.of(
            new RoutedRequest.Cookie(
                affinity.stableCookie().get(), stableValue(), affinity.stableAge()))
        : List.of();
  }

  private static List<RoutedRequest.Cookie> outOfDate(TrafficRequest request, Affinity affinity) {
    List<RoutedRequest.Cookie> expired = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(affinity.cookie()));
    affinity.stableCookie().ifPresent(names::add);
    for (String name : names) {
      if (request.cookies().containsKey(name)) {
        expired.add(new RoutedRequest.Cookie(name, "", Duration.ofSeconds(-1)));
      }
    }
    return expired;
  }

  private TrafficSide sideOf(TrafficRequest request) {
    return sideAt(StickyShare.placeOf(table.run(), request.user()));
  }

  private TrafficSide sideAt(int place) {
    int each = table.share(TrafficSide.TRIAL).basisPoints();
    if (place < table.newShare().basisPoints()) {
      return TrafficSide.NEW;
    }
    if (place >= Weight.WHOLE - each) {
      return TrafficSide.BASELINE;
    }
    return place >= Weight.WHOLE - 2 * each ? TrafficSide.TRIAL : TrafficSide.STABLE;
  }

  private String stableValue() {
    return table.run() + "." + table.step();
  }

  private boolean isMirrored(TrafficSide side, TrafficRequest request) {
    if (side != TrafficSide.STABLE) {
      return false;
    }
    for (Mirror mirror : mirrors) {
      boolean isMeant =
          mirror.anyOf.isEmpty() || mirror.anyOf.stream().anyMatch(block -> areMet(block, request));
      String salt = table.run() + "/" + mirror.of.name();
      if (isMeant && StickyShare.placeOf(salt, request.user()) < mirror.of.share().basisPoints()) {
        return true;
      }
    }
    return false;
  }

  private static List<Condition> conditions(List<RequestMatch> matches) {
    return matches.stream().map(Condition::of).toList();
  }

  private static boolean areMet(List<Condition> all, TrafficRequest request) {
    for (Condition condition : all) {
      if (!condition.isMet(request)) {
        return false;
      }
    }
    return true;
  }

  private record Route(String reason, List<Condition> all) {}

  private record Mirror(TrafficMirror of, List<List<Condition>> anyOf) {}

  /** A condition whose regular expression, if it has one, is ready for use. */
  private record Condition(RequestMatch match, @Nullable Pattern pattern) {

    static Condition of(RequestMatch match) {
      return new Condition(
          match,
          match.kind() == RequestMatch.Kind.REGEX ? RequestMatch.compile(match.value()) : null);
    }

    boolean isMet(TrafficRequest request) {
      String found =
          match.place() == RequestMatch.Place.HEADER
              ? request.headers().get(match.name())
              : request.cookies().get(match.name());
      if (found == null) {
        return false;
      }
      return switch (match.kind()) {
        case EXACT -> found.equals(match.value());
        case PREFIX -> found.startsWith(match.value());
        case REGEX ->
            pattern != null && found.length() <= LONGEST_VALUE && pattern.matcher(found).matches();
      };
    }
  }
}
