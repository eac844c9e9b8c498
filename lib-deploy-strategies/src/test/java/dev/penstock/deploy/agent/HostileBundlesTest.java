package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.Revision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A hostile bundle")
class HostileBundlesTest {
  private static final BundleLimits SMALL = new BundleLimits(20, 10_000, 5, true);

  @TempDir private Path directory;

  HostileBundlesTest() {}

  /** A tar entry that somebody may have made on purpose. */
  record Entry(String name, char type, String linked) {}

  static byte[] tar(List<Entry> entries) throws IOException {
    RawTar tar = new RawTar();
    for (Entry entry : entries) {
      if (entry.name().length() > 90) {
        tar.pax("path", entry.name());
      }
      if (entry.linked().length() > 90) {
        tar.pax("linkpath", entry.linked());
      }
      tar.entry(
          entry.name().substring(0, Math.min(90, entry.name().length())),
          entry.type(),
          entry.linked().substring(0, Math.min(90, entry.linked().length())),
          entry.type() == '0' ? "evil" : "");
    }
    return tar.end();
  }

  private static Revision revision(byte[] bytes) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Revision("r1", "x", new Digest(HexFormat.of().formatHex(digest)), "");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** Installs a bundle of these bytes; tells how DownloadBundle or Install ended. */
  static LifecycleResult install(
      Path place, byte[] bytes, InstallPlan plan, BundleLimits limits, AgentConformance conformance)
      throws IOException {
    Path root = Files.createDirectories(place.resolve("instance"));
    InstanceAgent agent =
        InstanceAgent.builder()
            .bundles(
                new BundleDownload(
                    location ->
                        new BundleSource.Content(new ByteArrayInputStream(bytes), Optional.empty()),
                    new ExtractionLimits(1 << 20, 1_000, 100)))
            .installPlans(bundle -> plan)
            .shell(new LocalShell())
            .scheduler((due, task) -> () -> {})
            .clock(java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC))
            .instance("i-1", root, Map.of())
            .limits(limits)
            .conformance(conformance)
            .build();
    DeploymentSpecification specification =
        DeploymentSpecification.builder()
            .deployment(new DeploymentId("d-1"))
            .groupId("g-1")
            .group("g")
            .application("a")
            .revision(revision(bytes))
            .fileExistsBehavior(FileExistsBehavior.OVERWRITE)
            .build();
    Function<String, LifecycleResult> run =
        event ->
            agent
                .run(
                    EventRequest.of(
                        specification,
                        "i-1",
                        event,
                        new java.util.concurrent.CompletableFuture<>()))
                .toCompletableFuture()
                .join();
    LifecycleResult downloaded = run.apply("DownloadBundle");
    return downloaded.isSucceeded() ? run.apply("Install") : downloaded;
  }

  static InstallPlan everythingTo(String destination) {
    return new InstallPlan(
        List.of(new FileCopy("/", destination)), List.of(), Map.of(), Optional.empty());
  }

  private String refusal(Entry... entries) throws IOException {
    Path place = Files.createTempDirectory(directory, "place");
    Map<String, String> before = outside(place);
    LifecycleResult result =
        install(place, tar(List.of(entries)), everythingTo("app"), SMALL, AgentConformance.SENSE);
    assertFalse(result.isSucceeded());
    assertEquals(before, outside(place));
    assertFalse(Files.exists(place.resolve("instance/app")), "nothing is installed");
    assertNoBundle(place);
    return result.message();
  }

  private static void assertNoBundle(Path place) throws IOException {
    Path deployment = place.resolve("instance/.penstock/group-g-1/deployments/deployment-d-1");
    assertFalse(Files.exists(deployment.resolve("bundle")), "no half bundle is taken for whole");
    assertFalse(Files.exists(deployment.resolve("bundle.archive")));
  }

  /** Everything that lies outside the instance's root. */
  static Map<String, String> outside(Path place) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(place)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.startsWith(place.resolve("instance")) && !path.equals(place)) {
          found.put(
              path.toString(),
              Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                  ? Files.readString(path)
                  : "other");
        }
      }
    }
    return found;
  }

  private static Entry file(String name) {
    return new Entry(name, '0', "");
  }

  @Test
  @DisplayName("is refused for each of its tricks, with one clear error, and writes nothing")
  void tricks() throws IOException {
    String safe = "DownloadBundle: the bundle is not safe: ";
    String entry = "DownloadBundle: archive entry ";
    String below = "; allowed: names below the root";
    assertEquals(
        entry + "\"/etc/cron.d/x\": absolute name" + below, refusal(file("/etc/cron.d/x")));
    assertEquals(entry + "\"../x\": part \"..\" in the name" + below, refusal(file("../x")));
    assertEquals(
        entry + "\"l\": link to \"../../x\" leaves the root; allowed: targets inside it",
        refusal(new Entry("l", '2', "../../x")));
    assertEquals(
        entry + "\"l/x\": lies below something that is no directory",
        refusal(new Entry("l", '2', "sub"), file("l/x")));
    assertEquals(
        safe + "app/READ.me and app/read.ME are one file on systems that ignore case",
        sorted(refusal(file("app/READ.me"), file("app/read.ME")), "app/READ.me", "app/read.ME"));
    assertEquals(
        safe + "caf\u00e9 and cafe\u0301 are one file on systems that ignore case",
        sorted(refusal(file("caf\u00e9"), file("cafe\u0301")), "caf\u00e9", "cafe\u0301"));
    assertEquals(
        safe + "A/x and a are one file on systems that ignore case".replace("A/x and a", "A and a"),
        sorted(refusal(file("A/x"), file("a/y")), "A", "a"));
    for (String device : List.of("CON", "nul.txt", "aux", "COM1", "lpt9.log", "conin$")) {
      assertEquals(
          safe + "d/" + device + " has the name of a device on some systems",
          refusal(file("d/" + device)));
    }
    assertEquals(
        safe + "x. ends with a dot or a blank, which some systems drop", refusal(file("x.")));
    assertEquals(
        safe + "x  ends with a dot or a blank, which some systems drop", refusal(file("x ")));
    assertEquals(entry + "\"a\\u000ab\": control character in the name", refusal(file("a\nb")));
    assertEquals(
        entry
            + "\"dev\": a device, a pipe or something unknown; allowed: files, directories and"
            + " links",
        refusal(new Entry("dev", '3', "")));
    assertEquals(safe + "a/b/c/d/e/f lies more than 5 levels deep", refusal(file("a/b/c/d/e/f")));
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      many.add(file("f" + i));
    }
    assertEquals(
        "DownloadBundle: the bundle has more than 20 files", refusal(many.toArray(Entry[]::new)));
    Path place = Files.createTempDirectory(directory, "place");
    LifecycleResult large =
        install(
            place,
            new RawTar().file("large", "x".repeat(10_001)).end(),
            everythingTo("app"),
            SMALL,
            AgentConformance.SENSE);
    assertEquals("DownloadBundle: the bundle has more than 10000 bytes", large.message());
    assertNoBundle(place);
  }

  /** The order in which a directory is listed is not ours to choose. */
  private static String sorted(String message, String one, String two) {
    return message.replace(two + " and " + one + " are", one + " and " + two + " are");
  }

  @Test
  @DisplayName("with names that are strange elsewhere only is installed, for those who want that")
  void portability() throws IOException {
    Path place = Files.createTempDirectory(directory, "place");
    LifecycleResult result =
        install(
            place,
            tar(List.of(file("aux.c"), file("a"), file("A"), file("b."))),
            everythingTo("app"),
            new BundleLimits(20, 10_000, 5, false),
            AgentConformance.SENSE);
    assertEquals(LifecycleResult.succeeded(""), result);
    assertEquals("evil", Files.readString(place.resolve("instance/app/aux.c")));
    assertEquals("evil", Files.readString(place.resolve("instance/app/A")));
  }

  @Test
  @DisplayName("given as a directory is looked through just as well: devices, links, circles")
  void directories() throws Exception {
    Bench bench = new Bench(directory);
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    Path app = bench.bundles.resolve("r1/app");
    DeploymentSpecification first = Bench.specification("d-1", "r1").build();
    Path outside = Files.createDirectory(directory.resolve("outside"));
    for (List<String> link :
        List.of(
            List.of(outside.toString(), "leads out of the bundle"),
            List.of("../../../outside", "leads out of the bundle"),
            List.of("/", "leads out of the bundle"),
            List.of("evil", "leads around in circles"))) {
      Path evil = Files.createSymbolicLink(app.resolve("evil"), Path.of(link.get(0)));
      assertEquals(
          "DownloadBundle: the bundle is not safe: app/evil is a link that " + link.get(1),
          bench.run(first, "DownloadBundle").message());
      Files.delete(evil);
    }
    Path stepping = Files.createSymbolicLink(app.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(app.resolve("b"), outside);
    String message = bench.run(first, "DownloadBundle").message();
    assertTrue(message.endsWith(" is a link that leads out of the bundle"), message);
    Files.delete(stepping);
    Files.delete(app.resolve("b"));
    assertEquals(0, new ProcessBuilder("mkfifo", app.resolve("pipe").toString()).start().waitFor());
    BundleFetch asItIs =
        (revision, to, abandoned) -> {
          try {
            new ProcessBuilder("cp", "-a", app.toString(), to.toString()).start().waitFor();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return java.util.concurrent.CompletableFuture.completedFuture(null);
        };
    Bench piped =
        new Bench(
            Files.createDirectory(directory.resolve("piped")), agent -> agent.bundles(asItIs));
    assertEquals(
        "DownloadBundle: the bundle is not safe: app/pipe is no file, directory or link, but a"
            + " device, pipe or socket",
        piped.run(first, "DownloadBundle").message());
    assertEquals(0, outside.toFile().list().length);
  }
}
