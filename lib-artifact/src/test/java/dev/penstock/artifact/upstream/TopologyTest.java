package dev.penstock.artifact.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.upstream.Topology.Node;
import dev.penstock.artifact.upstream.Topology.Place;
import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("The links of a domain")
class TopologyTest {

  private static Topology of(String... lines) {
    Topology topology = Topology.EMPTY;
    for (String line : lines) {
      String[] sides = line.split(" -> ", 2);
      topology = topology.with(sides[0], new Node(List.of(sides[1].split(" ")), null));
    }
    return topology;
  }

  private static List<String> order(Topology topology, String root) {
    return topology.places(root, none -> false).stream().map(Place::toString).toList();
  }

  @Example
  @Covers("A-071")
  @Label("are searched depth first, in the order they were given")
  void example() {
    assertEquals(
        List.of("R", "A", "C", "D", "E", "B"), order(of("R -> A B", "A -> C D", "D -> E"), "R"));
    assertEquals(
        List.of("R", "B", "A", "D", "E", "C"), order(of("R -> B A", "A -> D C", "D -> E"), "R"));
  }

  @Example
  @Covers({"A-072", "A-073", "A-211"})
  @Label("are searched as far as 25 repositories, the one asked among them, each once")
  void limits() {
    Topology chain = Topology.EMPTY;
    for (int i = 0; i < 40; i++) {
      chain = chain.with("r" + i, new Node(List.of("r" + (i + 1)), null));
    }
    List<String> found = order(chain, "r0");
    assertEquals(25, found.size());
    assertEquals("r0", found.get(0));
    assertEquals("r24", found.get(24));
    assertEquals(
        List.of("R", "A", "C", "B"), order(of("R -> A B", "A -> C", "B -> C"), "R"), "first wins");
    assertEquals(List.of("R", "A"), order(of("R -> A", "A -> R"), "R"), "even in a cycle");
  }

  @Example
  @Covers("A-089")
  @Label("have a repository's external connection after all of its upstreams")
  void connections() {
    Topology topology =
        of("R -> A B")
            .with("A", new Node(List.of("C"), "public:npmjs"))
            .with("R", new Node(List.of("A", "B"), "public:pypi"));
    assertEquals(
        List.of("R", "A", "C", "public:npmjs of A", "B", "public:pypi of R"), order(topology, "R"));
  }

  /** Repositories 0 to 8, each with upstreams of a greater number: no cycles. */
  @Provide
  Arbitrary<Topology> acyclic() {
    return Arbitraries.integers()
        .between(0, 8)
        .list()
        .ofSize(30)
        .map(
            numbers -> {
              Map<Integer, List<String>> upstreams = new TreeMap<>();
              for (int i = 0; i + 1 < numbers.size(); i += 2) {
                int low = Math.min(numbers.get(i), numbers.get(i + 1));
                int high = Math.max(numbers.get(i), numbers.get(i + 1));
                List<String> known = upstreams.computeIfAbsent(low, fresh -> new ArrayList<>());
                if (low != high && !known.contains("r" + high)) {
                  known.add("r" + high);
                }
              }
              Topology topology = Topology.EMPTY;
              for (Map.Entry<Integer, List<String>> entry : upstreams.entrySet()) {
                topology =
                    topology.with(
                        "r" + entry.getKey(),
                        new Node(entry.getValue(), entry.getKey() % 3 == 0 ? "npm" : null));
              }
              return topology;
            });
  }

  @Provide
  Arbitrary<Set<String>> some() {
    return Arbitraries.integers().between(0, 8).map(i -> "r" + i).set().ofMaxSize(4);
  }

  /** All ways written out, and then each place once. */
  private static List<Place> naive(Topology topology, String root, Set<String> closed) {
    List<Place> all = new ArrayList<>(List.of(new Place(root, null)));
    if (!closed.contains(root)) {
      topology.node(root).upstreams().forEach(up -> all.addAll(naive(topology, up, closed)));
      if (topology.node(root).connection() != null) {
        all.add(new Place(root, topology.node(root).connection()));
      }
    }
    return all.stream().distinct().toList();
  }

  @Property(seed = "3", tries = 1_000)
  @Covers({"A-071", "A-073"})
  @Label("are searched as all ways written out would be, closed branches left out")
  void agreesWithNaive(@ForAll("acyclic") Topology topology, @ForAll("some") Set<String> closed) {
    assertEquals(
        naive(topology, "r0", closed),
        topology.places("r0", closed::contains),
        topology.toString());
  }

  private static boolean reaches(Topology topology, String from, String to) {
    return from.equals(to)
        || topology.node(from).upstreams().stream().anyMatch(up -> reaches(topology, up, to));
  }

  @Property(seed = "4", tries = 1_000)
  @Covers("A-074")
  @Label("never lead back to where they begin")
  void cycles(@ForAll("acyclic") Topology topology, @ForAll("some") Set<String> upstreams) {
    for (int i = 0; i <= 8; i++) {
      String root = "r" + i;
      List<String> wanted = List.copyOf(new TreeSet<>(upstreams));
      boolean isCycle = wanted.stream().anyMatch(up -> reaches(topology, up, root));
      Optional<List<String>> found = topology.cycle(root, wanted);
      assertEquals(isCycle, found.isPresent());
      found.ifPresent(
          way -> {
            assertEquals(root, way.get(0));
            assertEquals(root, way.get(way.size() - 1));
            assertTrue(wanted.contains(way.get(1)));
            for (int k = 1; k + 1 < way.size(); k++) {
              assertTrue(topology.node(way.get(k)).upstreams().contains(way.get(k + 1)));
            }
          });
    }
  }

  @Property(seed = "5", tries = 300)
  @Label("forget a repository, also as an upstream of others")
  void forgets(@ForAll("acyclic") Topology topology) {
    Topology less = topology.without("r3");
    assertEquals(Node.ALONE, less.node("r3"));
    less.nodes().values().forEach(node -> assertTrue(!node.upstreams().contains("r3")));
    for (String name : List.of("r0", "r1", "r2")) {
      List<String> rest = new ArrayList<>(topology.node(name).upstreams());
      rest.remove("r3");
      assertEquals(rest, less.node(name).upstreams());
    }
  }
}
