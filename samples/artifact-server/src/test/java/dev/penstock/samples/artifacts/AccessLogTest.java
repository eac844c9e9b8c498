package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log")
@Timeout(60)
class AccessLogTest {
  private static final String FILE = "/generic/main/acme/app/1.0/app.bin";

  @TempDir private Path directory;

  @Test
  void theLogTellsWhoAskedForWhatAndNoSecrets() throws Exception {
    Served served = Served.from(directory);
    try (served) {
      served.send(
          "GET",
          "/generic/main/-/user/token/npm-secret?q=query-secret",
          new byte[0],
          "Authorization",
          "Bearer wrong-secret");
      served.put(FILE, new byte[3]);
    }
    String log = served.log();
    assertTrue(log.contains("127.0.0.1 GET /generic/main/-/user/token/*** 401"), log);
    assertTrue(
        log.lines().anyMatch(line -> line.contains("PUT " + FILE) && line.endsWith("ms ada")), log);
    assertFalse(log.contains("secret"), log);
    assertFalse(log.contains(Served.WRITER), log);
  }

  @Test
  void theLogTellsWhyARequestWasRefused() throws Exception {
    Served served = Served.from(directory);
    try (served) {
      for (int size : List.of(3, 4)) {
        served.put(FILE, new byte[size]);
        logged(served, size - 2);
      }
      served.send("PUT", FILE, new byte[3], "Authorization", Served.basic(Served.READER));
      logged(served, 3);
      served.get(FILE + "x");
      logged(served, 4);
      served.send("GET", FILE, new byte[0]);
      logged(served, 5);
      served.send("GET", FILE, new byte[0], "Authorization", "Bearer wrong-secret");
      logged(served, 6);
      served.get("/generic/main/a%1b%0ab/c/1/d");
      logged(served, 7);
    }
    List<String> log = served.log().lines().filter(line -> line.contains("ms ")).toList();
    assertEquals(7, log.size(), "one line for each: " + log);
    assertTrue(log.get(0).matches(".* 201 \\d+ \\d+ms ada"), log.get(0));
    assertTrue(log.get(1).matches(".* 409 .*ms ada: .*the same bytes again.*"), log.get(1));
    assertTrue(log.get(2).matches(".* 404 .*ms bob: may not PUBLISH; told: .*"), log.get(2));
    assertTrue(log.get(3).matches(".* 404 .*ms bob: .*app.binx.*"), log.get(3));
    assertTrue(log.get(4).matches(".* 401 .*ms -: .*credentials are needed.*"), log.get(4));
    assertTrue(log.get(5).matches(".* 401 .*ms -: .*credentials are not known.*"), log.get(5));
    assertTrue(log.get(6).matches(".* 400 .*ms -: .*U\\+001B.*"), log.get(6));
    assertFalse(served.log().contains("secret"));
    assertFalse(served.log().contains("\u001b"));
  }

  /** A line is written when its request has been answered. */
  private static void logged(Served served, int requests) {
    while (served.log().lines().filter(line -> line.contains("ms ")).count() < requests) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anAnswerInSeveralLinesIsOneInTheLog() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AccessLog log = new AccessLog(new PrintStream(out, true, StandardCharsets.UTF_8));
    log.says("one\r\ntwo\u0085\u2028three\u001b[2J");
    String said = out.toString(StandardCharsets.UTF_8).strip();
    assertTrue(said.endsWith(" one??two??three?[2J"), said);
  }
}
