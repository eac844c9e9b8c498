package dev.penstock.spec.run;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.fixture.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** A place to run builds in, in virtual time and real shells. */
final class BuildBench {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(NOON);
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Path source;
  BuildRunner runner;
  private final Path directory;
  private int count;

  BuildBench(Path directory) throws IOException {
    this.directory = directory;
    this.source = Files.createDirectory(directory.resolve("source"));
    this.runner =
        new BuildRunner(new LocalShell(), time.clock(), new BuildRunnerTest.TestSecrets())
            .withScheduler(time);
  }

  static Buildspec spec(String text) {
    SpecSource named = new SpecSource("buildspec.yml", text);
    return Buildspec.read(named)
        .fold(
            ReadResult.Accepted::value,
            refused -> {
              throw new AssertionError(named.listing(refused.diagnostics()));
            });
  }

  Path work() throws IOException {
    return Files.createDirectory(directory.resolve("work-" + count++));
  }

  void file(String name, String text) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  BuildRequest request(String text, UnaryOperator<BuildRequest.Builder> more) throws IOException {
    return more.apply(BuildRequest.builder(spec(text), source, work()).log(log::add)).build();
  }

  BuildResult run(String text, UnaryOperator<BuildRequest.Builder> more) throws IOException {
    return runner.run(request(text, more));
  }

  BuildResult run(String text) throws IOException {
    return run(text, request -> request);
  }

  /** What the commands themselves have printed. */
  List<String> output() {
    return log.stream().filter(line -> line.startsWith("> ")).map(l -> l.substring(2)).toList();
  }
}
