package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent's work is ended before each change that it makes to files, one after the other, as a
 * kill would, with that change half done where it can be.
 */
@DisplayName("A deployment that is interrupted before any change of a file")
class InterruptedInstallTest {
  private static final String SHELL = "#!/bin/sh\n";
  private static final List<LifecycleEvent> EVENTS =
      List.of(
          LifecycleEvent.APPLICATION_STOP,
          LifecycleEvent.DOWNLOAD_BUNDLE,
          LifecycleEvent.INSTALL,
          LifecycleEvent.AFTER_INSTALL);

  /** Scripts that do nothing, at once. */
  private static final ShellProcess ENDED =
      new ShellProcess() {
        @Override
        public CompletionStage<Integer> exit() {
          return CompletableFuture.completedFuture(0);
        }

        @Override
        public void terminate() {}
      };

  @TempDir Path directory;

  InterruptedInstallTest() {}

  /** What a kill is like from within: nothing catches it, and nothing more is done. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Lets so many changes pass, then none. */
  private static final class Fuse implements InstanceFiles.Watch {
    private int left;
    private boolean isBlown;
    private boolean failsOnly; // once, by an exception instead of a kill

    Fuse(int left) {
      this.left = left;
    }

    @Override
    public void before(String change, Path path) throws IOException {
      if (isBlown && failsOnly) {
        return;
      }
      if (isBlown || left-- == 0) {
        if (!isBlown) {
          isBlown = true;
          half(change, path);
        }
        if (failsOnly) {
          throw new IOException("No space left on device");
        }
        throw new Killed();
      }
    }

    private static void half(String change, Path path) throws IOException {
      switch (change) {
        case "copy" -> {
          Files.deleteIfExists(path);
          Files.writeString(path, "hal");
        }
        case "append" ->
            Files.writeString(
                path, "app/tor", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        case "write" -> Files.writeString(path, "ha");
        default -> {} // a rename, a removal or a new directory is there or not
      }
    }
  }

  private Bench bench(String name, Fuse fuse, FileExistsBehavior behavior) throws IOException {
    Bench bench =
        new Bench(
            Files.createDirectories(directory.resolve(name)),
            agent ->
                agent
                    .files(new InstanceFiles(fuse, false))
                    .shell(command -> ENDED)
                    .conformance(AgentConformance.SENSE.withKeptBundles(1, false)));
    if (bench.root.toFile().list().length == 0) {
      fill(bench, behavior);
    }
    plan(bench);
    return bench;
  }

  private static void fill(Bench bench, FileExistsBehavior behavior) throws IOException {
    bench.bundle("r1", "app/one", "1", "app/sub/two", "1", "app/sub/old", "1", "s.sh", SHELL);
    bench.bundle("r2", "app/one", "2", "app/new/three", "2", "app/sub/two", "2", "s.sh", SHELL);
    bench.bundle("r3", "app/one", "3", "app/sub/four", "3", "s.sh", SHELL);
    Files.createSymbolicLink(bench.bundles.resolve("r2/app/link"), Path.of("one"));
    Files.createDirectories(bench.root.resolve("app"));
    Files.writeString(bench.root.resolve("app/data"), "mine");
    if (behavior == FileExistsBehavior.OVERWRITE) {
      Files.createDirectories(bench.root.resolve("app/new"));
      Files.writeString(bench.root.resolve("app/new/three"), "theirs");
    }
  }

  private static void plan(Bench bench) {
    for (String revision : List.of("r1", "r2", "r3")) {
      bench
          .copies(revision, "app", "app")
          .hook(revision, LifecycleEvent.APPLICATION_STOP, "s.sh")
          .hook(revision, LifecycleEvent.AFTER_INSTALL, "s.sh")
          .permits(
              revision,
              new Permission(
                  "app",
                  "**",
                  List.of(),
                  List.of(PermissionType.FILE),
                  Optional.of("640"),
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  private static LifecycleTask task(
      Bench bench,
      String deployment,
      String revision,
      LifecycleEvent event,
      FileExistsBehavior behavior) {
    return bench.task(deployment, revision, event, behavior);
  }

  /** Brings a revision by polling; tells whether the agent lived to its end. */
  private static boolean deploy(
      Bench bench,
      CommandQueue queue,
      PollingAgent agent,
      String deployment,
      String revision,
      FileExistsBehavior behavior)
      throws Exception {
    for (LifecycleEvent event : EVENTS) {
      CompletableFuture<LifecycleResult> result =
          queue.run(task(bench, deployment, revision, event, behavior)).toCompletableFuture();
      // A command from before the kill that nobody wants any more is dropped by the first poll.
      for (int polls = 0; !result.isDone() && polls < 2; polls++) {
        if (!isAliveAfterPoll(agent)) {
          return false;
        }
      }
      assertTrue(result.isDone() && result.join().isSucceeded(), () -> event + ": " + result);
    }
    return true;
  }

  private static boolean isAliveAfterPoll(PollingAgent agent) throws Exception {
    try {
      agent.poll().toCompletableFuture().get(60, TimeUnit.SECONDS);
      return true;
    } catch (Killed killed) {
      return false;
    } catch (ExecutionException failure) {
      assertTrue(isKill(failure), () -> String.valueOf(failure.getCause()));
      return false;
    }
  }

  private static boolean isKill(Throwable failure) {
    return failure instanceof Killed || (failure.getCause() != null && isKill(failure.getCause()));
  }

  private static CommandQueue queue(Bench bench) {
    return CommandQueue.builder(bench.time, bench.time.clock()).build();
  }

  /** The instance after a deployment that nothing interrupted. */
  private Map<String, String> intended(String revision, FileExistsBehavior behavior)
      throws Exception {
    Bench bench = bench("intended-" + revision + behavior, new Fuse(-1), behavior);
    CommandQueue queue = queue(bench);
    PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
    assertTrue(deploy(bench, queue, agent, "d-1", "r1", FileExistsBehavior.DISALLOW));
    assertTrue(deploy(bench, queue, agent, "d-2", revision, behavior));
    InstanceTree.requireTidy(bench.root);
    return InstanceTree.of(bench.root);
  }

  @Test
  @DisplayName("ends as if nothing had been, once the agent is back")
  void resumed() throws Exception {
    for (FileExistsBehavior behavior :
        List.of(FileExistsBehavior.DISALLOW, FileExistsBehavior.OVERWRITE)) {
      Map<String, String> intended = intended("r2", behavior);
      int kills = 0;
      for (boolean isAlive = false; !isAlive; kills++) {
        String name = behavior + "-" + kills;
        isAlive = interrupted(name, kills, behavior);
        Bench bench = bench(name, new Fuse(-1), behavior);
        if (!isAlive) {
          CommandQueue queue = queue(bench);
          PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
          // The engine asks again from where it stands; it may be one event behind the agent.
          assertTrue(deploy(bench, queue, agent, "d-2", "r2", behavior), name);
        }
        assertEquals(intended, InstanceTree.of(bench.root), name);
        InstanceTree.requireTidy(bench.root);
      }
      assertTrue(kills > 40, "only " + kills + " changes were seen");
    }
  }

  @Test
  @DisplayName("leaves nothing behind that the next revision does not clean up")
  void superseded() throws Exception {
    Map<String, String> intended = intended("r3", FileExistsBehavior.DISALLOW);
    boolean isAlive = false;
    for (int kills = 0; !isAlive; kills++) {
      String name = "next-" + kills;
      isAlive = interrupted(name, kills, FileExistsBehavior.DISALLOW);
      Bench bench = bench(name, new Fuse(-1), FileExistsBehavior.DISALLOW);
      CommandQueue queue = queue(bench);
      PollingAgent agent = PollingAgent.of(bench.agent, "i-1", queue);
      assertTrue(deploy(bench, queue, agent, "d-3", "r3", FileExistsBehavior.DISALLOW), name);
      assertEquals(intended, InstanceTree.of(bench.root), name);
      InstanceTree.requireTidy(bench.root);
    }
  }

  /** Installs r1, and lets r2's deployment make so many changes; tells whether that was enough. */
  private boolean interrupted(String name, int changes, FileExistsBehavior behavior)
      throws Exception {
    Bench calm = bench(name, new Fuse(-1), behavior);
    CommandQueue queue = queue(calm);
    assertTrue(
        deploy(
            calm,
            queue,
            PollingAgent.of(calm.agent, "i-1", queue),
            "d-1",
            "r1",
            FileExistsBehavior.DISALLOW));
    Bench bench = bench(name, new Fuse(changes), behavior);
    CommandQueue next = queue(bench);
    return deploy(bench, next, PollingAgent.of(bench.agent, "i-1", next), "d-2", "r2", behavior);
  }

  @Test
  @DisplayName("reports a change that fails, and succeeds when it is run again")
  void failing() throws Exception {
    Map<String, String> intended = intended("r2", FileExistsBehavior.DISALLOW);
    List<String> messages = new ArrayList<>();
    boolean isDone = false;
    for (int changes = 0; !isDone; changes++) {
      String name = "failing-" + changes;
      Bench calm = bench(name, new Fuse(-1), FileExistsBehavior.DISALLOW);
      assertTrue(calm.install("d-1", "r1").isSucceeded());
      Fuse fuse = new Fuse(changes);
      fuse.failsOnly = true;
      Bench bench = bench(name, fuse, FileExistsBehavior.DISALLOW);
      boolean isClean = true;
      for (LifecycleEvent event : EVENTS) {
        LifecycleResult result = bench.run("d-2", "r2", event);
        if (!result.isSucceeded()) {
          isClean = false;
          messages.add(result.message());
          assertEquals(event + ": No space left on device", result.message());
          LifecycleResult again = bench.run("d-2", "r2", event);
          assertTrue(again.isSucceeded(), again::toString);
        }
      }
      isDone = !fuse.isBlown;
      assertEquals(isDone, isClean, name);
      assertEquals(intended, InstanceTree.of(bench.root), name);
    }
    assertTrue(messages.size() > 20, messages::toString);
    assertFalse(messages.stream().allMatch(message -> message.startsWith("Install")));
  }
}
