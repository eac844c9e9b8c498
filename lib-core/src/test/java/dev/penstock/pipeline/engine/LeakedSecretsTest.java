package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.FileJournal;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.SecretReference;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A secret that an executor leaks")
class LeakedSecretsTest {
  private static final String SECRET = "s3cr3t-Value+9/line";
  private static final String REFERENCE = "{{resolve:vault:prod/db:password}}";
  private static final Digest DIGEST = new Digest("ab".repeat(32));

  /** A host with a vault, whose executors are given by action. */
  private static final class Host implements AutoCloseable {
    final VirtualTime time = VirtualTime.startingAt(TestHost.START);
    final Map<String, ActionExecutor> executors = new LinkedHashMap<>();
    final List<String> events = new ArrayList<>();
    final List<SecretReference> asked = new ArrayList<>();
    final ProcessEngine processes;
    final PipelineEngine engine;

    Host(Journal journal) {
      processes =
          ProcessEngine.builder()
              .journal(journal)
              .executor(Runnable::run)
              .scheduler(time)
              .clock(time.clock())
              .listener((process, sequence, event) -> events.add(event.toString()))
              .build();
      engine =
          PipelineEngine.builder(processes)
              .action(SCRIPT, context -> executors.get(context.action()).execute(context))
              .secrets(
                  reference -> {
                    asked.add(reference);
                    return SECRET;
                  })
              .build();
    }

    Host with(String action, ActionExecutor executor) {
      executors.put(action, executor);
      return this;
    }

    @Override
    public void close() {
      processes.close();
    }
  }

  private static Pipeline pipeline(String... actions) {
    Pipeline.Builder pipeline = Pipeline.builder("leaky");
    for (String action : actions) {
      pipeline.stage(
          "S" + action,
          stage ->
              stage.action(
                  action,
                  SCRIPT,
                  each ->
                      each.namespace("of-" + action)
                          .configuration("Password", REFERENCE)
                          .configuration("Plain", SECRET.substring(0, 3))
                          .output("out-" + action)));
    }
    return pipeline.build();
  }

  private static ActionResult leakingSuccess(String action) {
    return ActionResult.succeeded()
        .withSummary("connected with " + SECRET)
        .withVariable("url", "db://user:" + SECRET + "@host")
        .withVariable(
            "header",
            Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8)))
        .withRevision(
            "r-" + SECRET,
            new RevisionDetails(
                "changed " + SECRET, "about " + SECRET, Optional.empty(), "https://git/" + SECRET))
        .withExternalExecution(new ExternalExecution("x-" + SECRET, "https://ci/" + SECRET))
        .withArtifact("out-" + action, new ArtifactReference("store/" + SECRET, DIGEST));
  }

  @Test
  @DisplayName("is in no event, file, view, history or log, whichever way it is leaked")
  void leaksNowhere(@TempDir Path directory) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    List<String> seen = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(directory);
        Host host = new Host(journal)) {
      host.with(
              "a",
              context -> {
                assertEquals(SECRET, context.secret("Password"));
                now(context.checkpoint("job 7 of " + SECRET));
                seen.add("noted: " + context.checkpoint().orElseThrow());
                return CompletableFuture.completedFuture(leakingSuccess("a"));
              })
          .with(
              "b", // has never asked for it, but was told by the one before
              ActionExecutor.blocking(context -> leakingSuccess("b")))
          .with(
              "c",
              context -> {
                throw new IOException("no answer to " + SECRET);
              });
      OpenPipeline pipeline = host.engine.open(pipeline("a", "b", "c"));
      String execution = now(pipeline.start());
      assertEquals(ExecutionStatus.FAILED, now(pipeline.finished(execution)));
      host.with(
          "c",
          context -> {
            context.secret("Password");
            return CompletableFuture.failedFuture(new IllegalStateException("bad " + SECRET));
          });
      now(pipeline.retry(execution, "Sc"));
      host.with(
          "c",
          ActionExecutor.blocking(
              context -> {
                context.secret("Password");
                return ActionResult.failed("exit code 1: " + SECRET);
              }));
      now(pipeline.retry(execution, "Sc"));
      seen.add(now(pipeline.execution(execution)).toString());
      seen.add(now(pipeline.executions()).toString());
      seen.add(pipeline.history().toString());
      pipeline.read(0, (sequence, event) -> seen.add(event.toString()));
      seen.addAll(host.events);
      seen.addAll(journalText(directory));
    } finally {
      System.setErr(before);
    }
    seen.add(logged.toString(StandardCharsets.UTF_8));
    String all = String.join("\n", seen);
    assertFalse(all.contains(SECRET), () -> around(all, SECRET));
    String base64 =
        Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));
    assertFalse(all.contains(base64.substring(8, 24)), () -> around(all, base64.substring(8, 24)));
    for (String masked :
        List.of(
            "noted: job 7 of ****",
            "connected with ****",
            "db://user:****@host",
            "r-****",
            "changed ****",
            "about ****",
            "https://git/****",
            "x-****",
            "https://ci/****",
            "store/****",
            "no answer to ****",
            "bad ****",
            "exit code 1: ****",
            REFERENCE)) {
      assertTrue(all.contains(masked), masked);
    }
  }

  private static String around(String all, String found) {
    int at = all.indexOf(found);
    return all.substring(Math.max(0, at - 200), at);
  }

  private static List<String> journalText(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return texts;
    }
  }

  @Test
  @DisplayName("is forgotten when its execution has ended, and masked in others only by their own")
  void forgets() {
    List<String> texts = new ArrayList<>();
    Map<String, ActionContext> contexts = new LinkedHashMap<>();
    try (Host host = new Host(new InMemoryJournal())) {
      host.with(
          "a",
          context -> {
            contexts.put(context.execution(), context);
            return new CompletableFuture<>();
          });
      OpenPipeline pipeline = host.engine.open(pipeline("a"));
      String first = now(pipeline.start());
      RunningAction running = (RunningAction) contexts.get(first);
      running.conceal(SECRET);
      texts.add(running.masked(SECRET));
      assertEquals(1, running.secrets().size());
      now(pipeline.abandon(first, "done"));
      assertEquals(0, running.secrets().size());
      texts.add(running.masked(SECRET)); // it runs on, and still must not show it

      String second = now(pipeline.start());
      texts.add(contexts.get(second).masked(SECRET));
      ((RunningAction) contexts.get(second)).conceal("other-secret");
      texts.add(contexts.get(second).masked(SECRET + " other-secret"));
      assertEquals(List.of("****", "****", SECRET, SECRET + " ****"), texts);
    }
  }

  @Test
  @DisplayName("is also found by the environment variable that names it")
  void environmentVariables() {
    List<String> failures = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (Host host = new Host(new InMemoryJournal())) {
      host.with(
          "a",
          ActionExecutor.blocking(
              context -> {
                found.add(context.secret("TOKEN"));
                found.add(context.secret("BOTH"));
                for (String key : List.of("PLAIN", "WRONG")) {
                  failures.add(
                      assertThrows(IllegalArgumentException.class, () -> context.secret(key))
                          .getMessage());
                }
                return ActionResult.succeeded().withSummary(SECRET);
              }));
      OpenPipeline pipeline =
          host.engine.open(
              Pipeline.builder("leaky")
                  .stage(
                      "Sa",
                      stage ->
                          stage.action(
                              "a",
                              SCRIPT,
                              each ->
                                  each.environment(EnvironmentVariable.secret("TOKEN", "prod:t"))
                                      .environment(EnvironmentVariable.secret("BOTH", "prod:b"))
                                      .environment(EnvironmentVariable.plain("PLAIN", "x"))
                                      .environment(EnvironmentVariable.secret("WRONG", "a b"))
                                      .configuration("BOTH", REFERENCE)))
                  .build());
      String execution = now(pipeline.start());
      assertEquals(
          "****", pipeline.history().execution(execution).orElseThrow().actions().get(0).summary());
      assertEquals(
          List.of(
              new SecretReference("secretsmanager", "prod:t"),
              new SecretReference("vault", "prod/db:password")),
          host.asked);
    }
    assertEquals(List.of(SECRET, SECRET), found);
    assertEquals(
        List.of(
            "action Sa/a needs configuration \"PLAIN\"; it has [BOTH]",
            "name: out of range; allowed: 1 to 2,000 characters without braces, blanks and control"
                + " characters"),
        failures);
  }

  @Test
  @DisplayName("is given only for a reference, anew each time, and by a resolver")
  void resolves() {
    List<String> failures = new ArrayList<>();
    try (Host host = new Host(new InMemoryJournal())) {
      host.with(
          "a",
          ActionExecutor.blocking(
              context -> {
                for (String key : List.of("Plain", "None")) {
                  IllegalArgumentException thrown =
                      assertThrows(IllegalArgumentException.class, () -> context.secret(key));
                  failures.add(thrown.getMessage());
                }
                context.secret("Password");
                context.secret(new SecretReference("other", "x"));
                return ActionResult.failed("enough");
              }));
      OpenPipeline pipeline = host.engine.open(pipeline("a"));
      now(pipeline.start());
      assertEquals(
          List.of(
              new SecretReference("vault", "prod/db:password"), new SecretReference("other", "x")),
          host.asked);
    }
    assertEquals(
        List.of(
            "action Sa/a: configuration \"Plain\" refers to no secret; allowed:"
                + " {{resolve:store:name}}",
            "action Sa/a needs configuration \"None\"; it has [Password, Plain]"),
        failures);
  }

  @Test
  @DisplayName("fails the action if no resolver is there, or it gives nothing that can be used")
  void unresolved() {
    assertEquals(
        "the engine has no resolver for " + REFERENCE + "; give it one with secrets(...)",
        failureWith(null));
    assertEquals(
        "sealed",
        failureWith(
            reference -> {
              throw new IOException("sealed");
            }));
    assertEquals(
        "the resolver gave nothing for " + REFERENCE + "; allowed: 0 to 65536 characters",
        failureWith(reference -> null));
    assertEquals(
        "the resolver gave 65537 characters for " + REFERENCE + "; allowed: 0 to 65536 characters",
        failureWith(reference -> "x".repeat(65_537)));
  }

  private static String failureWith(SecretResolver resolver) {
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      PipelineEngine.Builder engine =
          PipelineEngine.builder(processes)
              .action(
                  SCRIPT,
                  ActionExecutor.blocking(
                      context -> ActionResult.failed(context.secret("Password"))));
      if (resolver != null) {
        engine.secrets(resolver);
        assertThrows(IllegalStateException.class, () -> engine.secrets(resolver));
      }
      OpenPipeline pipeline = engine.build().open(pipeline("a"));
      String execution = now(pipeline.start());
      return pipeline.history().execution(execution).orElseThrow().actions().get(0).summary();
    }
  }

  @Test
  @DisplayName("is referred to by a store and a name")
  void references() {
    SecretReference reference = SecretReference.parse(REFERENCE).orElseThrow();
    assertEquals(new SecretReference("vault", "prod/db:password"), reference);
    assertEquals(REFERENCE, reference.toString());
    for (String bad :
        List.of(
            "",
            "secret",
            "{{resolve:vault}}",
            "{{resolve::x}}",
            "{{resolve:Vault:x}}",
            "{{resolve:vault:}}",
            "{{resolve:vault:a b}}",
            "{{resolve:vault:a}} ",
            "x{{resolve:vault:a}}",
            "{{resolve:vault:a}}{{resolve:vault:b}}",
            "{{resolve:vault:" + "x".repeat(2_001) + "}}")) {
      assertEquals(java.util.Optional.empty(), SecretReference.parse(bad), bad);
    }
    assertEquals(
        "store: out of range; allowed: 1 to 40 characters of a-z0-9-",
        assertThrows(IllegalArgumentException.class, () -> new SecretReference("A", "x"))
            .getMessage());
    assertEquals(
        "name: out of range; allowed: 1 to 2,000 characters without braces, blanks and control"
            + " characters",
        assertThrows(IllegalArgumentException.class, () -> new SecretReference("a", ""))
            .getMessage());
  }
}
