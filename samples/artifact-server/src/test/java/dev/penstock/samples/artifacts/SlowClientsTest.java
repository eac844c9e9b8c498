package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, as the JDK's server takes the limit of time once in a process. */
@DisplayName("Clients that stall")
@Timeout(120)
class SlowClientsTest {
  private static final int STALLED = 100;
  private static final String FOLDER = "/generic/main/acme/app/1.0/";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(Program program, String method, String file, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(program.url() + FOLDER + file))
            .header("Authorization", Served.basic(Served.WRITER))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void doNotKeepOthersFromPublishingAndInstallingAndAreCut() throws Exception {
    try (Program program =
        Program.start(directory.resolve("packages"), 128, "--max-seconds", "10")) {
      List<Talk> stalled = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        String head = Talk.head("PUT", FOLDER + "stalled-" + i, "Content-Length: 50");
        boolean isInItsHead = i % 2 == 0;
        stalled.add(
            new Talk(program.port())
                .say(isInItsHead ? head.substring(0, head.length() - 5) : head + "some"));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(201, send(program, "PUT", "file-" + i, "bytes " + i).statusCode());
        assertEquals("bytes " + i, send(program, "GET", "file-" + i, "").body());
      }
      assertFalse(program.log().contains("broke"), "nobody was cut meanwhile");
      for (Talk talk : stalled) { // each waits until the server has had enough
        String answer = talk.rest();
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
        talk.close();
      }
      for (int i = 0; i < STALLED; i++) {
        assertEquals(404, send(program, "GET", "stalled-" + i, "").statusCode());
      }
      assertEquals(200, send(program, "GET", "file-0", "").statusCode());
      String log = program.stop();
      for (int i = 1; i < STALLED; i += 2) {
        String said = "PUT " + FOLDER + "stalled-" + i + " 400 ";
        assertTrue(log.lines().anyMatch(l -> l.contains(said) && l.contains("broke")), log);
      }
      assertFalse(log.contains(" 500 "), log);
      assertFalse(log.contains("failed: "), log);
    }
  }
}
