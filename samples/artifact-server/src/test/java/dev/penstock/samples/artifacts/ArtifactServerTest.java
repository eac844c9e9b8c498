package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
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

  /** A conversation over a socket, for what clients do not let one say. */
  private static final class Talk implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Talk(Served served) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
      socket.setSoTimeout(20_000);
      out = socket.getOutputStream();
      in = socket.getInputStream();
    }

    Talk say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return this;
    }

    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String put(String path, String... headers) {
    return "PUT "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
        + Served.basic(Served.WRITER)
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  @Covers("W-002")
  @Test
  void aClientThatWaitsIsToldToGoOnOrWhyNot() throws Exception {
    try (Served served = Served.from(directory)) {
      try (Talk talk = new Talk(served)) {
        talk.say(put(FILE, "Content-Length: 5", "Expect: 100-continue"));
        assertEquals("HTTP/1.1 100 Continue", talk.line());
        talk.say("bytes");
        while (!talk.line().isEmpty()) {} // the rest of the first head
        assertEquals("HTTP/1.1 201 Created", talk.line());
      }
      assertEquals("bytes", text(served.get(FILE)));
    }
  }

  @Test
  void aBrokenUploadLeavesNothingBehind() throws Exception {
    try (Served served = Served.from(directory)) {
      try (Talk talk = new Talk(served)) {
        talk.say(put(FILE, "Content-Length: 50") + "bytes");
        talk.socket.shutdownOutput();
        assertFalse(talk.line().contains(" 20"), "no success");
      }
      try (Talk talk = new Talk(served)) {
        talk.say(put(FILE, "Transfer-Encoding: chunked") + "5\r\nbytes\r\n");
        talk.socket.shutdownOutput();
        assertFalse(talk.line().contains(" 20"), "no success");
      }
      assertEquals(404, served.get(FILE).statusCode());
      try (Talk talk = new Talk(served)) {
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
        try (Talk talk = new Talk(served)) {
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
      try (Talk slow = new Talk(served)) {
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
  void itsPagesLinkToFilesThatAreThere() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put("/generic/main/acme/a%3Cb%3E/1.0/app.zip", new byte[2_500]);
      served.put("/generic/main/acme/half/1.0/app.zip?unfinished", new byte[1]);
      String widget = "/maven/main/com/acme/widget/";
      String build = widget + "1.0-SNAPSHOT/widget-1.0-20240131.120000-1.jar";
      served.put(build, new byte[3]);
      served.put(
          widget + "1.0-SNAPSHOT/maven-metadata.xml",
          """
          <metadata><groupId>com.acme</groupId><artifactId>widget</artifactId>
          <version>1.0-SNAPSHOT</version><versioning><snapshot>
          <timestamp>20240131.120000</timestamp><buildNumber>1</buildNumber>
          </snapshot></versioning></metadata>
          """
              .getBytes(StandardCharsets.UTF_8));
      String browse = "/browse?repository=main&format=";
      String generic = text(served.get(browse + "generic&namespace=acme&name=a%3Cb%3E"));
      assertEquals(List.of("/generic/main/acme/a%3Cb%3E/1.0/app.zip"), files(generic), generic);
      assertTrue(generic.contains(", 2.5 kB<br>"), generic);
      String maven = text(served.get(browse + "maven&namespace=com.acme&name=widget"));
      assertEquals(List.of(build, build), files(maven), "of the build and of the snapshot");
      for (String file : List.of(files(generic).get(0), build)) {
        assertEquals(200, served.get(file).statusCode(), file);
      }
      String half = text(served.get(browse + "generic&namespace=acme&name=half"));
      assertTrue(half.contains("<td>Unfinished") && files(half).isEmpty(), half);
      assertTrue(text(served.get("/browse?repository=main")).contains(">com.acme:widget</a>"));
    }
  }

  private static List<String> files(String page) {
    return Pattern.compile("href=\"(/(?:generic|maven|pypi)/[^\"]+)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void whoMayWriteSeesWhatReviewsKeepFromReaders() throws Exception {
    try (Served served = Served.from(directory)) {
      served.put(FILE, new byte[1]);
      VersionCoordinates version = PackageCoordinates.generic("acme", "app").version("1.0");
      served.server().domain().repository("main").quarantine().hold(version, "eve", "a <virus>");
      String page = "/browse?repository=main&format=generic&namespace=acme&name=app";
      assertFalse(text(served.get(page)).contains("virus"));
      String seen =
          text(served.send("GET", page, new byte[0], "Authorization", Served.basic(Served.WRITER)));
      assertTrue(
          seen.contains("<td>Published<br>held: ") && seen.contains("a &lt;virus&gt;"), seen);
    }
  }

  @Test
  void sizesAreForPeople() {
    assertEquals("0 bytes", PackagesPage.size(0));
    assertEquals("1 byte", PackagesPage.size(1));
    assertEquals("999 bytes", PackagesPage.size(999));
    assertEquals("1.0 kB", PackagesPage.size(1_000));
    assertEquals("1.0 MB", PackagesPage.size(999_999));
    assertEquals("5.4 GB", PackagesPage.size(5L << 30));
    assertEquals("9.2 EB", PackagesPage.size(Long.MAX_VALUE));
  }

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

  @Test
  void itStopsAfterTheRequestsUnderWay() throws Exception {
    Served served = Served.from(directory);
    try (Talk slow = new Talk(served)) {
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
      while (!slow.line().isEmpty()) {} // the rest of the first head
      assertEquals("HTTP/1.1 201 Created", slow.line());
      stopped.get();
    }
    assertThrows(IOException.class, () -> new Talk(served).close());
    try (Served again = Served.from(directory)) {
      assertEquals("ab", text(again.get(FILE)));
    }
  }

  @Test
  void itWaitsNoLongerThanItsGraceAndSaysForWhat() throws Exception {
    Served served =
        Served.from(ServerSettings.local(directory, Served.ACCOUNTS).grace(Duration.ZERO));
    try (Talk slow = new Talk(served)) {
      slow.say(put(FILE, "Content-Length: 2", "Expect: 100-continue"));
      assertEquals("HTTP/1.1 100 Continue", slow.line());
      while (!slow.line().isEmpty()) {} // the rest of the first head
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
  void whatItCannotListenAtIsTold() throws Exception {
    try (Served served = Served.from(directory.resolve("one"))) {
      int port = served.port();
      String taken = fault("two", "--port", "" + port);
      assertTrue(taken.contains("127.0.0.1:" + port + ": Address already in use"), taken);
      assertTrue(taken.contains("--port"), taken);
      String unknown = fault("two", "--port", "0", "--host", "no such host");
      assertTrue(unknown.startsWith("host \"no such host\" has no address; allowed for --host"));
      String used = fault("one", "--port", "0");
      assertTrue(used.contains("is in use by this or another process"), used);
    }
    try (ArtifactServer server =
        ArtifactServer.start(
            Options.parse(directory.resolve("two").toString(), "--port", "0").settings(),
            unheard())) {
      assertTrue(server.port() > 0, "nothing was left open");
    }
  }

  private static PrintStream unheard() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private String fault(String data, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(more));
    line.add(directory.resolve(data).toString());
    ServerSettings settings = Options.parse(line.toArray(String[]::new)).settings();
    IOException fault =
        assertThrows(IOException.class, () -> ArtifactServer.start(settings, unheard()));
    return String.valueOf(fault.getMessage());
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
}
