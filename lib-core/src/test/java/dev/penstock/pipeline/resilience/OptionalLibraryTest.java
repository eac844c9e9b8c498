package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On a path without Resilience4j")
class OptionalLibraryTest {
  private static final String MISSING =
      ": resilience git needs io.github.resilience4j:resilience4j-%s, which is optional and was not"
          + " found; add it to the class path, or to the module path with --add-modules"
          + " io.github.resilience4j.%s";
  private static final List<String> WITHOUT =
      List.of(
          "retry" + MISSING.formatted("retry", "retry"),
          "circuit breaker" + MISSING.formatted("circuitbreaker", "circuitbreaker"),
          "rate limit" + MISSING.formatted("ratelimiter", "ratelimiter"),
          "bulkhead" + MISSING.formatted("bulkhead", "bulkhead"),
          "pipeline: SUCCEEDED");
  private static final List<String> WITH =
      List.of(
          "retry: resilience git",
          "circuit breaker: resilience git",
          "rate limit: resilience git",
          "bulkhead: resilience git",
          "pipeline: SUCCEEDED");

  @Test
  @DisplayName("everything else works, and a decorator that needs it says what to add")
  void classPath() throws Exception {
    Set<String> path = classPath(entry -> !entry.contains("resilience4j"));
    assertTrue(path.size() < classPath(entry -> true).size(), "it is on the path of this test");
    assertEquals(WITHOUT, run(List.of("-cp", joined(path), WithoutResilience4j.class.getName())));
  }

  @Test
  @DisplayName("as everywhere: with it, each decorator can be built")
  void withIt() throws Exception {
    assertEquals(
        WITH,
        run(List.of("-cp", joined(classPath(entry -> true)), WithoutResilience4j.class.getName())));
  }

  @Test
  @DisplayName("of modules, it is the same; with it, its modules must be added")
  void modulePath() throws Exception {
    Path classes =
        Path.of(Resilience.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Assumptions.assumeTrue(
        Files.exists(classes.resolve("module-info.class")), "compiled without its descriptor");
    assertEquals(WITHOUT, run(asModule(NEEDED, "")));
    assertEquals(
        WITH,
        run(
            asModule(
                NEEDED + "|resilience4j-.*",
                "io.github.resilience4j.retry,io.github.resilience4j.circuitbreaker,"
                    + "io.github.resilience4j.ratelimiter,io.github.resilience4j.bulkhead")));
  }

  /** The jars of what the library always needs. */
  private static final String NEEDED =
      "(guava|failureaccess|slf4j-api|jackson-core|jackson-databind|jackson-annotations|jspecify)-.*";

  private static List<String> asModule(String jars, String added) throws Exception {
    Path classes =
        Path.of(Resilience.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path tests =
        Path.of(
            WithoutResilience4j.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> path = new LinkedHashSet<>(List.of(classes.toString()));
    path.addAll(classPath(entry -> Path.of(entry).getFileName().toString().matches(jars)));
    List<String> command = new ArrayList<>(List.of("-p", joined(path)));
    command.addAll(
        List.of(
            "--patch-module",
            "dev.penstock.core=" + tests + File.pathSeparator + compiledTests(tests)));
    if (!added.isEmpty()) {
      command.addAll(List.of("--add-modules", added));
    }
    command.addAll(List.of("-m", "dev.penstock.core/" + WithoutResilience4j.class.getName()));
    return command;
  }

  private static String joined(Set<String> path) {
    return String.join(File.pathSeparator, path);
  }

  private static List<String> run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    program.getOutputStream().close();
    List<String> lines = new ArrayList<>();
    try (var out = program.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    }
    assertEquals(0, program.waitFor(), lines.toString());
    return lines;
  }

  /** What this JVM runs with, be it on the class path, the module path, or both. */
  private static Set<String> classPath(java.util.function.Predicate<String> kept) throws Exception {
    Path ours =
        Path.of(Resilience.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path tests =
        Path.of(
            WithoutResilience4j.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Stream<String> system =
        Stream.of("java.class.path", "jdk.module.path")
            .map(property -> System.getProperty(property, ""))
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty());
    return Stream.concat(Stream.of(ours.toString(), tests.toString(), compiledTests(tests)), system)
        .filter(kept)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Where the build patches tests into the module, their own folder is beside it. */
  private static String compiledTests(Path tests) {
    return tests.resolveSibling("test-classes").toString();
  }
}
