package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The scripts of a lifecycle event")
class HookScriptsTest {
  private static final String SHELL = "#!/bin/sh\n";

  @TempDir Path directory;
  private Bench bench;

  HookScriptsTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench = new Bench(directory);
  }

  @Test
  @DisplayName("are looked for when their event runs, and not before")
  @Covers("D-169")
  void unusedHooks() throws IOException {
    bench.bundle("r1", "start.sh", SHELL + "touch started\n");
    for (LifecycleEvent event : LifecycleEvent.values()) {
      if (event.isScriptable()) {
        bench.hook("r1", event, event.needsLoadBalancer() ? "missing.sh" : "start.sh");
      }
    }
    for (LifecycleEvent event : LifecycleEvent.IN_PLACE) { // no load balancer, no traffic events
      LifecycleResult result = bench.run("d-1", "r1", event);
      assertTrue(result.isSucceeded(), result::toString);
    }
    assertTrue(Files.exists(bench.root.resolve("started")));
    LifecycleResult used = bench.run("d-1", "r1", LifecycleEvent.BEFORE_ALLOW_TRAFFIC);
    assertEquals(LifecycleErrorCode.SCRIPT_MISSING, used.code());
  }

  @Test
  @DisplayName("run in order, with their variables, in the instance's root")
  @Covers({"D-088", "D-092"})
  void run() throws IOException {
    bench
        .bundle(
            "r1",
            "hooks/first.sh",
            SHELL
                + "echo $LIFECYCLE_EVENT $DEPLOYMENT_ID $APPLICATION_NAME $DEPLOYMENT_GROUP_NAME"
                + " $DEPLOYMENT_GROUP_ID $PORT\npwd > where\n",
            "hooks/second.sh",
            SHELL + "echo second >&2\n")
        .hook("r1", LifecycleEvent.AFTER_INSTALL, "hooks/first.sh", "/hooks/second.sh")
        .hook("r1", LifecycleEvent.APPLICATION_START, "hooks/first.sh");
    bench.install("d-1", "r1");
    String expected =
        """
        [agent] hooks/first.sh is not executable; it is made so
        [AfterInstall hooks/first.sh] AfterInstall d-1 shop production production@shop 8081
        [agent] /hooks/second.sh is not executable; it is made so
        [AfterInstall /hooks/second.sh] second""";
    assertEquals(
        LifecycleResult.succeeded(expected), bench.run("d-1", "r1", LifecycleEvent.AFTER_INSTALL));
    assertEquals(bench.root + "\n", Files.readString(bench.root.resolve("where")));
    assertEquals(
        expected + "\n",
        Files.readString(
            bench.root.resolve(
                ".penstock/group-production@shop/deployments/deployment-d-1/scripts.log")));
    assertEquals(
        LifecycleResult.succeeded(
            "[ApplicationStart hooks/first.sh]"
                + " ApplicationStart d-1 shop production production@shop 8081"),
        bench.run("d-1", "r1", LifecycleEvent.APPLICATION_START));
  }

  @Test
  @DisplayName("stop at the first that fails or is missing")
  @Covers({"D-088", "D-089", "D-094"})
  void failures() throws IOException {
    bench
        .bundle("r1", "bad.sh", SHELL + "echo why; exit 3\n", "never.sh", SHELL + "touch never\n")
        .hook("r1", LifecycleEvent.VALIDATE_SERVICE, "bad.sh", "never.sh")
        .hook("r1", LifecycleEvent.AFTER_INSTALL, "gone.sh", "never.sh")
        .hook("r1", LifecycleEvent.BEFORE_INSTALL, "../../../../x.sh");
    bench.install("d-1", "r1");
    LifecycleResult failed = bench.run("d-1", "r1", LifecycleEvent.VALIDATE_SERVICE);
    assertEquals(LifecycleErrorCode.SCRIPT_FAILED, failed.code());
    assertEquals("ValidateService: script bad.sh ended with exit status 3", failed.message());
    assertTrue(failed.logTail().endsWith("[ValidateService bad.sh] why"), failed.logTail());
    LifecycleResult missing = bench.run("d-1", "r1", LifecycleEvent.AFTER_INSTALL);
    assertEquals(LifecycleErrorCode.SCRIPT_MISSING, missing.code());
    assertEquals("AfterInstall: script gone.sh is not in the bundle", missing.message());
    LifecycleResult outside = bench.run("d-1", "r1", LifecycleEvent.BEFORE_INSTALL);
    assertEquals(
        "BeforeInstall: script ../../../../x.sh cannot be run: \"../../../../x.sh\" leads out of"
            + " the bundle; allowed: paths below it",
        outside.message());
    assertFalse(Files.exists(bench.root.resolve("never")));
  }

  @Test
  @DisplayName("with carriage returns fail before they start, and say why")
  @Covers("D-016")
  void carriageReturns() throws IOException {
    bench
        .bundle("r1", "dos.sh", "#!/bin/sh\r\ntouch ran\r\n", "unix.sh", "#!/bin/sh\n#\r\n")
        .hook("r1", LifecycleEvent.AFTER_INSTALL, "dos.sh")
        .hook("r1", LifecycleEvent.BEFORE_INSTALL, "unix.sh");
    bench.install("d-1", "r1");
    LifecycleResult failed = bench.run("d-1", "r1", LifecycleEvent.AFTER_INSTALL);
    assertEquals(LifecycleErrorCode.SCRIPT_FAILED, failed.code());
    assertEquals(
        "AfterInstall: script dos.sh cannot be run: its first line ends with a carriage return,"
            + " which no interpreter's name has; save it with line feeds",
        failed.message());
    assertFalse(Files.exists(bench.root.resolve("ran")));
    assertTrue(bench.run("d-1", "r1", LifecycleEvent.BEFORE_INSTALL).isSucceeded());
  }

  @Test
  @DisplayName("run with sudo, as a user, or both, and their paths stay one word")
  void commandLines() throws IOException {
    Path path = Path.of("/srv/it's here.sh");
    assertEquals(List.of("/srv/it's here.sh"), words(path, "", false));
    assertEquals(List.of("sudo", "/srv/it's here.sh"), words(path, "", true));
    assertEquals(
        List.of("su", "shop", "-c", "'/srv/it'\\''s here.sh'"), words(path, "shop", false));
    assertEquals(
        List.of("sudo", "su", "shop", "-c", "'/srv/it'\\''s here.sh'"), words(path, "shop", true));
    assertEquals(
        "\"shop; rm\" is no user name",
        assertThrows(IOException.class, () -> words(path, "shop; rm", true)).getMessage());
  }

  private static List<String> words(Path path, String user, boolean sudo) throws IOException {
    Optional<String> runAs = Optional.of(user).filter(name -> !name.isEmpty());
    return HookScripts.words(
        new InstallPlan.HookScript("x.sh", Duration.ofSeconds(1), runAs, sudo), path);
  }

  @Test
  @DisplayName("succeed at once where there are none")
  @Covers("D-183")
  void none() throws IOException {
    bench.bundle("r1");
    bench.install("d-1", "r1");
    assertEquals(
        LifecycleResult.succeeded(""), bench.run("d-1", "r1", LifecycleEvent.APPLICATION_START));
  }

  @Test
  @DisplayName("are those of the revision installed before, for ApplicationStop")
  @Covers({"D-096", "D-097"})
  void applicationStop() throws IOException {
    bench
        .bundle("r1", "stop.sh", SHELL + "echo old; touch stopped\n")
        .hook("r1", LifecycleEvent.APPLICATION_STOP, "stop.sh");
    bench
        .bundle("r2", "stop.sh", SHELL + "echo new\n")
        .hook("r2", LifecycleEvent.APPLICATION_STOP, "stop.sh");
    assertEquals(
        LifecycleResult.succeeded(""), bench.run("d-1", "r1", LifecycleEvent.APPLICATION_STOP));
    assertFalse(Files.exists(bench.root.resolve("stopped")));
    bench.install("d-1", "r1");
    LifecycleResult stopped = bench.run("d-2", "r2", LifecycleEvent.APPLICATION_STOP);
    assertTrue(stopped.logTail().endsWith("[ApplicationStop stop.sh] old"), stopped.logTail());
    InstanceFiles.PLAIN.deleteTree(
        bench.root.resolve(".penstock/group-production@shop/deployments/deployment-d-1/bundle"));
    assertEquals(
        "ApplicationStop: the bundle of deployment d-1 is missing",
        bench.run("d-2", "r2", LifecycleEvent.APPLICATION_STOP).message());
  }

  @Test
  @DisplayName("are ended when they take too long, or nobody waits for them any more")
  @Covers("D-091")
  void timeouts() throws IOException {
    bench
        .bundle("r1", "slow.sh", SHELL + "echo begun\nexec sleep 600\n")
        .hook("r1", LifecycleEvent.APPLICATION_START, "slow.sh");
    bench.install("d-1", "r1");
    CompletableFuture<LifecycleResult> slow =
        bench
            .agent
            .run(
                bench.task(
                    "d-1", "r1", LifecycleEvent.APPLICATION_START, FileExistsBehavior.DISALLOW))
            .toCompletableFuture();
    bench.time.advance(Duration.ofMinutes(5).minusMillis(1));
    assertFalse(slow.isDone());
    bench.time.advance(Duration.ofMillis(1));
    assertEquals(LifecycleErrorCode.SCRIPT_TIMED_OUT, slow.join().code());
    assertEquals("ApplicationStart: script slow.sh did not end within PT5M", slow.join().message());

    CompletableFuture<LifecycleResult> dropped =
        bench
            .agent
            .run(
                bench.task(
                    "d-1", "r1", LifecycleEvent.APPLICATION_START, FileExistsBehavior.DISALLOW))
            .toCompletableFuture();
    assertFalse(dropped.isDone());
    bench.abandoned.complete(null);
    assertEquals(
        "ApplicationStart: script slow.sh was ended: nobody waits for it",
        dropped.join().message());
  }

  @Test
  @DisplayName("of an instance that the agent does not have fail with a list of those it has")
  void unknownInstance() {
    LifecycleTask known =
        bench.task("d-1", "r1", LifecycleEvent.INSTALL, FileExistsBehavior.DISALLOW);
    LifecycleTask unknown =
        new LifecycleTask(
            known.key(),
            known.deployment(),
            known.application(),
            known.group(),
            "i-9",
            known.event(),
            known.revision(),
            known.fileExistsBehavior(),
            true,
            known.abandoned());
    LifecycleResult result = bench.agent.run(unknown).toCompletableFuture().join();
    assertEquals("Install: instance \"i-9\" is not this agent's; it has [i-1]", result.message());
  }
}
