package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server")
@Timeout(60)
class ArtifactServerTest {
  private static final String FILE = "/generic/main/acme/app/1.0/app.bin";

  @TempDir private Path directory;

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String put(String path, String... headers) {
    return Talk.head("PUT", path, headers);
  }

  @Covers("W-002")
  @Test
  void aClientThatWaitsIsToldToGoOnOrWhyNot() throws Exception {
    try (Served served = Served.from(directory)) {
      try (Talk talk = new Talk(served.port())) {
        talk.say(put(FILE, "Content-Length: 5", "Expect: 100-continue"));
        assertEquals("HTTP/1.1 100 Continue", talk.line());
        talk.say("bytes");
        talk.skipHead(); // the rest of the first head
        assertEquals("HTTP/1.1 201 Created", talk.line());
      }
      assertEquals("bytes", text(served.get(FILE)));
    }
  }

  @Test
  void aBrokenUploadLeavesNothingBehind() throws Exception {
    try (Served served = Served.from(directory)) {
      try (Talk talk = new Talk(served.port())) {
        talk.say(put(FILE, "Content-Length: 50") + "bytes");
        talk.fallSilent();
        assertFalse(talk.line().contains(" 20"), "no success");
      }
      try (Talk talk = new Talk(served.port())) {
        talk.say(put(FILE, "Transfer-Encoding: chunked") + "5\r\nbytes\r\n");
        talk.fallSilent();
        assertFalse(talk.line().contains(" 20"), "no success");
      }
      assertEquals(404, served.get(FILE).statusCode());
      try (Talk talk = new Talk(served.port())) {
        talk.say(
            put(FILE, "Transfer-Encoding: chunked", "Connection: close")
                + "3\r\nbyt\r\n2\r\nes\r\n0\r\n\r\n");
        assertEquals("HTTP/1.1 201 Created", talk.line());
      }
      assertEquals("bytes", text(served.get(FILE)));
    }
  }

  @Covers("W-003")
  @Test
  void whoUploadsWithoutBeingAskedLearnsThatATokenIsNeeded() throws Exception {
    try (Served served = Served.from(directory)) {
      byte[] bytes = new byte[8 << 20];
      new Random(1).nextBytes(bytes);
      HttpResponse<byte[]> refused = served.send("PUT", FILE, bytes);
      assertEquals(401, refused.statusCode());
      assertEquals(
          List.of("Basic realm=\"packages\""), refused.headers().allValues("WWW-Authenticate"));
      assertEquals(
          404,
          served
              .send("PUT", FILE, bytes, "Authorization", Served.basic(Served.READER))
              .statusCode());
      assertEquals(201, served.put(FILE, bytes).statusCode());
      assertArrayEquals(bytes, served.get(FILE).body());
    }
  }

  @Test
  void encodedPathsReachTheProtocolsAsTheyCame() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put(FILE, "bytes".getBytes(StandardCharsets.UTF_8));
      assertEquals(200, served.get(FILE.replace("app.bin", "app%2Ebin")).statusCode());
      for (String path :
          List.of("/generic/main/%2e%2e/x/1/a", "/generic/main//x/1/a", "//generic")) {
        try (Talk talk = new Talk(served.port())) {
          talk.say(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                  + Served.basic(Served.READER)
                  + "\r\n\r\n");
          String status = talk.line();
          assertTrue(status.contains(" 400 ") || status.contains(" 404 "), path + ": " + status);
        }
      }
    }
  }

  @Test
  void whatIsTooBigOrTooMuchIsRefused() throws Exception {
    ServerSettings settings =
        ServerSettings.local(directory, Served.ACCOUNTS).limits(10, Duration.ofSeconds(30), 1);
    try (Served served = Served.from(settings)) {
      assertEquals(413, served.put(FILE, new byte[11]).statusCode());
      while (served.server().underWay() > 0) { // the answer is there before the place is free
        Thread.onSpinWait();
      }
      try (Talk slow = new Talk(served.port())) {
        slow.say(put(FILE, "Content-Length: 2", "Connection: close") + "a");
        while (served.server().underWay() == 0) {
          Thread.onSpinWait();
        }
        HttpResponse<byte[]> busy = served.get(FILE);
        assertEquals(503, busy.statusCode());
        assertEquals("1", busy.headers().firstValue("Retry-After").orElse(""));
        assertEquals(200, served.get("/health").statusCode());
        slow.say("b");
        assertEquals("HTTP/1.1 201 Created", slow.line());
      }
      while (served.server().underWay() > 0) {
        Thread.onSpinWait();
      }
      assertEquals("ab", text(served.get(FILE)));
    }
  }

  @Test
  void itsHealthAndItsPagesAreThere() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put("/generic/main/ac&me/app<b>/1.0/a".replace("<b>", "%3Cb%3E"), new byte[1]);
      assertEquals("{\"status\":\"UP\"}\n", text(served.send("GET", "/health", new byte[0])));
      assertEquals(401, served.send("GET", "/", new byte[0]).statusCode());
      assertTrue(text(served.get("/")).contains("<a href=\"/browse?repository=main\">main</a>"));
      String packages = text(served.get("/browse?repository=main"));
      assertTrue(packages.contains("ac&amp;me / app&lt;b&gt;"), packages);
      String versions =
          text(
              served.get(
                  "/browse?repository=main&format=generic&namespace=ac%26me&name=app%3Cb%3E"));
      assertTrue(versions.contains("<td>1.0<td>Published<td>"), versions);
      assertTrue(versions.contains("<code>a</code></a>, 1 byte<br>"), versions);
      String digest = Hashing.sha256().hashBytes(new byte[1]).toString();
      assertTrue(versions.contains("sha256 <code>" + digest + "</code>"), versions);
      assertTrue(
          versions.matches("(?s).*<td>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ<td>.*"), versions);
      assertEquals(404, served.get("/browse?repository=other").statusCode());
      assertEquals(
          400, served.get("/browse?repository=main&format=x&namespace=a&name=b").statusCode());
      assertEquals(
          405,
          served
              .send("POST", "/browse", new byte[0], "Authorization", Served.basic(Served.READER))
              .statusCode());
    }
  }

  @Test
  void itStopsAfterTheRequestsUnderWay() throws Exception {
    Served served = Served.from(directory);
    try (Talk slow = new Talk(served.port())) {
      slow.say(put(FILE, "Content-Length: 2", "Connection: close", "Expect: 100-continue"));
      assertEquals("HTTP/1.1 100 Continue", slow.line());
      while (served.server().underWay() == 0) { // it is told to go on before anybody handles it
        Thread.onSpinWait();
      }
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                try {
                  served.close();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      while (served.send("GET", "/health", new byte[0]).statusCode() != 503) {
        assertFalse(stopped.isDone());
      }
      slow.say("ab");
      slow.skipHead(); // the rest of the first head
      assertEquals("HTTP/1.1 201 Created", slow.line());
      stopped.get();
    }
    assertThrows(IOException.class, () -> new Talk(served.port()).close());
    try (Served again = Served.from(directory)) {
      assertEquals("ab", text(again.get(FILE)));
    }
  }

  @Test
  void itWaitsNoLongerThanItsGraceAndSaysForWhat() throws Exception {
    Served served =
        Served.from(ServerSettings.local(directory, Served.ACCOUNTS).grace(Duration.ZERO));
    try (Talk slow = new Talk(served.port())) {
      slow.say(put(FILE, "Content-Length: 2", "Expect: 100-continue"));
      assertEquals("HTTP/1.1 100 Continue", slow.line());
      slow.skipHead(); // the rest of the first head
      slow.say("a");
      while (served.server().underWay() == 0) {
        Thread.onSpinWait();
      }
      served.close();
    }
    assertTrue(
        served.log().contains(" stopping: 1 requests under way, for 0 s at most"), served.log());
    assertTrue(served.log().contains(" stopping: 1 requests are broken off"), served.log());
    try (Served again = Served.from(directory)) {
      assertEquals(404, again.get(FILE).statusCode());
    }
  }

  @Test
  void requestsRunInVirtualThreadsWhereJavaHasThem() throws Exception {
    List<Thread> writers = new CopyOnWriteArrayList<>();
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) { // on the thread of the request
            if (line.contains("/health")) {
              writers.add(Thread.currentThread());
            }
          }
        };
    ServerSettings settings = ServerSettings.local(directory, Served.ACCOUNTS);
    try (ArtifactServer server = ArtifactServer.start(settings, log);
        Talk talk = new Talk(server.port())) {
      talk.say(Talk.head("GET", "/health", "Connection: close"));
      assertEquals("HTTP/1.1 200 OK", talk.line());
    }
    Thread thread = writers.get(0);
    if (Runtime.version().feature() >= 21) {
      assertEquals(true, Thread.class.getMethod("isVirtual").invoke(thread));
    } else {
      assertTrue(thread.getName().startsWith("request-"), thread.getName());
    }
  }

  @Test
  void thosePublicReadWithoutAToken() throws Exception {
    try (Served served =
        Served.from(ServerSettings.local(directory, Served.ACCOUNTS).openToReaders())) {
      served.put(FILE, new byte[1]);
      assertEquals(200, served.send("GET", FILE, new byte[0]).statusCode());
      assertEquals(404, served.send("GET", FILE + "x", new byte[0]).statusCode());
      assertEquals(401, served.send("PUT", FILE, new byte[1]).statusCode());
    }
  }

  @Test
  void tokensComeFromAFileWhoseFaultsAreTold() throws Exception {
    Path file = directory.resolve("tokens");
    Files.writeString(
        file, "# who may\nada " + Served.WRITER + " write\n\nbob readers-token read\n");
    try (Served served =
        Served.from(ServerSettings.local(directory.resolve("d"), Accounts.read(file)))) {
      assertEquals(201, served.put(FILE, new byte[1]).statusCode());
      assertEquals(200, served.get(FILE).statusCode());
    }
    Files.writeString(
        file,
        """
        ada short write

        ada long-enough
        eve first-token write
        eve other-token read
        joe first-token read
        """);
    IOException fault = assertThrows(IOException.class, () -> Accounts.read(file));
    String told = String.valueOf(fault.getMessage());
    List<String> faults = told.lines().toList();
    assertEquals(4, faults.size(), told);
    assertTrue(faults.get(0).matches(".*tokens:1: .*at least 8 characters"), told);
    assertTrue(faults.get(1).matches(".*tokens:3: allowed: a name, a token.*"), told);
    assertTrue(faults.get(2).matches(".*tokens:5: account \"eve\" is there twice.*"), told);
    assertTrue(faults.get(3).matches(".*tokens:6: .*\"joe\" has the token of \"eve\".*"), told);
    assertFalse(told.contains("first-token") || told.contains("short"), "no tokens");
  }

  @Test
  void whatTheStorageHasLostIsAnswered() throws Exception {
    try (Served served = Served.from(directory)) {
      byte[] bytes = new byte[8 << 20];
      new Random(1).nextBytes(bytes);
      assertEquals(201, served.put(FILE, bytes).statusCode());
      String hex = Hashing.sha256().hashBytes(bytes).toString();
      Path file = directory.resolve("content/sha256/" + hex.substring(0, 2));
      Files.delete(file.resolve(hex.substring(2)));
      HttpResponse<byte[]> answer = served.get(FILE);
      assertEquals(500, answer.statusCode());
      assertEquals("the repository's storage failed\n", text(answer));
      assertTrue(served.log().contains(hex), served.log());
      assertEquals(200, served.get("/health").statusCode());
    }
  }

  @Test
  void aServerThatCannotStartLetsGoOfItsDirectory() throws Exception {
    ServerSettings local = ServerSettings.local(directory, Served.ACCOUNTS);
    ServerSettings misnamed =
        new ServerSettings(
            directory,
            local.host(),
            local.port(),
            local.url(),
            List.of("no repository"),
            local.accounts(),
            local.isPublic(),
            local.bodyBytes(),
            local.time(),
            local.grace(),
            local.requests(),
            local.sources(),
            local.fileHosts());
    assertThrows(InvalidDefinitionException.class, () -> Served.from(misnamed));
    try (Served served = Served.from(directory)) {
      assertEquals(201, served.put(FILE, new byte[1]).statusCode());
    }
  }
}
