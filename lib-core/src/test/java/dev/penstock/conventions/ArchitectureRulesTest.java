package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule catches classes that break it, and lets their neighbours pass. */
class ArchitectureRulesTest {
  private static final String PIPELINE =
      "package dev.penstock.pipeline; public class Pipeline { public void run() {} }";
  private static final String DECIDER = "package dev.penstock.process; public interface Decider {}";

  private static final String DECIDING =
      "package dev.penstock.deploy; class Type%%d implements dev.penstock.process.Decider { %s }";
  private static final String LOGGER = "package org.slf4j; public interface Logger {}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"process", "process.simulation", "journal", "engine"})
  void theKernelKnowsNoPipeline(String kernel) throws IOException {
    String field =
        "package dev.penstock.%s; class Kernel { dev.penstock.pipeline.Pipeline known; }";
    caught(ArchitectureRules.KERNEL_KNOWS_NO_PIPELINE, PIPELINE, field.formatted(kernel));
    passes(ArchitectureRules.KERNEL_KNOWS_NO_PIPELINE, PIPELINE, field.formatted("picture"));
  }

  @Test
  void packagesFormNoCycle() throws IOException {
    String engine = "package dev.penstock.pipeline.engine; public class Engine { %s run; }";
    String knowsEngine = "package dev.penstock.pipeline; class Run { %s.engine.Engine engine; }";
    ArchRule rule = ArchitectureRules.NO_CYCLES_OF_PACKAGES;
    String run = knowsEngine.formatted("dev.penstock.pipeline");
    caught(rule, PIPELINE, run, engine.formatted("dev.penstock.pipeline.Pipeline"));
    passes(rule, PIPELINE, run, engine.formatted("String"));
  }

  @Test
  void subjectsFormNoCycle() throws IOException {
    String[] sources = {
      "package dev.penstock.policy; public class A { dev.penstock.source.inner.B b; }",
      "package dev.penstock.source.inner; public class B {}",
      "package dev.penstock.source; class C { dev.penstock.policy.A a; }"
    };
    passes(ArchitectureRules.NO_CYCLES_OF_PACKAGES, sources);
    caught(ArchitectureRules.NO_CYCLES_OF_SUBJECTS, sources);
  }

  @Test
  void dependenciesPointDown() throws IOException {
    ArchRule rule = ArchitectureRules.CORE_IS_LAYERED;
    String knows = "package dev.penstock.%s; class Knows { dev.penstock.pipeline.Pipeline known; }";
    caught(rule, PIPELINE, knows.formatted("diagnostic"));
    caught(rule, PIPELINE, knows.formatted("revision"));
    passes(rule, PIPELINE, knows.formatted("pipeline.execution"));
    caught(
        rule,
        "package dev.penstock.journal; public class Journal {}",
        "package dev.penstock.engine; class Sibling { dev.penstock.journal.Journal[] known; }");
    caught(rule, "package dev.penstock.nowhere; class Homeless {}");
  }

  @Test
  void decidersArePure() throws IOException {
    List<String> impure =
        List.of(
            "java.io.File f;",
            "java.nio.file.Path f;",
            "java.nio.channels.FileChannel f;",
            "java.net.URI f;",
            "java.util.concurrent.Executor f;",
            "java.util.concurrent.atomic.AtomicLong f;",
            "java.util.concurrent.locks.Lock f;",
            "java.util.logging.Logger f;",
            "org.slf4j.Logger f;",
            "Object f() throws Exception { return new java.io.File(\"a\"); }",
            "java.util.Map<String, Object> f = new java.util.concurrent.ConcurrentHashMap<>();");
    ArchRule rule = ArchitectureRules.DECIDERS_ARE_PURE;
    eachCaught(rule, impure.stream().map(DECIDING::formatted), DECIDER, LOGGER);
    String helper = "package dev.penstock.deploy; class Weights { java.io.File file; }";
    caught(rule, DECIDER, helper, DECIDING.formatted("Weights weights;").replace("%d", ""));
    passes(rule, DECIDER, helper, DECIDING.formatted("java.time.Instant at;").replace("%d", ""));
  }

  @Test
  void namesTell() throws IOException {
    String named = "package dev.penstock.source; class Type%%d { interface %s {} }";
    eachCaught(
        ArchitectureRules.NAMES_TELL,
        Stream.of(
                "PipelineManager",
                "PathHelper",
                "PathUtil",
                "PathUtils",
                "Utils",
                "PipelineImpl",
                "AbstractGate",
                "BaseGate",
                "DefaultGate")
            .map(named::formatted));
    caught(ArchitectureRules.NAMES_TELL, "package dev.penstock.source; class Manager {}");
    passes(
        ArchitectureRules.NAMES_TELL,
        Stream.of("Baseline", "Basement", "Defaults", "Utility", "Manageress", "Gate")
            .map("package dev.penstock.source; class %s {}"::formatted)
            .toArray(String[]::new));
  }

  @Test
  void signaturesAreOurs() throws IOException {
    List<String> members =
        List.of(
            "public org.slf4j.Logger f;",
            "protected org.slf4j.Logger f;",
            "public org.slf4j.Logger[] f() { return null; }",
            "public void f(java.util.List<? super org.slf4j.Logger> logger) {}",
            "public <T extends org.slf4j.Logger> void f(T logger) {}",
            "public void f() throws org.slf4j.Failure {}",
            "@org.slf4j.Marked public void f() {}",
            "public Type%d(org.slf4j.Logger logger) {}",
            "public interface Inner extends java.util.function.Supplier<org.slf4j.Logger> {}");
    String[] foreign = {
      LOGGER,
      "package org.slf4j; public class Failure extends Exception {}",
      "package org.slf4j; public @interface Marked {}"
    };
    String type = "package dev.penstock.source; public class Type%%d { %s }";
    eachCaught(signatures("dev.penstock.source"), members.stream().map(type::formatted), foreign);
    String first = type.formatted(members.get(0)).replace("%d", "");
    passes(signatures("dev.penstock.policy"), LOGGER, first);
    passes(signatures("dev.penstock.source"), LOGGER, first.replace("public class", "class"));
  }

  @Test
  void signaturesShowOurTypesAndThoseOfTheJdk() throws IOException {
    passes(
        signatures("dev.penstock.source"),
        "package dev.penstock.source; public class Shown extends Exception {"
            + " private org.slf4j.Logger hidden;"
            + " @org.jspecify.annotations.NonNull public java.util.List<Shown[]> f(int a) throws java.io.IOException"
            + " { return null; } }",
        "package org.slf4j; public interface Logger {}",
        "package org.jspecify.annotations; public @interface NonNull {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "deploy", "artifact"})
  void upperLibrariesStayApart(String upper) throws IOException {
    ArchRule rule = ArchitectureRules.apart("dev.penstock." + upper);
    String other = "deploy".equals(upper) ? "artifact" : "deploy";
    String type = "package dev.penstock.%s.inner; public class Inner {}";
    String knows = "package dev.penstock.%s; class Knows { dev.penstock.%s.inner.Inner known; }";
    caught(rule, type.formatted(other), knows.formatted(upper, other));
    passes(rule, type.formatted(upper), knows.formatted(upper, upper));
    passes(rule, type.formatted("source"), knows.formatted(upper, "source"));
  }

  private static ArchRule signatures(String exported) {
    return ArchitectureRules.signaturesAreOurs(Set.of(exported));
  }

  /** Compiles all types at once, each numbered in place of %d, and expects a violation in each. */
  private void eachCaught(ArchRule rule, Stream<String> types, String... others)
      throws IOException {
    List<String> sources = new ArrayList<>();
    types.forEach(type -> sources.add(type.replace("%d", "N" + sources.size())));
    int size = sources.size();
    sources.addAll(List.of(others));
    String violations = String.join("\n", violations(rule, sources.toArray(String[]::new))) + "\n";
    for (int i = 0; i < size; i++) {
      assertTrue(violations.matches("(?s).*\\bTypeN" + i + "\\b.*"), sources.get(i));
    }
  }

  private void caught(ArchRule rule, String... sources) throws IOException {
    assertTrue(
        !violations(rule, sources).isEmpty(),
        () -> rule.getDescription() + " caught nothing in " + List.of(sources));
  }

  private void passes(ArchRule rule, String... sources) throws IOException {
    assertEquals(List.of(), violations(rule, sources));
  }

  private List<String> violations(ArchRule rule, String... sources) throws IOException {
    Path fresh = Files.createTempDirectory(folder, "case");
    List<String> details = new ArrayList<>();
    ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(
              false); // all that matters is here
          var report = rule.evaluate(TestSources.compile(fresh, sources)).getFailureReport();
          details.addAll(report.getDetails());
        });
    return details;
  }
}
