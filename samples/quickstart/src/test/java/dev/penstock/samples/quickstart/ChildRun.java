package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.PipelineHistory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The quickstart as a process of its own, as a user starts it. */
record ChildRun(Process process, Path output) {
  private static final long PATIENCE_SECONDS = 240;

  static ChildRun startWith(String junitConsole, Path output, String... options)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dquickstart.directory=" + System.getProperty("quickstart.directory"),
                "-Dquickstart.junitConsole=" + junitConsole,
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
    words.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new ChildRun(builder.start(), output);
  }

  static ChildRun start(Path output, String... options) throws IOException {
    return startWith(System.getProperty("quickstart.junitConsole", ""), output, options);
  }

  /** Waits for the end and checks how it ended. */
  void expect(int status) throws Exception {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::text);
    assertEquals(status, process.exitValue(), this::text);
  }

  String text() {
    try {
      return Files.readString(output);
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  /** No process of a run is left, whoever started it; they all name its directory. */
  static void expectNothingLeft(Path directory) {
    List<String> left =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .flatMap(process -> process.info().commandLine().stream())
            .filter(command -> command.contains(directory.toString()))
            .toList();
    assertEquals(List.of(), left);
  }

  /** What the journal of an ended run tells. */
  static PipelineHistory history(Path directory) throws IOException {
    Workplace place = new Workplace(directory.toRealPath());
    ActionExecutor nobody =
        context -> {
          throw new IOException("nothing is to be done any more");
        };
    Pipeline pipeline = ShopPipeline.define(place.repository(), place.root(), place.root());
    try (FileJournal journal = FileJournal.open(place.journal());
        ProcessEngine processes =
            ProcessEngine.builder()
                .journal(journal)
                .executor(Runnable::run)
                .scheduler((due, task) -> () -> {})
                .clock(Clock.systemUTC())
                .build()) {
      return PipelineEngine.builder(processes)
          .action(ShopPipeline.GIT, nobody)
          .action(ShopPipeline.BUILDSPEC, nobody)
          .action(ShopPipeline.CHECK, nobody)
          .action(ShopPipeline.PUBLISH, nobody)
          .action(ShopPipeline.DEPLOY, nobody)
          .action(ShopPipeline.CONTINUE, nobody)
          .build()
          .open(pipeline)
          .history();
    }
  }
}
