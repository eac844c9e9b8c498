package dev.penstock.pipeline.engine;

import static java.util.stream.Collectors.toCollection;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time cannot be held to a bar in each build, but what takes it can: the classes that it loads. */
@DisplayName("The first run of a program")
class FirstRunTest {
  private static final List<String> NEEDLESS =
      List.of(
          "org.slf4j.", // nothing is logged
          "java.lang.runtime.ObjectMethods", // no record is compared but those that say how
          "java.util.regex.Pattern",
          "java.util.stream.ReferencePipeline",
          "dev.penstock.process.RecordShape", // nothing is written
          "dev.penstock.pipeline.Service", // nobody asked for the rules of the service
          "com.google.",
          "com.fasterxml.");

  /** Lambdas of the kernel: some twenty, and more are a reason to look. */
  private static final int MOST_HIDDEN = 25;

  @Test
  @DisplayName("loads nothing that it does not need")
  void loadsLittle() throws Exception {
    List<String> loaded = loadedBy(FirstRun.class);
    assertTrue(loaded.contains(PipelineEngine.class.getName()), "the log is read");
    assertEquals(
        List.of(),
        loaded.stream().filter(name -> NEEDLESS.stream().anyMatch(name::startsWith)).toList());
    List<String> hidden =
        loaded.stream()
            .filter(name -> name.startsWith("dev.penstock.") && name.contains("$$Lambda"))
            .toList();
    assertTrue(hidden.size() <= MOST_HIDDEN, () -> hidden.size() + " lambdas: " + hidden);
  }

  private static List<String> loadedBy(Class<?> program) throws Exception {
    List<String> lines =
        run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load=info:stdout:none",
                "-cp",
                String.join(File.pathSeparator, classPath(program)),
                program.getName()));
    return lines.stream().map(line -> line.split(" ", 2)[0]).toList();
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    program.getOutputStream().close();
    List<String> lines = new ArrayList<>();
    try (var out = program.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    }
    assertEquals(0, program.waitFor(), () -> String.join("\n", lines));
    return lines;
  }

  /** What this JVM runs with, be it on the class path, the module path, or both. */
  private static Set<String> classPath(Class<?> program) throws Exception {
    Path ours = folderOf(PipelineEngine.class);
    Path tests = folderOf(program); // where the build patches tests into the module, see below
    Stream<String> known =
        Stream.of(ours, tests, tests.resolveSibling("test-classes")).map(Path::toString);
    Stream<String> system =
        Stream.of("java.class.path", "jdk.module.path")
            .map(property -> System.getProperty(property, ""))
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty());
    return Stream.concat(known, system).collect(toCollection(LinkedHashSet::new));
  }

  private static Path folderOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
