package dev.penstock.spec.run;

import static dev.penstock.spec.run.PhaseType.BUILD;
import static dev.penstock.spec.run.PhaseType.INSTALL;
import static dev.penstock.spec.run.PhaseType.POST_BUILD;
import static dev.penstock.spec.run.PhaseType.PRE_BUILD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.SecretsManagerReference;
import dev.penstock.spec.fixture.LocalShell;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildRunnerTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path directory;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private Path source = Path.of("");
  private Path work = Path.of("");

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(directory.resolve("it's the source"));
    work = Files.createDirectory(directory.resolve("work"));
  }

  private static Buildspec spec(String text) {
    SpecSource named = new SpecSource("buildspec.yml", text);
    return Buildspec.read(named)
        .fold(
            ReadResult.Accepted::value,
            refused -> {
              throw new AssertionError(named.listing(refused.diagnostics()));
            });
  }

  private BuildResult run(
      String text, BuildSecrets secrets, UnaryOperator<BuildRequest.Builder> more)
      throws IOException {
    AtomicInteger ticks = new AtomicInteger();
    InstantSource clock = () -> NOON.plusSeconds(ticks.getAndIncrement());
    BuildRequest.Builder request = BuildRequest.builder(spec(text), source, work).log(log::add);
    return new BuildRunner(new LocalShell(), clock, secrets).run(more.apply(request).build());
  }

  private BuildResult run(String text) throws IOException {
    return run(text, BuildSecrets.NONE, request -> request);
  }

  /** What the commands themselves have printed. */
  private List<String> output() {
    return log.stream().filter(line -> line.startsWith("> ")).map(l -> l.substring(2)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "sh", "bash", "/bin/bash"})
  @Covers({"B-040", "B-141", "B-144", "B-147"})
  void directoryAndVariablesCarryOverFromCommandToCommand(String shell) throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            env:
              shell: SHELL
              variables: {QUOTED: "it's \\"a\\" $x `y`\\nand b", GONE: here}
              exported-variables: [TAG, QUOTED, GONE, MISSING]
            phases:
              install:
                commands:
                  - mkdir -p deep/er && cd deep/er
                  - TAG=v1; unset GONE
              pre_build:
                commands:
                  - 'echo "> $(basename "$PWD") $TAG ${GONE-gone}"'
                  - TAG=v2; exit 0
                  - |
                    trap 'echo "> trapped"' EXIT
                    TAG=$TAG-rc
                  - set -e; cd ..; true
              build:
                commands:
                  - 'echo "> $(basename "$PWD") $TAG"; [ "$PWD" = "$CODEBUILD_SRC_DIR/deep" ]'
            """
                .replace("SHELL", shell));
    assertTrue(result.isSucceeded(), () -> log.toString());
    assertEquals(List.of("er v1 gone", "trapped", "deep v2-rc"), output());
    assertEquals(
        Map.of("TAG", "v2-rc", "QUOTED", "it's \"a\" $x `y`\nand b"), result.exportedVariables());
  }

  @Test
  @Covers({"B-140", "B-052"})
  void inVersion01EveryCommandHasAShellOfItsOwn() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.1
            phases:
              build:
                commands:
                  - cd / && A=b && export B=c
                  - 'echo "> ${A-unset} ${B-unset} $(basename "$PWD")"'
            """);
    assertTrue(result.isSucceeded());
    assertEquals(List.of("unset unset it's the source"), output());
  }

  @Test
  @Covers({"B-075", "B-076", "B-077", "B-124", "B-128", "B-131", "B-143"})
  void aFailedBuildRunsItsFinallyAndPostBuildAndKeepsItsArtifacts() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            phases:
              build:
                commands:
                  - 'echo "> before $CODEBUILD_BUILD_SUCCEEDING"; echo x > out.txt'
                  - exit 3
                  - 'echo "> never"'
                finally:
                  - 'echo "> finally"'
                  - 'false'
                  - 'echo "> not after a failure"'
              post_build:
                commands:
                  - 'echo "> after $CODEBUILD_BUILD_SUCCEEDING"'
            artifacts:
              files: out.txt
            """);
    assertFalse(result.isSucceeded());
    assertEquals(List.of("before 1", "finally", "after 0"), output());
    assertEquals(
        "BUILD: Error while executing command: exit 3. Reason: exit status 3", result.summary());
    assertEquals(
        "x\n", Files.readString(result.artifact().orElseThrow().directory().resolve("out.txt")));
  }

  @Test
  @Covers({"B-083", "B-129"})
  void abortRunsFinallyAndNothingElse() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            phases:
              build:
                on-failure: ABORT
                commands: ['false']
                finally: ['echo "> finally"']
              post_build:
                commands: ['echo "> never"']
            """);
    assertEquals(List.of("finally"), output());
    assertEquals(
        List.of(PhaseType.BUILD, PhaseType.FINALIZING, PhaseType.COMPLETED),
        result.phases().stream().map(PhaseResult::phase).skip(6).toList());
  }

  @Test
  @Covers({"B-112", "B-113"})
  void theLogTellsTheWholeBuild() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            phases:
              build:
                commands:
                  - echo hello
                  - exit 2
            """);
    assertEquals(
        """
        Entering phase BUILD
        Running command echo hello
        hello
        Running command exit 2
        Command did not exit successfully exit 2 exit status 2
        Phase complete: BUILD State: FAILED
        Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: exit 2. Reason: exit status 2
        """,
        String.join("\n", List.copyOf(log).subList(9, 16)) + "\n");
    Instant start = result.phases().get(6).start();
    assertTrue(start.isAfter(NOON));
    assertEquals(
        new PhaseResult(
            PhaseType.BUILD,
            Optional.of(Status.FAILED),
            start,
            Optional.of(Duration.ofSeconds(1)),
            List.of(
                new PhaseResult.Context(
                    "COMMAND_EXECUTION_ERROR",
                    "Error while executing command: exit 2. Reason: exit status 2"))),
        result.phases().get(6));
    assertEquals(Optional.of(start.plusSeconds(1)), result.phases().get(6).end());
    for (int absent : List.of(4, 5, 7)) {
      PhaseResult phase = result.phases().get(absent);
      assertEquals(List.of(INSTALL, PRE_BUILD, BUILD, POST_BUILD).get(absent - 4), phase.phase());
      assertTrue(phase.is(Status.SUCCEEDED), phase::toString);
      assertEquals(Optional.of(Duration.ZERO), phase.duration(), "though the clock goes on");
    }
  }

  @Test
  @Covers({"B-055", "B-057", "B-042"})
  void theRequestWinsOverTheFileAndSecretsOverVariables() throws IOException {
    run(
        """
        version: 0.2
        env:
          variables: {A: file, B: file, C: $A, PATH_LIKE: file}
          parameter-store: {B: /b, D: /d}
          secrets-manager: {D: shop:d}
        phases:
          build:
            commands: ['echo "> $A $(printf %s "$B" | wc -c) $C $(printf %s "$D" | wc -c) $E"']
        """,
        new TestSecrets(),
        request -> request.override("A", "request").variable("B", "built-in").variable("E", "e"));
    assertEquals(List.of("request 12 $A 13 e"), output());
  }

  @Test
  @Covers({"B-048", "B-051"})
  void secretsAreMaskedEverywhere() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            env:
              parameter-store: {P: /p}
              secrets-manager: {S: shop:s}
              exported-variables: [S, COPY, AWS_REGION]
            phases:
              build:
                commands:
                  - 'COPY="<$S>"; AWS_REGION=eu'
                  - 'echo "> $P and $S"; printf "$S" >&2'
                  - 'echo secret-shop:s; exit 1'
            """,
            new TestSecrets(),
            request -> request);
    assertEquals(List.of("*** and ***"), output());
    assertFalse(log.toString().contains("secret-shop:s"), log::toString);
    assertEquals(Map.of("COPY", "<***>"), result.exportedVariables());
    assertEquals(
        "BUILD: Error while executing command: echo ***; exit 1. Reason: exit status 1",
        result.summary());
  }

  @Test
  @Covers("B-049")
  void whatCannotBeFetchedFailsTheBuildBeforeItsFirstCommand() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            env: {secrets-manager: {S: shop}}
            phases: {build: {commands: ['echo "> never"']}}
            """);
    assertEquals(List.of(), output());
    assertEquals(
        "DOWNLOAD_SOURCE: variable S: the host gives no secrets; \"shop\" is needed",
        result.summary());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run-as: bob|run-as: commands run as the host's own user only",
        "env: {shell: cmd.exe}|env.shell: no commands are run in \"cmd.exe\"; allowed: sh, bash"
      })
  void whatThisRunnerCannotDoIsSaidFirst(String line, String reason) throws IOException {
    BuildResult result =
        run("version: 0.2\n" + line + "\nphases: {build: {commands: ['echo \"> never\"']}}\n");
    assertEquals("DOWNLOAD_SOURCE: " + reason, result.summary());
    assertEquals(List.of(), output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pre_build", "build", "post_build"})
  @Covers("B-104")
  void stepsAreRefusedBeforeAnythingRuns(String phase) throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            phases:
              install: {commands: ['echo "> never"']}
              PHASE: {steps: [{run: make}]}
            """
                .replace("PHASE", phase));
    assertEquals(
        "DOWNLOAD_SOURCE: steps: workflow steps are not run; write commands instead",
        result.summary());
    assertEquals(List.of(), output());
  }

  @Test
  @Covers("B-132")
  void cancellationTerminatesTheRunningCommand() throws IOException {
    CompletableFuture<Void> cancellation = new CompletableFuture<>();
    BuildResult result =
        run(
            """
            version: 0.2
            phases:
              build:
                commands: ['echo "> begun"; sleep 600', 'echo "> never"']
                finally: ['echo "> never"']
              post_build:
                commands: ['echo "> never"']
            """,
            BuildSecrets.NONE,
            request ->
                request
                    .cancellation(cancellation)
                    .log(
                        line -> {
                          log.add(line);
                          if (line.equals("> begun")) {
                            cancellation.complete(null);
                          }
                        }));
    assertFalse(result.isSucceeded());
    assertEquals(List.of("begun"), output());
    assertEquals("BUILD: the build was asked to stop", result.summary());
    assertTrue(result.phases().get(6).is(Status.STOPPED));
    assertEquals(Status.STOPPED, result.status());
  }

  @Test
  void aBuildThatWasCancelledBeforeItBeganRunsNothing() throws IOException {
    BuildResult result =
        run(
            "version: 0.2\nphases: {build: {commands: ['echo \"> never\"']}}\n",
            BuildSecrets.NONE,
            request -> request.cancellation(CompletableFuture.completedFuture(null)));
    assertEquals("SUBMITTED: the build was asked to stop", result.summary());
    assertEquals(List.of(), output());
  }

  @Test
  void anInterruptStopsTheBuildAndIsKept() throws IOException {
    Thread builder = Thread.currentThread();
    BuildResult result =
        run(
            "version: 0.2\nphases: {build: {commands: ['echo \"> begun\"; sleep 600']}}\n",
            BuildSecrets.NONE,
            request ->
                request.log(
                    line -> {
                      if (line.equals("> begun")) {
                        builder.interrupt();
                      }
                    }));
    assertTrue(Thread.interrupted());
    assertEquals("BUILD: the build was asked to stop", result.summary());
  }

  @Test
  void nothingButArtifactsIsLeftInTheWorkDirectory() throws IOException {
    BuildResult result =
        run(
            """
            version: 0.2
            phases: {build: {commands: ['echo a > a']}}
            artifacts: {files: [a]}
            """);
    try (var left = Files.list(work)) {
      assertEquals(List.of(result.artifact().orElseThrow().directory()), left.toList());
    }
  }

  @Test
  void theWorkDirectoryLiesOutsideTheSources() {
    Buildspec empty = spec("version: 0.2\nphases: {build: {commands: [a]}}\n");
    Path inside = source.resolve("work");
    assertEquals(
        "work directory %s lies within the sources %s; allowed: any directory outside"
            .formatted(inside, source),
        assertThrows(
                IllegalArgumentException.class, () -> BuildRequest.builder(empty, source, inside))
            .getMessage());
  }

  /** Knows every secret. */
  static final class TestSecrets implements BuildSecrets {

    @Override
    public String secret(SecretsManagerReference reference) {
      return "secret-" + reference;
    }

    @Override
    public String parameter(String name) {
      return "parameter-" + name;
    }
  }
}
