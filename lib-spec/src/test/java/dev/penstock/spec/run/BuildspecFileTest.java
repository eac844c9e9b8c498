package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.BuildspecLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildspecFileTest {

  private static final String OK = "version: 0.2\nphases: {build: {commands: ['echo \"> %s\"']}}\n";

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new BuildBench(directory);
  }

  private static BuildspecLocation at(String setting) {
    return BuildspecLocation.of(Optional.empty(), Optional.of(setting));
  }

  private BuildResult run(BuildspecLocation location) throws IOException {
    return bench.runner.run(
        BuildRequest.builder(location, bench.source, bench.work())
            .secondarySource("other", directory.resolve("other"))
            .log(bench.log::add)
            .build());
  }

  private String failure(String setting) throws IOException {
    BuildResult result = run(at(setting));
    PhaseResult download = result.phases().get(3);
    assertTrue(download.is(PhaseResult.Status.FAILED), result::summary);
    assertEquals("YAML_FILE_ERROR", download.contexts().get(0).code());
    assertEquals(PhaseType.FINALIZING, result.phases().get(4).phase());
    return download.contexts().get(0).message();
  }

  @Test
  @Covers({"B-001", "B-005", "B-008"})
  void theDefaultIsOneFileOfThePrimarySource() throws IOException {
    bench.file("buildspec.yaml", OK.formatted("other name"));
    bench.file("deeper/buildspec.yml", OK.formatted("deeper"));
    Files.createDirectory(directory.resolve("other"));
    Files.writeString(directory.resolve("other/buildspec.yml"), OK.formatted("secondary"));
    assertEquals("YAML file does not exist", failure("buildspec.yml"));
    bench.file("buildspec.yml", OK.formatted("primary"));
    assertTrue(run(BuildspecLocation.defaultFile()).isSucceeded());
    assertEquals("[primary]", bench.output().toString());
  }

  @Test
  @Covers({"B-002", "B-008"})
  void anotherFileIsNamedByItsPathInThePrimarySource() throws IOException {
    bench.file("ci/build.yaml", OK.formatted("named"));
    assertTrue(run(at("ci/build.yaml")).isSucceeded());
    assertEquals("[named]", bench.output().toString());
    assertEquals("stat ci/none.yml: no such file or directory", failure("ci/none.yml"));
    assertEquals("\"../x.yml\" lies outside the sources", failure("../x.yml"));
    Files.createSymbolicLink(bench.source.resolve("link.yml"), Path.of("/etc/hostname"));
    assertEquals("\"link.yml\" is a link that leads out of the sources", failure("link.yml"));
    assertEquals(
        "arn:aws:s3:::b/x.yml: this host fetches no buildspec; allowed: a path in the sources",
        failure("arn:aws:s3:::b/x.yml"));
  }

  @Test
  @Covers("B-002")
  void anObjectIsFetchedByTheHost() throws IOException {
    BuildRequest.Builder request =
        BuildRequest.builder(at("arn:aws:s3:::b/x.yml"), bench.source, bench.work())
            .log(bench.log::add)
            .buildspecObjects(arn -> OK.formatted("fetched " + arn));
    assertTrue(bench.runner.run(request.build()).isSucceeded());
    assertEquals("[fetched arn:aws:s3:::b/x.yml]", bench.output().toString());
    request.buildspecObjects(
        arn -> {
          throw new IOException("no such object");
        });
    assertEquals(
        "DOWNLOAD_SOURCE: arn:aws:s3:::b/x.yml: no such object",
        bench.runner.run(request.build()).summary());
  }

  @Test
  @Covers("B-003")
  void aTextOfSeveralLinesOrAMappingIsTheBuildspecItself() throws IOException {
    assertTrue(run(at(OK.formatted("lines"))).isSucceeded());
    assertTrue(
        run(at("{version: '0.2', phases: {build: {commands: ['echo \"> one line\"']}}}"))
            .isSucceeded());
    assertEquals("[lines, one line]", bench.output().toString());
  }
}
