package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A repository's links")
class LinksTest {
  private @TempDir Path directory;
  private World world;
  private Links links;

  @BeforeEach
  void open() throws IOException {
    world = new World(directory).repositories("root", "left", "right", "deep");
    links = world.upstreams.links();
  }

  private List<String> upstreams(String repository) throws IOException {
    return links.of(repository).upstreams();
  }

  @Test
  @Covers({"A-068", "A-069", "A-210"})
  @DisplayName("are up to ten upstreams of its domain, by priority, replaced as a whole")
  void upstreams() throws IOException {
    List<String> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(world.upstreams.domain().createRepository("up-" + (9 - i)).name());
    }
    assertEquals(ten, links.setUpstreams("root", ten).upstreams());
    assertEquals(ten, upstreams("root"));
    List<String> eleven = new ArrayList<>(ten);
    eleven.add("left");
    assertThrows(InvalidDefinitionException.class, () -> links.setUpstreams("root", eleven));
    assertThrows(
        InvalidDefinitionException.class,
        () -> links.setUpstreams("root", List.of("left", "left")));
    assertThrows(ArtifactException.class, () -> links.setUpstreams("root", List.of("elsewhere")));
    assertThrows(ArtifactException.class, () -> links.setUpstreams("none", List.of("left")));
    assertEquals(ten, upstreams("root"), "a refused update changes nothing");
    links.setUpstreams("root", List.of("left"));
    assertEquals(List.of("left"), upstreams("root"), "replaced as a whole");
    links.associate("root", NPMJS);
    assertEquals(List.of("left"), upstreams("root"), "left out, it stays");
    links.disassociate("root", NPMJS);
    world.repository("root").update("For all.");
    assertEquals(List.of("left"), upstreams("root"), "left out, it stays");
    links.associate("root", NPMJS);
    links.setUpstreams("root", List.of());
    assertEquals(List.of(), upstreams("root"));
    assertEquals(NPMJS, links.of("root").connection().orElseThrow().name());
    world.publish("left", UI_1, "left");
    world.publish("right", UI_1, "right");
    links.setUpstreams("root", List.of("right", "left"));
    assertEquals("right", world.read("root", UI_1), "the first has priority");
  }

  @Test
  @Covers("A-070")
  @DisplayName("are made only if every new upstream may be associated")
  void associations() throws IOException {
    links.setUpstreams("root", List.of("left"));
    List<String> asked = new ArrayList<>();
    AssociationCheck check =
        (upstream, downstream) -> {
          asked.add(upstream + " for " + downstream);
          if (upstream.equals("deep")) {
            throw new SecurityException("no AssociateWithDownstreamRepository on deep");
          }
        };
    links.setUpstreams("root", List.of("left", "right"), check);
    assertEquals(List.of("right for root"), asked);
    assertThrows(SecurityException.class, () -> links.setUpstreams("root", List.of("deep"), check));
    assertEquals(List.of("left", "right"), upstreams("root"));
  }

  @Test
  @Covers("A-074")
  @DisplayName("never make it its own upstream, whoever else changes links meanwhile")
  void cycles() throws Exception {
    links.setUpstreams("root", List.of("left"));
    links.setUpstreams("left", List.of("deep"));
    ArtifactException refused =
        assertThrows(
            ArtifactException.class, () -> links.setUpstreams("deep", List.of("right", "root")));
    assertEquals(ArtifactException.Kind.CONFLICT, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("deep -> root -> left -> deep"));
    assertThrows(ArtifactException.class, () -> links.setUpstreams("root", List.of("root")));
    assertEquals(List.of(), upstreams("deep"));
    links.setUpstreams("root", List.of());
    links.setUpstreams("left", List.of());
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 50; round++) {
        CountDownLatch start = new CountDownLatch(2);
        List<Future<Boolean>> both =
            List.of(
                two.submit(() -> succeeds(start, "left", "right")),
                two.submit(() -> succeeds(start, "right", "left")));
        assertEquals(!both.get(0).get(), both.get(1).get(), "exactly one of both");
        links.setUpstreams("left", List.of());
        links.setUpstreams("right", List.of());
      }
    } finally {
      two.shutdownNow();
    }
  }

  private boolean succeeds(CountDownLatch start, String repository, String upstream)
      throws Exception {
    start.countDown();
    start.await();
    try {
      links.setUpstreams(repository, List.of(upstream));
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  @Test
  @Covers("A-072")
  @DisplayName("are followed no further than the first repository that has the version")
  void stopsAtTheFirst() throws IOException {
    world.source.with(UI_1, TGZ, "public").with(UI_2, TGZ, "public two");
    world.publish("left", UI_1, "left");
    world.upstreams.origins().put("left", UI, dev.penstock.artifact.origin.OriginControls.OPEN);
    links.setUpstreams("root", List.of("left", "right"));
    links.associate("right", NPMJS);
    assertEquals("left", world.read("root", UI_1));
    assertEquals(List.of(), world.source.calls);
    assertEquals("public two", world.read("root", UI_2));
  }

  @Test
  @Covers({"A-089", "A-092"})
  @DisplayName("are at most one external connection, beside upstreams and after them")
  void oneConnection() throws IOException {
    RepositoryLinks after = links.associate("root", NPMJS);
    assertEquals(
        Optional.of(new RepositoryLinks.Connection(NPMJS, PackageFormat.NPM)), after.connection());
    ArtifactException second =
        assertThrows(ArtifactException.class, () -> links.associate("root", NPMJS));
    assertEquals(ArtifactException.Kind.CONFLICT, second.kind());
    assertThrows(ArtifactException.class, () -> links.associate("left", "public:none"));
    assertThrows(ArtifactException.class, () -> links.associate("none", NPMJS));
    world.source.with(UI_1, TGZ, "public").with(UI_2, TGZ, "public two");
    links.setUpstreams("root", List.of("left"));
    world.publish("left", UI_1, "left");
    assertEquals("left", world.read("root", UI_1), "upstreams first");
    assertEquals("public two", world.read("root", UI_2), "then the connection");
    assertThrows(ArtifactException.class, () -> links.disassociate("root", "public:pypi"));
    RepositoryLinks without = links.disassociate("root", NPMJS);
    assertEquals(new RepositoryLinks("root", List.of("left"), Optional.empty()), without);
    assertThrows(ArtifactException.class, () -> links.disassociate("root", NPMJS));
    assertEquals("public two", world.read("root", UI_2), "what came through it stays");
  }

  @Test
  @Covers({"A-090", "A-091"})
  @DisplayName("name connections as the service does, each of its format, all available")
  void names() {
    Map<String, PackageFormat> expected = new TreeMap<>();
    expected.put("public:npmjs", PackageFormat.NPM);
    expected.put("public:nuget-org", PackageFormat.NUGET);
    expected.put("public:pypi", PackageFormat.PYPI);
    for (String maven :
        List.of("central", "googleandroid", "gradleplugins", "commonsware", "clojars")) {
      expected.put("public:maven-" + maven, PackageFormat.MAVEN);
    }
    expected.put("public:ruby-gems-org", PackageFormat.RUBY);
    expected.put("public:crates-io", PackageFormat.CARGO);
    assertEquals(expected, KnownConnections.FORMATS);
    for (PackageFormat none : List.of(PackageFormat.SWIFT, PackageFormat.GENERIC)) {
      assertTrue(!KnownConnections.FORMATS.containsValue(none));
    }
    assertThrows(
        InvalidDefinitionException.class, () -> connected("public:npmjs", PackageFormat.PYPI));
    for (String wrong : List.of("", "x", ":xy", "a b", "a/b", "x".repeat(101))) {
      assertThrows(InvalidDefinitionException.class, () -> connected(wrong, PackageFormat.NPM));
    }
    for (String right : List.of("xy", "X".repeat(100), "0._-:")) {
      assertEquals("Available", assertConnected(right));
    }
  }

  private String assertConnected(String name) {
    try {
      Upstreams upstreams = connected(name, PackageFormat.NPM);
      upstreams.domain().createRepository("store");
      return upstreams.links().associate("store", name).connection().orElseThrow().status();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Upstreams connected(String name, PackageFormat format) throws IOException {
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    return Upstreams.builder(
            Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Instant.EPOCH),
            catalogue,
            () -> Instant.EPOCH,
            directory.resolve("other"))
        .connection(name, format, new FakeSource())
        .build();
  }

  @Test
  @Covers("A-093")
  @DisplayName("may lead to one store for each public source, which all others share")
  void stores() throws IOException {
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    FakeSource pypi = new FakeSource().with(World.LIB_1, "lib.whl", "wheel");
    FakeSource npm = new FakeSource().with(UI_1, TGZ, "tarball");
    world.upstreams =
        Upstreams.builder(
                Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Instant.EPOCH),
                catalogue,
                () -> Instant.EPOCH,
                directory.resolve("other"))
            .connection(NPMJS, PackageFormat.NPM, npm)
            .connection(World.PYPI, PackageFormat.PYPI, pypi)
            .build();
    world.repositories("web -> npm-store pypi-store", "data -> pypi-store npm-store");
    world.upstreams.links().associate("npm-store", NPMJS);
    world.upstreams.links().associate("pypi-store", World.PYPI);
    for (String team : List.of("web", "data")) {
      assertEquals("tarball", world.read(team, UI_1));
      assertEquals("wheel", world.read(team, World.LIB_1, "lib.whl"));
    }
    assertEquals(1, npm.count("open"), "fetched once for all");
    assertEquals(1, pypi.count("open"));
    assertTrue(
        npm.calls.stream().noneMatch(call -> call.contains("pypi"))
            && pypi.calls.stream().noneMatch(call -> call.contains("npm")),
        "each asked for its own format only");
    assertTrue(world.holds("npm-store", UI_1) && !world.holds("npm-store", World.LIB_1));
  }

  @Test
  @Covers("A-099")
  @DisplayName("carry nothing to a public source: it is never given bytes")
  void readOnly() throws IOException {
    Set<String> methods = new TreeSet<>();
    for (Method method : ExternalSource.class.getMethods()) {
      methods.add(method.getName());
      assertTrue(
          Stream.of(method.getParameterTypes())
              .noneMatch(type -> type.isArray() || type.getName().startsWith("java.io")),
          method.toString());
    }
    assertEquals(Set.of("asset", "describe", "metadata", "open", "versions"), methods);
    links.associate("root", NPMJS);
    world.publish("root", UI_1, "ours");
    assertEquals(
        List.of("describe " + UI_1), world.source.calls, "asked whether it is there, no more");
  }

  @Test
  @DisplayName("are there again when the domain is opened again")
  void reopened() throws IOException {
    links.setUpstreams("root", List.of("right", "left"));
    links.associate("right", NPMJS);
    Links again = world.open(directory, CachePolicy.STANDARD, PackageFormat.NPM, NPMJS).links();
    assertEquals(links.of("root"), again.of("root"));
    assertEquals(links.of("right"), again.of("right"));
    assertEquals(List.of("root", "right", "left"), again.searchOrder("root"));
    world.upstreams.forget("right");
    assertEquals(List.of("left"), again.of("root").upstreams());
    assertEquals(Optional.empty(), again.of("right").connection());
  }
}
