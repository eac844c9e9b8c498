package dev.penstock.deploy.agent;

import static dev.penstock.deploy.agent.HostileBundlesTest.everythingTo;
import static dev.penstock.deploy.agent.HostileBundlesTest.install;
import static dev.penstock.deploy.agent.HostileBundlesTest.outside;
import static dev.penstock.deploy.agent.HostileBundlesTest.tar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.agent.HostileBundlesTest.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

@Label("A hostile bundle")
class HostileBundleLaws {
  private static @Nullable Path scratch; // of a property; removed after it

  HostileBundleLaws() {}

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "a",
            "A",
            "b",
            "x",
            "..",
            ".",
            "",
            "CON",
            "nul",
            "l",
            "m",
            "\n",
            "\0",
            "C:",
            "a\\b",
            "e\u0301",
            "\u00e9",
            "long".repeat(70),
            ".penstock",
            "group-g-1",
            "door");
    return parts.list().ofMinSize(1).ofMaxSize(7).map(each -> String.join("/", each));
  }

  @Provide
  Arbitrary<List<Entry>> bundles() {
    Arbitrary<String> targets =
        Arbitraries.oneOf(names(), Arbitraries.of("/etc", "..", "../..", "../../outside", "a/.."));
    return Combinators.combine(names(), Arbitraries.of('0', '0', '1', '2', '2', '5', '3'), targets)
        .as((name, type, target) -> new Entry(name, type, type == '0' || type == '5' ? "" : target))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 400, seed = "20260302")
  @Label("writes nothing outside the instance, whatever is in it and wherever it shall go")
  void contained(
      @ForAll("bundles") List<Entry> entries,
      @ForAll("names") String destination,
      @ForAll boolean isAgent)
      throws IOException {
    if (scratch == null) {
      scratch = Files.createTempDirectory("hostile");
    }
    Path place = Files.createTempDirectory(scratch, "place");
    Path secret = Files.createDirectories(place.resolve("outside"));
    Files.writeString(secret.resolve("secret"), "s");
    Path root = Files.createDirectories(place.resolve("instance"));
    Files.createSymbolicLink(root.resolve("door"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("l"), Path.of("a"));
    Map<String, String> before = outside(place);
    LifecycleResult result =
        install(
            place,
            tar(entries),
            everythingTo(destination),
            BundleLimits.DEFAULT,
            isAgent ? AgentConformance.AGENT : AgentConformance.SENSE);
    assertEquals(before, outside(place));
    assertFalse(Files.exists(root.resolve("door/evil"), LinkOption.NOFOLLOW_LINKS));
    if (!result.isSucceeded()) {
      assertTrue(
          result.message().startsWith("DownloadBundle: ")
              || result.message().startsWith("Install: "),
          result::message);
      assertTrue(result.message().chars().noneMatch(Character::isISOControl), result::message);
    } else {
      assertLinksStayInside(root);
    }
  }

  private static void assertLinksStayInside(Path root) throws IOException {
    Path real = root.toRealPath();
    try (Stream<Path> all = Files.walk(real)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        boolean isOurs = !path.equals(real.resolve("door"));
        if (isOurs && Files.isSymbolicLink(path)) {
          Path leadsTo = path.getParent().resolve(Files.readSymbolicLink(path)).normalize();
          assertTrue(leadsTo.startsWith(real), path + " leads to " + leadsTo);
        }
      }
    }
  }

  @AfterProperty
  void clear() {
    try {
      if (scratch != null) {
        InstanceFiles.PLAIN.deleteTree(scratch);
        scratch = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
