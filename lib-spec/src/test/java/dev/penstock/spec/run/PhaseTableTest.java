package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.spec.build.BuildspecLocation;
import dev.penstock.spec.fixture.LocalShell;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of builds: each {@code builds/*.yml} in real shells, and what is to come of it in the
 * {@code .txt} beside it: the status, every phase with its duration and contexts, what the commands
 * printed, and what is kept. A printed {@code wait PT1M} lets that much time pass, {@code stop}
 * asks the build to stop. Comments of the form {@code #! name: value} set the scene.
 */
class PhaseTableTest {

  private static final Path TABLE = Path.of("src/test/resources/builds");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path directory;
  private final VirtualTime time = VirtualTime.startingAt(NOON);
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

  static List<Arguments> rows() throws IOException {
    try (Stream<Path> files = Files.list(TABLE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .flatMap(
              name ->
                  Stream.of("/bin/sh", "bash")
                      .map(shell -> Arguments.of(name.replace(".yml", ""), shell)))
          .toList();
    }
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("rows")
  @Covers({
    "B-008", "B-049", "B-050", "B-051", "B-052", "B-074", "B-075", "B-076", "B-077", "B-078",
    "B-083", "B-111", "B-112", "B-113", "B-120", "B-121", "B-122", "B-123", "B-124", "B-125",
    "B-126", "B-128", "B-129", "B-130", "B-131", "B-132", "B-133", "B-140", "B-141", "B-142",
    "B-143", "B-144", "B-147", "B-170"
  })
  void endsAsTheTableSays(String name, String shell) throws IOException {
    String text = Files.readString(TABLE.resolve(name + ".yml"));
    Map<String, String> scene = scene(text);
    Path source = Files.createDirectory(directory.resolve("source"));
    Path work = Files.createDirectory(directory.resolve("work"));
    if (!scene.containsKey("missing")) {
      String header = text.contains("shell: bash") ? "" : "env: {shell: " + shell + "}\n";
      Files.writeString(source.resolve("buildspec.yml"), header + text);
    }
    BuildRequest.Builder request =
        BuildRequest.builder(BuildspecLocation.defaultFile(), source, work)
            .log(this::hear)
            .cancellation(stop)
            .provision(step(scene, "provision"))
            .download(step(scene, "download"));
    if (scene.containsKey("submitted")) {
      request.submitted(NOON.minus(Duration.parse(scene.get("submitted"))));
    }
    if (scene.containsKey("pass continued failures")) {
      request.project(BuildProject.builder("table").passContinuedFailures().build());
    }
    if (scene.containsKey("stopped")) {
      stop.complete(null);
    }
    BuildResult result =
        new BuildRunner(new LocalShell(), time.clock(), BuildSecrets.NONE)
            .withScheduler(time)
            .run(request.build());
    assertEquals(Files.readString(TABLE.resolve(name + ".txt")), transcript(result));
    assertEquals(List.of(), List.copyOf(time.nextDue().stream().toList()), "left scheduled");
  }

  private static Map<String, String> scene(String text) {
    Map<String, String> scene = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.startsWith("#! "))
        .forEach(
            line -> {
              String[] parts = line.substring(3).split(": ", 2);
              scene.put(parts[0], parts.length == 2 ? parts[1] : "");
            });
    return scene;
  }

  private static BuildStep step(Map<String, String> scene, String name) {
    return () -> {
      String fault = scene.getOrDefault(name, "");
      if (fault.startsWith("breaks ")) {
        throw new IllegalStateException(fault.substring(7));
      } else if (!fault.isEmpty()) {
        throw new IOException(fault);
      }
    };
  }

  private void hear(String line) {
    if (line.startsWith("> ")) {
      printed.add(line);
    }
    if (line.startsWith("> wait ")) {
      time.advance(Duration.parse(line.substring(7)));
    } else if (line.equals("> stop")) {
      stop.complete(null);
    }
  }

  private String transcript(BuildResult result) throws IOException {
    StringBuilder text = new StringBuilder(result.status().name()).append('\n');
    for (PhaseResult phase : result.phases()) {
      text.append("  ").append(phase.phase());
      phase.status().map(Status::name).ifPresent(status -> text.append(' ').append(status));
      phase.duration().ifPresent(d -> text.append(' ').append(d.toSeconds()).append('s'));
      text.append('\n');
      for (PhaseResult.Context context : phase.contexts()) {
        text.append("    ").append(context.code()).append(": ").append(context.message());
        text.append('\n');
      }
    }
    printed.forEach(line -> text.append(line).append('\n'));
    result.exportedVariables().forEach((n, v) -> text.append(n + "=" + v + "\n"));
    if (result.artifact().isPresent()) {
      Path artifact = result.artifact().get().directory();
      try (Stream<Path> kept = Files.walk(artifact)) {
        for (Path file : kept.filter(Files::isRegularFile).sorted().toList()) {
          text.append("kept ").append(artifact.relativize(file)).append(": ");
          text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
      }
    }
    return text.toString();
  }
}
