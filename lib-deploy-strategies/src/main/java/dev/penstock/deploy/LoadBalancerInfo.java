package dev.penstock.deploy;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The load balancers before a group, by the names that the host's balancers go by (D-354).
 *
 * <pre>{@code
 * LoadBalancerInfo.ofTargetGroups("web-http", "web-https");
 * LoadBalancerInfo.ofPair("blue", "green", "listener-443");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param classic classic balancers, distinct, at most {@value #MOST}
 * @param targetGroups target groups, distinct, at most {@value #MOST}
 * @param pair for services of containers, the two target groups that take turns; alone if there
 */
public record LoadBalancerInfo(
    List<String> classic, List<String> targetGroups, Optional<Pair> pair) {

  /** Most balancers of each kind (D-354). */
  public static final int MOST = 10;

  /**
   * Two target groups that take turns behind a listener (D-295).
   *
   * @param first one target group
   * @param second the other one
   * @param listener who gets users' traffic
   * @param testListener who gets test traffic; empty if there is none
   */
  public record Pair(String first, String second, String listener, Optional<String> testListener) {

    /** All parts are required. */
    public Pair {
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
      Objects.requireNonNull(listener, "listener");
      Objects.requireNonNull(testListener, "testListener");
    }
  }

  /**
   * Copies the lists and checks them.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public LoadBalancerInfo {
    classic = List.copyOf(classic);
    targetGroups = List.copyOf(targetGroups);
    List<Diagnostic> faults = new ArrayList<>();
    check("classic", classic, faults);
    check("targetGroups", targetGroups, faults);
    if (pair.isPresent()) {
      Pair two = pair.get();
      check("pair", List.of(two.first(), two.second()), faults);
      check("pair.listener", List.of(two.listener()), faults);
      two.testListener().ifPresent(test -> check("pair.testListener", List.of(test), faults));
      if (!classic.isEmpty() || !targetGroups.isEmpty()) {
        report(faults, "pair", "there are other balancers too", "a pair alone");
      }
    } else if (classic.isEmpty() && targetGroups.isEmpty()) {
      report(faults, "targetGroups", "there are no balancers", "at least one");
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("load balancers", faults);
    }
  }

  /**
   * Classic balancers.
   *
   * @param names their names, 1 to {@value #MOST}
   * @return the balancers
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static LoadBalancerInfo ofClassic(String... names) {
    return new LoadBalancerInfo(List.of(names), List.of(), Optional.empty());
  }

  /**
   * Target groups.
   *
   * @param names their names, 1 to {@value #MOST}
   * @return the balancers
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static LoadBalancerInfo ofTargetGroups(String... names) {
    return new LoadBalancerInfo(List.of(), List.of(names), Optional.empty());
  }

  /**
   * The one pair of target groups before a service of containers, without test traffic.
   *
   * @param first one target group
   * @param second the other one
   * @param listener who gets users' traffic
   * @return the balancers
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static LoadBalancerInfo ofPair(String first, String second, String listener) {
    return new LoadBalancerInfo(
        List.of(), List.of(), Optional.of(new Pair(first, second, listener, Optional.empty())));
  }

  private static void check(String path, List<String> names, List<Diagnostic> faults) {
    if (names.size() > MOST) {
      report(faults, path, "there are " + names.size() + " names", "at most " + MOST);
    }
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank() || name.length() > 255) {
        String found = "a name of " + name.length() + " characters";
        report(faults, path + "[" + i + "]", found, "1 to 255 characters, not all blank");
      } else if (!distinct.add(name)) {
        report(faults, path + "[" + i + "]", GroupRules.quoted(name) + " is there twice", "");
      }
    }
  }

  private static void report(List<Diagnostic> faults, String path, String found, String allowed) {
    faults.add(Diagnostic.error("group.load-balancer", path, found, allowed));
  }
}
