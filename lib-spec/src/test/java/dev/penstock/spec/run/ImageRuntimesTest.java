package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.BuildImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes are selected as the service's images do. */
class ImageRuntimesTest {

  private static final BuildImage IMAGE =
      new BuildImage(
          "mine",
          Map.of(
              "java", List.of("openjdk8", "openjdk11", "corretto18"),
              "android", List.of("28", "29"),
              "nodejs", List.of("18", "20.1", "20.2")));

  @TempDir Path directory;
  private final List<String> selected = new ArrayList<>();
  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new BuildBench(directory);
  }

  private BuildResult run(String runtimes, BuildImage image, boolean needsOne) throws IOException {
    selected.clear();
    ImageRuntimes selector =
        new ImageRuntimes(
            image,
            (name, version) -> {
              selected.add(name + " " + version);
              return Map.of("NAMED_" + name, version);
            });
    bench.runner = bench.runner.withRuntimes(needsOne ? selector.requiringOne() : selector);
    return bench.run(
        "version: 0.2\nenv: {variables: {NODE: '18'}}\nphases:\n"
            + (runtimes.isEmpty() ? "" : "  install: {runtime-versions: " + runtimes + "}\n")
            + "  build: {commands: ['echo \"> ${NAMED_java-default} ${NAMED_nodejs-default}\"']}\n");
  }

  private BuildResult run(String runtimes) throws IOException {
    return run(runtimes, IMAGE, false);
  }

  private static void assertFails(String message, BuildResult result) {
    assertEquals("DOWNLOAD_SOURCE: " + message, result.summary());
    assertEquals("YAML_FILE_ERROR", result.phases().get(3).contexts().get(0).code());
    assertEquals(PhaseType.DOWNLOAD_SOURCE, result.phases().get(3).phase());
    assertEquals(PhaseType.FINALIZING, result.phases().get(4).phase());
  }

  @Test
  @Covers("B-092")
  void versionsAreLookedUpInTheListOfTheImage() throws IOException {
    assertTrue(run("{nodejs: 20.x}").isSucceeded());
    assertEquals(List.of("nodejs 20.2"), selected, "the newest");
    assertTrue(run("{nodejs: latest, java: openjdk11}").isSucceeded());
    assertEquals(List.of("nodejs 20.2", "java openjdk11"), selected);
    assertTrue(run("{nodejs: $NODE}").isSucceeded());
    assertEquals(List.of("nodejs 18"), selected);
    assertFails(
        "Unknown runtime version named '16' of nodejs. This build image has the following"
            + " versions: 18, 20.1, 20.2",
        run("{java: openjdk8, nodejs: '16'}"));
    assertEquals(List.of(), selected, "nothing is selected before all are known");
    assertFails(
        "Unknown runtime named 'rust'. This build image has the following runtimes: java",
        run("{rust: latest}", new BuildImage("x", Map.of("java", List.of("8"))), false));
  }

  @Test
  @Covers("B-093")
  void whatIsNotNamedStaysAsTheImageHasIt() throws IOException {
    assertTrue(run("").isSucceeded());
    assertEquals(List.of(), selected);
    assertTrue(run("{nodejs: '18'}").isSucceeded());
    assertEquals(List.of("nodejs 18"), selected, "only those that are named");
    assertEquals(List.of("default default", "default 18"), bench.output());
    assertTrue(run("{android: '29'}").isSucceeded());
    assertEquals(List.of("java openjdk8", "android 29"), selected, "with what they need");
  }

  @Test
  @Covers("B-093")
  void someImagesInsistOnOneRuntimeAndSomeHaveNone() throws IOException {
    assertFails(
        "This build image requires selecting at least one runtime version.", run("", IMAGE, true));
    assertTrue(run("{nodejs: '18'}", IMAGE, true).isSucceeded());
    bench = new BuildBench(java.nio.file.Files.createDirectory(directory.resolve("other")));
    BuildResult result =
        bench.run("version: 0.2\nphases: {install: {runtime-versions: {java: corretto17}}}\n");
    assertTrue(result.isSucceeded(), "goes on without support of runtimes");
    assertTrue(
        bench.log.stream().anyMatch(line -> line.contains("java corretto17 is not selected")));
  }

  @Test
  @Covers("B-094")
  void whatCannotGoTogetherFailsTheBuild() throws IOException {
    assertFails(
        "android 29 needs java 8 and conflicts with java openjdk11",
        run("{android: '29', java: openjdk11}"));
    assertFails(
        "android 28 needs java 8 and conflicts with java corretto18",
        run("{java: corretto18, android: '28'}"));
    assertEquals(List.of(), selected);
    assertTrue(run("{java: openjdk8, android: '28'}").isSucceeded());
    assertEquals(List.of("java openjdk8", "android 28"), selected);
    assertFails(
        "android needs java 8, which is not among the versions of this build image: 11",
        run(
            "{android: '28'}",
            new BuildImage("x", Map.of("java", List.of("11"), "android", List.of("28"))),
            false));
  }
}
