package dev.penstock.samples.quickstart.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.samples.localhost.LocalShell;
import dev.penstock.samples.localhost.ProcessIdentity;
import dev.penstock.samples.quickstart.BuiltApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The application's processes")
@Timeout(90)
class InstanceProcessesTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalShell shell = new LocalShell(threads, Duration.ofSeconds(2));
  @TempDir private Path directory;

  @AfterEach
  void close() throws Exception {
    processes().endAll();
    assertEquals(List.of(), processes().running());
    shell.close();
    threads.shutdownNow();
  }

  @Test
  @DisplayName("go through the hooks, and are found and ended by process id and start time")
  void lifecycle() throws Exception {
    BuiltApp app = BuiltApp.install(shell, directory, 1);
    for (String hook : List.of("stop", "prepare", "configure", "start", "validate", "start")) {
      app.expect(hook);
    }
    ProcessHandle process = processes().find(app.instance()).orElseThrow();
    assertEquals(
        List.of(
            "nothing runs",
            "port " + app.port() + " is free",
            "configured version 1.0.0",
            "started process " + process.pid() + " on port " + app.port(),
            "version 1.0.0 answers: {\"greeting\":\"Welcome to the shop\","
                + "\"version\":\"1.0.0\",\"item\":\"beer\",\"price\":\"5.36\"}",
            "process " + process.pid() + " runs already"),
        app.output());
    assertEquals(List.of(app.instance()), processes().running());
    assertEquals(1, app.hook("prepare"), "the port is taken");
    assertEquals(1, processes().endAll());
    assertFalse(process.isAlive());
    assertEquals(List.of(), processes().running());
    app.expect("prepare");
  }

  @Test
  @DisplayName("are stopped by their script, which leaves a stranger with the same id alone")
  void stop() throws Exception {
    BuiltApp app = BuiltApp.install(shell, directory, 1);
    app.expect("start");
    ProcessHandle process = processes().find(app.instance()).orElseThrow();
    app.expect("stop");
    process.onExit().get(10, TimeUnit.SECONDS);
    ProcessHandle self = ProcessHandle.current();
    ProcessIdentity earlier =
        new ProcessIdentity(self.pid(), self.info().startInstant().orElseThrow().minusSeconds(60));
    earlier.write(app.instance().resolve(InstanceProcesses.FILE));
    assertEquals(Optional.empty(), processes().find(app.instance()));
    app.expect("stop");
    assertTrue(self.isAlive());
    assertEquals("nothing runs", app.output().get(app.output().size() - 1));
    Files.writeString(app.instance().resolve(InstanceProcesses.FILE), "no identity");
    assertEquals(0, processes().endAll());
  }

  @Test
  @DisplayName("of the second version pass validation and fail every fourth request for beer")
  void secondVersion() throws Exception {
    BuiltApp app = BuiltApp.install(shell, directory, 2);
    app.expect("start");
    app.expect("validate");
    assertEquals(List.of(200, 200, 500, 200, 200, 200, 500), beers(app, 7));
  }

  @Test
  @DisplayName("of the third version answer all of them")
  void thirdVersion() throws Exception {
    BuiltApp app = BuiltApp.install(shell, directory, 3);
    app.expect("start");
    app.expect("validate");
    assertEquals(List.of(200, 200, 200, 200, 200, 200, 200), beers(app, 7));
  }

  @Test
  @DisplayName("end with their host when it is asked to end, as by Ctrl-C")
  void endWithTheirHost() throws Exception {
    Process host = startHost();
    ProcessHandle left = processes().find(directory.resolve("instance")).orElseThrow();
    host.destroy();
    assertEquals(143, exitStatus(host));
    assertFalse(left.isAlive());
  }

  @Test
  @DisplayName("survive a killed host, and the next one ends them")
  void surviveAKilledHost() throws Exception {
    Process host = startHost();
    ProcessHandle left = processes().find(directory.resolve("instance")).orElseThrow();
    host.destroyForcibly();
    assertEquals(137, exitStatus(host));
    assertTrue(left.isAlive());
    assertEquals(1, processes().endAll());
    assertFalse(left.isAlive());
  }

  /** A JVM of its own that starts one process and waits. */
  private Process startHost() throws Exception {
    Process host =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WaitingHost.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals("ready", host.inputReader().readLine());
    return host;
  }

  private static int exitStatus(Process process) throws InterruptedException {
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return process.exitValue();
  }

  private static List<Integer> beers(BuiltApp app, int number) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI beer = URI.create("http://127.0.0.1:" + app.port() + "/?item=beer");
    List<Integer> statuses = new ArrayList<>();
    for (int request = 0; request < number; request++) {
      statuses.add(
          client
              .send(HttpRequest.newBuilder(beer).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode());
    }
    return statuses;
  }

  private InstanceProcesses processes() {
    return new InstanceProcesses(directory, Duration.ofSeconds(5));
  }
}
