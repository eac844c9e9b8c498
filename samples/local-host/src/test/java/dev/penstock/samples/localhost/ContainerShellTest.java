package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.run.BuildRequest;
import dev.penstock.spec.run.BuildResult;
import dev.penstock.spec.run.BuildRunner;
import dev.penstock.spec.run.BuildSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs against a stand-in that records each call and does what engines do. The ids of processes
 * that programs print are those of this machine, since the stand-in runs them here.
 */
@DisplayName("A container shell")
@Timeout(60)
class ContainerShellTest extends ShellContract {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalShell local = new LocalShell(threads, Duration.ofMillis(500));
  @TempDir private Path tools;
  private Path engine = tools;
  private ContainerShell shell;

  @BeforeEach
  void open() throws IOException {
    engine = standIn("docker");
    shell = ContainerShell.open(local, spec("build-42"));
  }

  private Path standIn(String name) throws IOException {
    Path script = tools.resolve(name);
    Files.copy(Path.of("src/test/resources/container-engine.sh"), script);
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  private ContainerSpec spec(String name) {
    return new ContainerSpec(
        engine.toString(),
        "builder:1",
        name,
        List.of(directory),
        List.of("--network=none"),
        Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws IOException {
    shell.close();
    local.close();
    threads.shutdownNow();
  }

  @Override
  Shell shell() {
    return shell;
  }

  @Override
  void closeShell() throws IOException {
    shell.close();
  }

  @Override
  int statusWhenClosed() {
    return 137;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(tools.resolve("engine/calls"));
  }

  @Test
  @DisplayName("asks the engine in these words, and keeps values off the command line")
  void asksInTheseWords() throws Exception {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TOKEN", "secret");
    environment.put("PATH", "/bin:/usr/bin");
    ShellProcess process =
        shell.start(
            new ShellCommand(
                List.of("sh", "-c", "echo $TOKEN; sleep 300"),
                directory,
                environment,
                output::add));
    assertEquals("secret", take());
    process.terminate();
    assertEquals(143, status(process));
    shell.close();
    assertEquals(
        List.of(
            "docker <rm> <--force> <--volumes> <build-42>",
            "docker <run> <--detach> <--rm> <--init> <--name=build-42> <--volume="
                + directory
                + ":"
                + directory
                + "> <--network=none> <--entrypoint=sh> <builder:1> <-c>"
                + " <while :; do sleep 3600; done>",
            "docker <exec> <--workdir="
                + directory
                + "> <--env=TOKEN> <--env=PATH=/bin:/usr/bin> <build-42> <sh> <-c>"
                + " <echo $$ >\"$0\" && exec \"$@\"> </tmp/.penstock-1.pid> <sh> <-c>"
                + " <echo $TOKEN; sleep 300>",
            "docker <exec> <build-42> <sh> <-c> <n=0; until [ -s \"$0\" ] || [ $n -ge 5 ]; do sleep"
                + " 1; n=$((n+1)); done\\np=$(cat \"$0\") || exit 0\\nkill -s TERM -- \"-$p\""
                + " 2>/dev/null || exit 0\\nn=0\\nwhile kill -s 0 -- \"-$p\" 2>/dev/null && [ $n -lt"
                + " \"$1\" ]; do\\n  sleep 1; n=$((n+1))\\ndone\\nkill -s KILL -- \"-$p\" 2>/dev/null;"
                + " exit 0> </tmp/.penstock-1.pid> <1>",
            "docker <rm> <--force> <--volumes> <build-42>"),
        calls());
  }

  @Test
  @DisplayName("says the same to podman")
  void speaksToPodman() throws Exception {
    engine = standIn("podman");
    try (ContainerShell podman = ContainerShell.open(local, spec("other"))) {
      ShellProcess process =
          podman.start(
              new ShellCommand(List.of("echo", "hello"), directory, Map.of(), output::add));
      assertEquals(0, status(process));
    }
    assertEquals("hello", take());
    List<String> both = calls();
    assertEquals(both.get(1).replace("docker", "podman").replace("build-42", "other"), both.get(3));
    assertEquals("podman <rm> <--force> <--volumes> <other>", both.get(both.size() - 1));
  }

  @Test
  @DisplayName("runs a whole build, whose commands take up what those before have left")
  void runsBuilds() throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path work = Files.createDirectory(directory.resolve("work"));
    Buildspec buildspec =
        Buildspec.read(
                new SpecSource(
                    "buildspec.yml",
                    """
                    version: 0.2
                    env:
                      variables: {GREETING: hello}
                      exported-variables: [RESULT]
                    phases:
                      build:
                        commands:
                          - mkdir inner
                          - cd inner
                          - export RESULT="$GREETING from $(basename "$PWD")"
                    """))
            .orElseThrow("buildspec");
    BuildResult result =
        new BuildRunner(shell, InstantSource.system(), BuildSecrets.NONE)
            .run(BuildRequest.builder(buildspec, source, work).build());
    assertTrue(result.isSucceeded(), result.summary());
    assertEquals(Map.of("RESULT", "hello from inner"), result.exportedVariables());
    assertTrue(Files.isDirectory(source.resolve("inner")));
    assertTrue(calls().stream().filter(call -> call.startsWith("docker <exec>")).count() >= 3);
  }

  @Test
  @DisplayName("closes quietly when the container is gone already")
  void closesWithoutContainer() throws Exception {
    ContainerShell gone = ContainerShell.open(local, spec("gone"));
    Files.writeString(engine, "#!/bin/sh\necho 'Error: No such container: gone' >&2; exit 1\n");
    gone.close();
    ContainerShell stuck = shell;
    Files.writeString(engine, "#!/bin/sh\necho 'Error: no daemon' >&2; exit 1\n");
    assertEquals(
        engine + " rm: exit status 1: Error: no daemon",
        assertThrows(IOException.class, stuck::close).getMessage());
  }

  @Test
  @DisplayName("gives programs no other variables of this machine")
  void keepsTheHostsVariables() throws Exception {
    assertEquals(0, status(start("env | sed 's/=.*//' | sort | tr '\\n' ' '")));
    String names = take();
    assertFalse(names.contains("USER"), names);
    assertTrue(names.contains("HOME") && names.contains("PATH"), names);
  }

  @Test
  @DisplayName("takes the place of the container that a crashed host has left")
  void replacesLeftovers() throws Exception {
    ShellProcess process = start("echo $$; sleep 300");
    ProcessHandle left = handle(take());
    try (ContainerShell again = ContainerShell.open(local, spec("build-42"))) {
      assertEquals(137, status(process));
      assertNoneAlive(List.of(left));
      assertEquals(
          0,
          status(again.start(new ShellCommand(List.of("true"), directory, Map.of(), output::add))));
    }
  }

  @Test
  @DisplayName("ends with status 127 where the container has no such program")
  void unknownPrograms() throws Exception {
    ShellProcess process =
        shell.start(new ShellCommand(List.of("no-such-program"), directory, Map.of(), output::add));
    assertEquals(127, status(process));
  }

  @Test
  @DisplayName("runs nothing where the container sees nothing")
  void seesItsMountsOnly() {
    Path outside = directory.resolveSibling(".").normalize();
    assertEquals(
        "sh: the container does not see " + outside + "; it sees [" + directory + "]",
        assertThrows(
                IOException.class,
                () -> shell.start(new ShellCommand(List.of("sh"), outside, Map.of(), output::add)))
            .getMessage());
  }

  @Test
  @DisplayName("says why the engine does not start the container")
  void refusals() {
    ContainerSpec unknown =
        new ContainerSpec(engine.toString(), "no-such-image", "other", directory);
    assertEquals(
        engine + " run: exit status 125: Error: pull access denied for no-such-image",
        assertThrows(IOException.class, () -> ContainerShell.open(local, unknown)).getMessage());
    ContainerSpec absent = new ContainerSpec("no-such-engine", "image", "other", directory);
    assertEquals(
        "no-such-engine: no such program; looked in PATH",
        assertThrows(IOException.class, () -> ContainerShell.open(local, absent)).getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContainerSpec("docker", "image", "-name", directory));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContainerSpec("docker", "image", "name", directory.resolve("a:b")));
  }

  @Test
  @DisplayName("uses only options that the real client of this machine knows, if there is one")
  void theRealClientKnowsTheOptions() throws Exception {
    assumeTrue(isThere("docker"), "no docker command here");
    ContainerCommands commands =
        new ContainerCommands(new ContainerSpec("docker", "image", "name", directory));
    ShellCommand command =
        new ShellCommand(List.of("true"), directory, Map.of("A", "1", "HOME", "/"), line -> {});
    for (List<String> words :
        List.of(commands.run(), commands.exec(command, 1), commands.end(1), commands.remove())) {
      List<String> lines = new ArrayList<>();
      ShellProcess process =
          local.start(
              new ShellCommand(
                  words, directory, Map.of("DOCKER_HOST", "unix:///no-such-socket"), lines::add));
      assertTrue(process.exit().toCompletableFuture().get(30, TimeUnit.SECONDS) != 0, "no engine");
      String said = String.join("\n", lines);
      assertTrue(said.contains("no-such-socket") || said.contains("daemon"), words + ": " + said);
    }
  }

  private boolean isThere(String program) throws Exception {
    return status(
            local.start(
                new ShellCommand(
                    List.of("sh", "-c", "command -v " + program), directory, Map.of(), line -> {})))
        == 0;
  }
}
