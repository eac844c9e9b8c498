package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.cache.DirectoryCacheStore;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a build asks for lies where its user may not read. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class UnreadableFilesTest {

  /** The user root, but without the right to read what it may not. */
  private static final List<String> UNPRIVILEGED =
      List.of(
          "setpriv",
          "--bounding-set=-dac_override,-dac_read_search",
          "--inh-caps=-dac_override,-dac_read_search");

  private static final String SCENE =
      """
      mkdir -p dist data/deep names
      for file in dist/app dist/locked data/deep/f names/f; do echo x > $file; done
      chmod 000 data dist/locked
      chmod 444 names
      """;
  private static final String UNLISTED =
      " may hold what is asked for, and the user that builds may not list it; allowed: directories"
          + " that this user may list and enter; let a command open it (chmod -R u+rX), or ask by"
          + " patterns that leave it out";

  private static final String UNREAD =
      " is asked for, and the user that builds may not read it; allowed: files that this user may"
          + " read; let a command open it (chmod u+r), or ask by patterns that leave it out";

  @TempDir Path directory;

  /** Builds in a directory, and prints the log and how it ended. */
  static final class Build {

    private Build() {}

    public static void main(String[] arguments) throws IOException {
      Path place = Path.of(arguments[0]);
      BuildBench bench = new BuildBench(place);
      bench.runner =
          bench.runner.withCaches(
              new DirectoryCacheStore(place.resolve("caches"), bench.time.clock()));
      ProcessBuilder scene = new ProcessBuilder("sh", "-c", SCENE).directory(bench.source.toFile());
      BuildResult result =
          bench.run(
              "version: 0.2\nphases: {build: {commands: ['true']}}\n" + arguments[1],
              request -> request.download(() -> scene.start().onExit().join()));
      bench.log.forEach(System.out::println);
      System.out.println(result.summary());
      System.out.println(result.artifact().map(BuildArtifact::directory).map(Build::files));
    }

    private static List<String> files(Path artifact) {
      try (Stream<Path> files = Files.walk(artifact)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> artifact.relativize(file).toString())
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private List<String> build(String more) throws Exception {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
      command.addAll(UNPRIVILEGED);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), Build.class.getName()));
    command.addAll(List.of(directory.toString(), more));
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    assertEquals(0, code, lines::toString);
    open(directory.resolve("source/data"));
    open(directory.resolve("source/names"));
    return lines;
  }

  /** What this JVM runs with, be it on the class path, the module path, or both. */
  private static String classPath() throws URISyntaxException {
    Path own = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return String.join(
        File.pathSeparator,
        own.toString(),
        own.resolveSibling("test-classes").toString(), // which a build may patch into the module
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""));
  }

  private static void open(Path made) {
    assertTrue(made.toFile().setReadable(true) && made.toFile().setExecutable(true));
  }

  private String source(String path) {
    return directory.resolve("source").resolve(path).toString();
  }

  private static void assertHas(String expected, List<String> lines) {
    assertTrue(
        lines.contains(expected), () -> expected + "\nis not in\n" + String.join("\n", lines));
  }

  @Test
  void anArtifactThatMayLackFilesIsNone() throws Exception {
    List<String> lines = build("artifacts: {files: ['**/*']}\n");
    assertHas("UPLOAD_ARTIFACTS: " + source("data") + UNLISTED, lines);
    assertHas("Optional.empty", lines);
  }

  @Test
  void whoMayListADirectoryButNotEnterItMayNotReadItEither() throws Exception {
    List<String> lines = build("artifacts: {files: ['dist/*', 'names/*']}\n");
    assertHas("UPLOAD_ARTIFACTS: " + source("names") + UNLISTED, lines);
    assertHas("Optional.empty", lines);
  }

  @Test
  void whatNobodyAsksForNeedNotBeReadable() throws Exception {
    List<String> lines =
        build(
            """
            artifacts:
              files: ['**/*']
              exclude-paths: ['data/**/*', 'names/**', '**/locked']
            cache: {key: a, paths: ['dist/a*', '*']}
            """);
    assertHas("Optional[[dist/app]]", lines);
    assertHas("Saved 1 files to cache a", lines);
    assertHas(
        "Skipping invalid file path "
            + source("data")
            + " may not be listed, and holds nothing that is asked for",
        lines);
  }

  @Test
  void aCacheThatMayLackFilesIsNotKept() throws Exception {
    List<String> lines = build("cache: {key: a, paths: ['dist/a*', 'data/**/*']}\n");
    assertHas("Unable to save the cache: " + source("data") + UNLISTED, lines);
    assertHas("Optional.empty", lines);
    assertTrue(caches().isEmpty(), () -> caches().toString());
  }

  private List<Path> caches() {
    Path caches = directory.resolve("caches");
    try (Stream<Path> kept = Files.exists(caches) ? Files.walk(caches) : Stream.empty()) {
      return kept.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsAskedForMustBeReadable() throws Exception {
    List<String> lines =
        build("artifacts: {files: ['dist/*']}\ncache: {key: a, paths: [dist/locked]}\n");
    assertHas("UPLOAD_ARTIFACTS: " + source("dist/locked") + UNREAD, lines);
    assertHas("Optional.empty", lines);
    assertHas("Unable to save the cache: " + source("dist/locked") + UNREAD, lines);
    assertTrue(caches().isEmpty(), () -> caches().toString());
  }

  @Test
  @Covers("B-187")
  void aHashIsOfAllItsFilesOrNone() throws Exception {
    String cache = "cache: {paths: [dist/app], key: 'a-$(codebuild-hash-files %s)'}\n";
    assertHas(
        "Unable to restore the cache: " + source("data") + UNLISTED,
        build(cache.formatted("**/f")));
    assertTrue(caches().isEmpty(), () -> caches().toString());
  }

  @Test
  void aHashOfReadableFilesTakesNoOffence() throws Exception {
    String cache = "cache: {paths: [dist/app], key: 'a-$(codebuild-hash-files %s)'}\n";
    List<String> lines = build(cache.formatted("dist/app"));
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith("Saved 1 files to cache a-")),
        lines::toString);
  }

  @Test
  @Covers("B-187")
  void aHashOfAFileThatMayNotBeReadIsNone() throws Exception {
    String cache = "cache: {paths: [dist/app], key: 'a-$(codebuild-hash-files %s)'}\n";
    assertHas(
        "Unable to restore the cache: " + source("dist/locked") + UNREAD,
        build(cache.formatted("dist/*")));
  }

  @Test
  @Covers("B-156")
  void aReportThatMayLackFilesSaysSo() throws Exception {
    List<String> lines = build("reports: {tests: {files: ['data/**/*.xml']}}\n");
    assertHas("Warning: tests: " + source("data") + UNLISTED, lines);
  }
}
