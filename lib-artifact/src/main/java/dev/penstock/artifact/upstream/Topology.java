package dev.penstock.artifact.upstream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which repository has which upstreams and external connection: a value, without cycles. */
record Topology(SortedMap<String, Node> nodes) {
  static final Topology EMPTY = new Topology(new TreeMap<>());
  static final int MOST_SEARCHED = 25;

  Topology {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }

  /** One repository's links. */
  record Node(List<String> upstreams, @Nullable String connection) {
    static final Node ALONE = new Node(List.of(), null);

    Node {
      upstreams = List.copyOf(upstreams);
    }
  }

  /** Somewhere to look: a repository, or the external connection of one. */
  record Place(String repository, @Nullable String connection) {
    @Override
    public String toString() {
      return connection == null ? repository : connection + " of " + repository;
    }
  }

  Node node(String repository) {
    return nodes.getOrDefault(repository, Node.ALONE);
  }

  Topology with(String repository, Node node) {
    SortedMap<String, Node> next = new TreeMap<>(nodes);
    if (node.equals(Node.ALONE)) {
      next.remove(repository);
    } else {
      next.put(repository, node);
    }
    return new Topology(next);
  }

  /** Without a repository, also as an upstream of others. */
  Topology without(String repository) {
    SortedMap<String, Node> next = new TreeMap<>();
    nodes.forEach(
        (name, node) -> {
          List<String> rest = node.upstreams().stream().filter(u -> !u.equals(repository)).toList();
          Node left = new Node(rest, node.connection());
          if (!name.equals(repository) && !left.equals(Node.ALONE)) {
            next.put(name, left);
          }
        });
    return new Topology(next);
  }

  /** The way from a repository back to itself that these upstreams would open. */
  Optional<List<String>> cycle(String repository, List<String> upstreams) {
    Set<String> seen = new LinkedHashSet<>();
    for (String upstream : upstreams) {
      List<String> way = new ArrayList<>(List.of(repository));
      if (leadsTo(repository, upstream, way, seen)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private boolean leadsTo(String goal, String from, List<String> way, Set<String> seen) {
    way.add(from);
    if (from.equals(goal)) {
      return true;
    }
    if (seen.add(from)) {
      for (String upstream : node(from).upstreams()) {
        if (leadsTo(goal, upstream, way, seen)) {
          return true;
        }
      }
    }
    way.remove(way.size() - 1);
    return false;
  }

  /**
   * Where to look for what a repository does not have, in order: depth first, each repository once,
   * its external connection after all of its upstreams.
   *
   * @param isClosed says of a repository that nothing may come to it from upstream
   */
  List<Place> places(String root, Predicate<String> isClosed) {
    List<Place> found = new ArrayList<>();
    visit(root, isClosed, new LinkedHashSet<>(), found);
    return found;
  }

  private void visit(
      String repository, Predicate<String> isClosed, Set<String> visited, List<Place> found) {
    if (visited.size() >= MOST_SEARCHED || !visited.add(repository)) {
      return;
    }
    found.add(new Place(repository, null));
    if (isClosed.test(repository)) {
      return;
    }
    Node node = node(repository);
    for (String upstream : node.upstreams()) {
      visit(upstream, isClosed, visited, found);
    }
    if (node.connection() != null) {
      found.add(new Place(repository, node.connection()));
    }
  }
}
