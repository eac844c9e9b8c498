package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On a path without Resilience4j")
class OptionalLibraryTest {

  @Test
  @DisplayName("everything else works, and a decorator that needs it says what to add")
  void classPath() throws Exception {
    Set<String> path = classPath(entry -> !entry.contains("resilience4j"));
    assertTrue(path.size() < classPath(entry -> true).size(), "it is on the path of this test");
    String missing =
        ": resilience git needs io.github.resilience4j:resilience4j-%s, which is optional and was not"
            + " found; add it to the class path, or to the module path with --add-modules"
            + " io.github.resilience4j.%s";
    assertEquals(
        List.of(
            "retry" + missing.formatted("retry", "retry"),
            "circuit breaker" + missing.formatted("circuitbreaker", "circuitbreaker"),
            "rate limit" + missing.formatted("ratelimiter", "ratelimiter"),
            "bulkhead" + missing.formatted("bulkhead", "bulkhead"),
            "pipeline: SUCCEEDED"),
        run(path));
  }

  @Test
  @DisplayName("as everywhere: with it, each decorator can be built")
  void withIt() throws Exception {
    assertEquals(
        List.of(
            "retry: resilience git",
            "circuit breaker: resilience git",
            "rate limit: resilience git",
            "bulkhead: resilience git",
            "pipeline: SUCCEEDED"),
        run(classPath(entry -> true)));
  }

  private static List<String> run(Set<String> path) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, path),
                WithoutResilience4j.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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
