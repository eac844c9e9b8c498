package dev.penstock.deploy.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests while a revision is rolled out")
class RequestRouterTest {
  private static final Affinity PINS =
      Affinity.of("canary", Duration.ofDays(1)).withStable("primary", Duration.ofMinutes(5));

  private static RoutingTable table(int basisPoints) {
    return table("shop/1", 1, basisPoints, List.of(), List.of(), Optional.empty(), false);
  }

  private static RoutingTable table(
      String run,
      int step,
      int basisPoints,
      List<RequestRoute> routes,
      List<TrafficMirror> mirrors,
      Optional<Affinity> affinity,
      boolean isOver) {
    return new RoutingTable(
        run,
        step,
        new Weight(basisPoints),
        routes,
        mirrors,
        List.of("ring-0"),
        true,
        affinity,
        isOver,
        Optional.empty());
  }

  private static TrafficRequest with(Map<String, String> headers, Map<String, String> cookies) {
    return new TrafficRequest("ann", headers, cookies, Set.of(), false);
  }

  private static TrafficSide side(RoutingTable table, TrafficRequest request) {
    return RequestRouter.of(table).route(request).side();
  }

  @Test
  @DisplayName("have their share within bounds, at every weight and for any salt")
  void shareIsExactWithinBounds() {
    int users = 100_000;
    for (String run : List.of("shop/1", "shop/2", "other/1")) {
      for (int basisPoints : new int[] {1, 10, 100, 1_000, 2_500, 5_000, 9_990}) {
        RequestRouter router =
            RequestRouter.of(
                table(run, 0, basisPoints, List.of(), List.of(), Optional.empty(), false));
        int found = 0;
        for (int i = 0; i < users; i++) {
          found += router.route(TrafficRequest.of("user-" + i)).side() == TrafficSide.NEW ? 1 : 0;
        }
        double share = basisPoints / 10_000.0;
        double deviation = Math.sqrt(users * share * (1 - share)); // binomial
        assertEquals(users * share, found, 4 * deviation + 1, run + " at " + basisPoints);
      }
    }
  }

  @Test
  @DisplayName("spread evenly: 100,000 users over 100 places pass a chi-square test")
  void placesAreEven() {
    int[] places = new int[100];
    for (int i = 0; i < 100_000; i++) {
      places[StickyShare.placeOf("shop/1", "user-" + i) / 100]++;
    }
    double square = 0;
    for (int count : places) {
      square += (count - 1_000.0) * (count - 1_000.0) / 1_000.0;
    }
    assertTrue(square < 149.0, "chi-square with 99 degrees of freedom at 0.1 %: " + square);
  }

  @Test
  @DisplayName("keep every user on the new side while the weight grows")
  void isSticky() {
    for (int i = 0; i < 500; i++) {
      TrafficRequest request = TrafficRequest.of("user-" + i);
      boolean wasNew = false;
      for (int weight = 0; weight <= Weight.WHOLE; weight += 50) {
        boolean isNew = side(table(weight), request) == TrafficSide.NEW;
        assertTrue(isNew || !wasNew, request.user() + " left at " + weight);
        wasNew = isNew;
      }
      assertTrue(wasNew, "everybody is there at 100 %");
      assertEquals(TrafficSide.STABLE, side(table(0), request));
    }
  }

  @Test
  @DisplayName("begin each run with other users")
  void runsDiffer() {
    int same = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean first = StickyShare.placeOf("shop/1", "user-" + i) < 1_000;
      same += first && StickyShare.placeOf("shop/2", "user-" + i) < 1_000 ? 1 : 0;
    }
    assertEquals(100, same, 40, "a tenth of a tenth is in both by chance");
  }

  @Test
  @DisplayName("follow header and cookie matches: exact, prefix, regex, all of a route together")
  void matches() {
    RequestMatch exact = RequestMatch.header("X-Tester").exactly("yes");
    RequestMatch prefix = RequestMatch.cookie("ring").startsWith("early-");
    RequestMatch regex = RequestMatch.header("User-Agent").matching("Fire.*/1[0-9]+");
    RoutingTable one = routed(RequestRoute.of("testers", exact));
    assertEquals(TrafficSide.NEW, side(one, with(Map.of("x-tester", "yes"), Map.of())));
    assertEquals(TrafficSide.STABLE, side(one, with(Map.of("x-tester", "yes!"), Map.of())));
    assertEquals(TrafficSide.STABLE, side(one, with(Map.of(), Map.of("X-Tester", "yes"))));
    RoutingTable two = routed(RequestRoute.of("testers", prefix));
    assertEquals(TrafficSide.NEW, side(two, with(Map.of(), Map.of("ring", "early-7"))));
    assertEquals(TrafficSide.STABLE, side(two, with(Map.of(), Map.of("ring", "late-early-7"))));
    RoutingTable three = routed(RequestRoute.of("testers", regex));
    assertEquals(TrafficSide.NEW, side(three, with(Map.of("User-Agent", "Firefox/12"), Map.of())));
    assertEquals(
        TrafficSide.STABLE, side(three, with(Map.of("User-Agent", "a Firefox/12"), Map.of())));
    RoutingTable both = routed(RequestRoute.of("testers", exact, prefix));
    assertEquals(TrafficSide.STABLE, side(both, with(Map.of("X-Tester", "yes"), Map.of())));
    assertEquals(
        TrafficSide.NEW, side(both, with(Map.of("X-Tester", "yes"), Map.of("ring", "early-"))));
    assertEquals(
        TrafficSide.STABLE, side(routed(RequestRoute.of("testers")), with(Map.of(), Map.of())));
  }

  private static RoutingTable routed(RequestRoute... routes) {
    return table("shop/1", 1, 0, List.of(routes), List.of(), Optional.empty(), false);
  }

  @Test
  @DisplayName("go by the first route that matches, and routes go before cohorts and shares")
  void precedence() {
    RequestMatch any = RequestMatch.header("X-Tester").startsWith("");
    RoutedRequest routed =
        RequestRouter.of(routed(RequestRoute.of("first", any), RequestRoute.of("second", any)))
            .route(with(Map.of("X-Tester", ""), Map.of()));
    assertEquals("route first", routed.reason());
    TrafficRequest member = new TrafficRequest("ann", Map.of(), Map.of(), Set.of("ring-0"), false);
    assertEquals("cohort ring-0", RequestRouter.of(table(0)).route(member).reason());
    assertEquals(TrafficSide.NEW, side(table(0), member));
    TrafficRequest other = new TrafficRequest("ann", Map.of(), Map.of(), Set.of("ring-1"), false);
    assertEquals(TrafficSide.STABLE, side(table(0), other));
  }

  @Test
  @DisplayName("are mirrored if any block of conditions is met as a whole, and by their share")
  void mirrors() {
    RequestMatch tester = RequestMatch.header("X-Tester").exactly("yes");
    RequestMatch early = RequestMatch.cookie("ring").startsWith("early-");
    RequestMatch spain = RequestMatch.header("Country").exactly("ES");
    TrafficMirror mirror =
        TrafficMirror.of(
            "shadow",
            Weight.ALL,
            TrafficMirror.Block.of(tester, early),
            TrafficMirror.Block.of(spain));
    RequestRouter router = RequestRouter.of(mirrored(mirror));
    assertFalse(router.route(with(Map.of("X-Tester", "yes"), Map.of())).isMirrored());
    assertTrue(
        router.route(with(Map.of("X-Tester", "yes"), Map.of("ring", "early-1"))).isMirrored());
    RoutedRequest copied = router.route(with(Map.of("Country", "ES"), Map.of()));
    assertTrue(copied.isMirrored());
    assertEquals(TrafficSide.STABLE, copied.side(), "who asked gets the answer of the stable side");
    RequestRouter fifth = RequestRouter.of(mirrored(TrafficMirror.of("all", Weight.ofPercent(20))));
    int count = 0;
    for (int i = 0; i < 10_000; i++) {
      count += fifth.route(TrafficRequest.of("user-" + i)).isMirrored() ? 1 : 0;
    }
    assertEquals(2_000, count, 160);
  }

  private static RoutingTable mirrored(TrafficMirror mirror) {
    return table("shop/1", 1, 0, List.of(), List.of(mirror), Optional.empty(), false);
  }

  @Test
  @DisplayName("over the preview endpoint get the new side while it is shown")
  void previews() {
    TrafficRequest preview = new TrafficRequest("ann", Map.of(), Map.of(), Set.of(), true);
    assertEquals(TrafficSide.NEW, side(table(0), preview));
    assertEquals(TrafficSide.STABLE, side(RoutingTable.allStable("shop/1"), preview));
  }

  @Test
  @DisplayName("pin users by a cookie with a value of the run, and let go of them after the run")
  @Covers({"RP-25", "RP-127"})
  void pinsUsers() {
    RoutingTable half = pinned("shop/7", 1, 5_000, false);
    String user = first(half, TrafficSide.NEW);
    RoutedRequest fresh = RequestRouter.of(half).route(TrafficRequest.of(user));
    assertEquals(
        List.of(new RoutedRequest.Cookie("canary", "shop/7", Duration.ofDays(1))), fresh.cookies());
    String other = first(half, TrafficSide.STABLE);
    TrafficRequest moved = cookies(other, Map.of("canary", "shop/7"));
    assertEquals(TrafficSide.NEW, side(half, moved), "the cookie decides, not the share");
    TrafficRequest older = cookies(other, Map.of("canary", "shop/6"));
    assertEquals(TrafficSide.STABLE, side(half, older), "a value of another run pins nobody");
    RoutedRequest over =
        RequestRouter.of(pinned("shop/7", 9, 0, true))
            .route(cookies(other, Map.of("canary", "shop/7", "primary", "shop/7.1")));
    assertEquals(TrafficSide.STABLE, over.side());
    assertEquals(
        List.of(
            new RoutedRequest.Cookie("canary", "", Duration.ofSeconds(-1)),
            new RoutedRequest.Cookie("primary", "", Duration.ofSeconds(-1))),
        over.cookies());
  }

  @Test
  @DisplayName("keep users on the stable side by a second cookie until the next step only")
  @Covers({"RP-25", "RP-127"})
  void movesOneWay() {
    RoutingTable first = pinned("shop/7", 1, 1_000, false);
    String user = "";
    for (int i = 0; user.isEmpty(); i++) {
      int place = StickyShare.placeOf("shop/7", "user-" + i);
      user = place >= 1_000 && place < 2_000 ? "user-" + i : "";
    }
    RoutedRequest before = RequestRouter.of(first).route(TrafficRequest.of(user));
    assertEquals(
        List.of(new RoutedRequest.Cookie("primary", "shop/7.1", Duration.ofMinutes(5))),
        before.cookies());
    TrafficRequest again = cookies(user, Map.of("primary", "shop/7.1"));
    assertEquals(TrafficSide.STABLE, side(pinned("shop/7", 1, 2_000, false), again));
    assertEquals(
        TrafficSide.NEW, side(pinned("shop/7", 2, 2_000, false), again), "the value of a new step");
    RoutedRequest plain =
        RequestRouter.of(
                table(
                    "shop/7",
                    1,
                    0,
                    List.of(),
                    List.of(),
                    Optional.of(Affinity.of("canary", Duration.ofDays(1))),
                    false))
            .route(TrafficRequest.of("ann"));
    assertEquals(List.of(), plain.cookies(), "the cookie of the stable side is a choice");
  }

  private static RoutingTable pinned(String run, int step, int basisPoints, boolean isOver) {
    return table(run, step, basisPoints, List.of(), List.of(), Optional.of(PINS), isOver);
  }

  private static TrafficRequest cookies(String user, Map<String, String> cookies) {
    return new TrafficRequest(user, Map.of(), cookies, Set.of(), false);
  }

  private static String first(RoutingTable table, TrafficSide side) {
    for (int i = 0; ; i++) {
      if (side(table, TrafficRequest.of("user-" + i)) == side) {
        return "user-" + i;
      }
    }
  }

  @Test
  @DisplayName(
      "of an experiment go to baseline and trial in equal shares, taken from the stable side")
  void experiments() {
    RoutingTable table =
        new RoutingTable(
            "shop/1",
            1,
            Weight.ofPercent(20),
            List.of(),
            List.of(),
            List.of(),
            false,
            Optional.empty(),
            false,
            Optional.of(new ExperimentShare("fast", Weight.ofPercent(5))));
    Map<TrafficSide, Integer> counts = new EnumMap<>(TrafficSide.class);
    for (int i = 0; i < 20_000; i++) {
      counts.merge(side(table, TrafficRequest.of("user-" + i)), 1, Integer::sum);
    }
    for (TrafficSide each : TrafficSide.values()) {
      int expected = table.share(each).of(20_000);
      assertEquals(expected, counts.getOrDefault(each, 0), 300, each.name());
    }
    assertEquals(Weight.ofPercent(70), table.share(TrafficSide.STABLE));
    assertThrows(
        IllegalArgumentException.class, () -> new ExperimentShare("fast", Weight.ofPercent(50.01)));
  }

  @Test
  @DisplayName("are refused what cannot be matched")
  void refuses() {
    assertThrows(
        IllegalArgumentException.class, () -> RequestMatch.header("X").matching("(unclosed"));
    assertThrows(IllegalArgumentException.class, () -> RequestMatch.header(" ").exactly("x"));
    assertThrows(
        IllegalArgumentException.class, () -> RequestMatch.header("X").exactly("x".repeat(257)));
    RoutingTable regex = routed(RequestRoute.of("r", RequestMatch.header("X").matching(".*")));
    String longest = "x".repeat(RequestRouter.LONGEST_VALUE);
    assertEquals(TrafficSide.NEW, side(regex, with(Map.of("X", longest), Map.of())));
    assertEquals(TrafficSide.STABLE, side(regex, with(Map.of("X", longest + "x"), Map.of())));
  }
}
