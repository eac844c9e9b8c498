package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.revision.Revision;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An agent that is killed at a random moment of a deployment")
class KilledAgentTest {
  private static final int DIRECTORIES = 12;
  private static final int FILES = 25; // in each

  @TempDir Path directory;

  KilledAgentTest() {}

  /**
   * The victim: deploys revision after revision by polling. What an engine's journal would keep, it
   * keeps in a file: the deployment and the event that have not ended.
   */
  static final class Host {
    private Host() {}

    public static void main(String[] arguments) throws Exception {
      Path place = Path.of(arguments[0]);
      Bench bench = bench(place);
      CommandQueue queue = CommandQueue.builder(bench.time, bench.time.clock()).build();
      PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
      Path progress = place.resolve("progress");
      int step = Files.exists(progress) ? Integer.parseInt(Files.readString(progress)) : 0;
      for (boolean isFirst = true; ; step++) {
        int number = step / LifecycleEvent.IN_PLACE.size();
        LifecycleEvent event = LifecycleEvent.IN_PLACE.get(step % LifecycleEvent.IN_PLACE.size());
        CompletableFuture<LifecycleResult> result =
            queue
                .run(
                    bench.task("d-" + number, revision(number), event, FileExistsBehavior.DISALLOW))
                .toCompletableFuture();
        while (!result.isDone()) {
          agent.poll().toCompletableFuture().join();
        }
        if (!result.join().isSucceeded()) {
          throw new AssertionError(result.join().toString());
        }
        InstanceFiles.PLAIN.replace(progress, String.valueOf(step + 1));
        if (isFirst && event == LifecycleEvent.VALIDATE_SERVICE) {
          isFirst = false;
          System.out.println(number); // the deployment of before has come to its end
          System.out.flush();
          if (System.in.read() < 0) {
            return;
          }
        }
      }
    }
  }

  private static String revision(int number) {
    return "r" + number % 3;
  }

  /** The first call makes the bundles. */
  private static Bench bench(Path place) throws IOException {
    Bench bench = new Bench(place);
    for (int i = 0; i < 3; i++) {
      String revision = "r" + i;
      if (!Files.exists(bench.bundles.resolve(revision))) {
        bench.bundle(revision, filesOf(i));
        Files.createSymbolicLink(
            bench.bundles.resolve(revision).resolve("app/link" + i), Path.of("dir" + i + "/file0"));
      }
      bench
          .copies(revision, "app", "srv/app")
          .permits(
              revision,
              new Permission(
                  "srv/app",
                  "**",
                  List.of(),
                  List.of(PermissionType.FILE),
                  Optional.of("6" + (i * 2) + "0"),
                  Optional.empty(),
                  Optional.empty()))
          .hook(revision, LifecycleEvent.APPLICATION_STOP, "hook.sh")
          .hook(revision, LifecycleEvent.AFTER_INSTALL, "hook.sh")
          .hook(revision, LifecycleEvent.VALIDATE_SERVICE, "hook.sh");
    }
    return bench;
  }

  /** Some files are in all revisions, some in one only. */
  private static String[] filesOf(int revision) {
    Map<String, String> files = new TreeMap<>();
    for (int d = revision; d < DIRECTORIES + revision; d++) {
      for (int f = 0; f < FILES; f++) {
        files.put("app/dir" + d + "/file" + f, "revision " + revision + "\n".repeat(f * 40));
      }
    }
    files.put("hook.sh", "#!/bin/sh\necho $DEPLOYMENT_ID $LIFECYCLE_EVENT >> ../hooks\n");
    return files.entrySet().stream()
        .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
        .toArray(String[]::new);
  }

  @Test
  @DisplayName("goes on to exactly the intended tree: five kills")
  void killed() throws Exception {
    kill(5);
  }

  @Test
  @Tag("thorough")
  @DisplayName("goes on to exactly the intended tree: a hundred kills")
  void killedOften() throws Exception {
    kill(100);
  }

  private void kill(int rounds) throws Exception {
    Random random = new Random(20260302L + rounds);
    Path place = Files.createDirectories(directory.resolve("place"));
    Bench bench = bench(place);
    Path mine = Files.createDirectories(bench.root.resolve("srv/app/dir3"));
    Files.writeString(mine.resolve("data"), "mine");
    int inTheMiddle = 0;
    for (int round = 0; round <= rounds; round++) {
      Process host = host(place);
      try (BufferedReader out = host.inputReader(StandardCharsets.UTF_8);
          Writer in = host.outputWriter(StandardCharsets.UTF_8)) {
        String line = out.readLine();
        assertTrue(line != null, "the host ended in round " + round);
        check(bench, Integer.parseInt(line));
        if (round < rounds) {
          in.write("go on\n");
          in.flush();
          awaitMoment(host, place, bench, random);
          host.destroyForcibly().waitFor();
          inTheMiddle += isInTheMiddle(place) ? 1 : 0;
        }
      }
      host.waitFor();
    }
    assertTrue(inTheMiddle * 2 > rounds, "only " + inTheMiddle + " kills met a deployment");
  }

  /**
   * Returns at a random moment of the next deployment: in every second case in the middle of
   * Install, once the list of what it has put where has grown to a random length.
   */
  private static void awaitMoment(Process host, Path place, Bench bench, Random random)
      throws Exception {
    int events = LifecycleEvent.IN_PLACE.size();
    int install = LifecycleEvent.IN_PLACE.indexOf(LifecycleEvent.INSTALL);
    int begin = progress(place) / events * events;
    boolean isInstall = random.nextBoolean();
    int wanted = begin + (isInstall ? install : random.nextInt(events));
    long length = isInstall ? random.nextInt(DIRECTORIES * FILES * 20) : 0;
    Path list = bench.root.resolve(".penstock/group-production@shop/cleanup");
    while (host.isAlive()
        && (progress(place) < wanted
            || (progress(place) == wanted && isInstall && !isAsLong(list, length)))) {
      host.waitFor(100, TimeUnit.MICROSECONDS);
    }
    host.waitFor(random.nextInt(3_000), TimeUnit.MICROSECONDS);
  }

  private static boolean isAsLong(Path list, long length) throws IOException {
    try {
      return Files.size(list) >= length && Files.size(list) < length + 2_000;
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  private static int progress(Path place) throws IOException {
    return Integer.parseInt(Files.readString(place.resolve("progress")));
  }

  private static boolean isInTheMiddle(Path place) throws IOException {
    return progress(place) % LifecycleEvent.IN_PLACE.size() != 0;
  }

  /** The tree is that of the bundle, with its modes, and with what is not ours. */
  private static void check(Bench bench, int deployment) throws IOException {
    int revision = deployment % 3;
    Path bundle = bench.bundles.resolve(revision(deployment)).resolve("app");
    Map<String, String> intended = new TreeMap<>();
    InstanceTree.of(bundle).forEach((path, what) -> intended.put("srv/app/" + path, what));
    String mode = "rw-" + List.of("---", "-w-", "r--").get(revision) + "---";
    intended.replaceAll(
        (path, what) -> path.contains("/file") ? mode + what.substring(mode.length()) : what);
    String directoryMode = InstanceTree.of(bench.root).get("srv");
    intended.put("srv", directoryMode);
    intended.put("srv/app", directoryMode);
    intended.put("srv/app/dir3", directoryMode);
    intended.put("srv/app/dir3/data", InstanceTree.of(bench.root).get("srv/app/dir3/data"));
    assertEquals(intended, InstanceTree.of(bench.root), "after deployment " + deployment);
    assertTrue(intended.get("srv/app/dir3/data").endsWith(" mine"));
    InstanceTree.requireTidy(bench.root);
    List<String> hooks = Files.readAllLines(bench.root.resolve("../hooks"));
    for (String event : List.of("AfterInstall", "ValidateService")) {
      assertTrue(hooks.contains("d-" + deployment + " " + event), event + ": " + hooks);
    }
  }

  private static Process host(Path place) throws IOException {
    Set<String> path = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(
            Host.class,
            InstanceAgent.class,
            Revision.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class)) {
      path.add(
          Path.of(URI.create(needed.getProtectionDomain().getCodeSource().getLocation().toString()))
              .toString());
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            String.join(File.pathSeparator, path),
            Host.class.getName(),
            place.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
