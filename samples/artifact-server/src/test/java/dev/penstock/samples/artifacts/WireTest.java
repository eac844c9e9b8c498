package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test ends with the same looks: no failure in the log, nothing stored but what is said. */
@DisplayName("Bytes on the wire that no client sends")
@Timeout(120)
class WireTest {
  private static final String GOOD = "/generic/main/acme/good/1.0/good.bin";
  private static final String FILE = "/generic/main/acme/app/1.0/app.bin";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String CLOSE = "Connection: close";

  @TempDir private Path directory;
  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = Served.from(directory.resolve("packages"));
    assertEquals(201, served.put(GOOD, "good".getBytes(StandardCharsets.UTF_8)).statusCode());
  }

  @AfterEach
  void itIsAsIfNothingHadBeenSaid() throws Exception {
    try (Served looked = served) {
      assertEquals("good", new String(served.get(GOOD).body(), StandardCharsets.UTF_8));
      assertFalse(looked.log().contains(" 500 "), looked.log());
      assertFalse(served.log().contains("failed: "), served.log());
      while (served.server().underWay() > 0) {
        Thread.onSpinWait();
      }
      try (Stream<Path> files = Files.walk(directory.resolve("packages/content"))) {
        assertEquals(
            List.of(), files.filter(f -> f.toString().endsWith(".part")).toList(), "left over");
      }
      try (Stream<Path> files = Files.list(directory)) {
        List<Path> own = List.of(directory.resolve("packages"), directory.resolve("others"));
        assertEquals(List.of(), files.filter(f -> !own.contains(f)).toList(), "outside the store");
      }
    }
  }

  private Talk talk() throws IOException {
    return new Talk(served.port());
  }

  private List<PackageCoordinates> packages() throws IOException {
    Repository main = served.server().domain().repository("main");
    return main.packages(PackageQuery.ALL, PageRequest.first(100)).items();
  }

  private void assertNothingNew() throws IOException {
    assertEquals(List.of(PackageCoordinates.generic("acme", "good")), packages());
  }

  @Test
  void aHeadThatComesByteByByteIsAnswered() throws Exception {
    try (Talk talk = talk()) {
      for (byte one : Talk.head("GET", GOOD, CLOSE).getBytes(StandardCharsets.US_ASCII)) {
        talk.say(new byte[] {one});
      }
      assertEquals("HTTP/1.1 200 OK", talk.line());
      assertEquals("good", talk.skipHead().rest());
    }
  }

  @Test
  void aBodyThatComesByteByByteIsTakenWhole() throws Exception {
    try (Talk talk = talk()) {
      talk.say(Talk.head("PUT", FILE, "Content-Length: 300", CLOSE));
      for (int i = 0; i < 300; i++) {
        talk.say(new byte[] {(byte) i});
      }
      assertEquals("HTTP/1.1 201 Created", talk.line());
    }
    assertEquals(300, served.get(FILE).body().length);
  }

  @Test
  void whoClosesTheirHalfStillGetsTheAnswer() throws Exception {
    try (Talk talk = talk()) {
      talk.say(Talk.head("GET", GOOD, CLOSE)).fallSilent();
      assertEquals("HTTP/1.1 200 OK", talk.line());
      assertEquals("good", talk.skipHead().rest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b", "byte"})
  void aBodyShorterThanAnnouncedIsNone(String sent) throws Exception {
    try (Talk talk = talk()) {
      talk.say(Talk.head("PUT", FILE, "Content-Length: 5") + sent).fallSilent();
      String status = talk.line();
      assertTrue(status.isEmpty() || status.startsWith("HTTP/1.1 400 "), status);
    }
    assertNothingNew();
  }

  @Test
  void aBodyLongerThanAnnouncedIsCutAndTheRestIsNoRequest() throws Exception {
    String digest = Hashing.sha256().hashString("bytes", StandardCharsets.UTF_8).toString();
    try (Talk talk = talk()) {
      talk.say(
          Talk.head("PUT", FILE, "Content-Length: 3", "x-amz-content-sha256: " + digest) + "bytes");
      assertTrue(talk.line().startsWith("HTTP/1.1 400 "), "the digest is that of all of it");
    }
    assertNothingNew();
    try (Talk talk = talk()) {
      talk.say(Talk.head("PUT", FILE, "Content-Length: 3") + "bytes\r\n\r\n").fallSilent();
      assertEquals("HTTP/1.1 201 Created", talk.line());
      String rest = talk.rest();
      assertFalse(rest.contains("HTTP/1.1 2"), rest);
    }
    assertEquals("byt", new String(served.get(FILE).body(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nbytes\r\n0\r\n\r\n",
        "-5\r\nbytes\r\n0\r\n\r\n",
        "\r\nbytes\r\n0\r\n\r\n",
        "5\r\nbytesbytes\r\n0\r\n\r\n",
        "5\nbytes\n0\n\n",
        "ffffffffffffffff\r\nbytes\r\n0\r\n\r\n",
        "7fffffff\r\nbytes\r\n0\r\n\r\n",
        "5\r\nbytes\r\n",
        "5\r\nbyt",
        "5",
        "",
        "0",
      })
  void chunksThatAreNoneStoreNothing(String garbage) throws Exception {
    try (Talk talk = talk()) {
      talk.say(Talk.head("PUT", FILE, CHUNKED) + garbage).fallSilent();
      String status = talk.line();
      assertTrue(status.isEmpty() || status.startsWith("HTTP/1.1 400 "), status);
    }
    assertNothingNew();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 5x",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked",
        "Content-Encoding: gzip\r\nContent-Length: 5",
        ": no name",
        "no colon",
      })
  void headersThatContradictOrAreNoneStoreNothing(String header) throws Exception {
    try (Talk talk = talk()) {
      talk.say(Talk.head("PUT", FILE, header) + "bytes").fallSilent();
      String status = talk.line();
      assertTrue(status.isEmpty() || status.matches("HTTP/1.1 (4\\d\\d|501) .*"), status);
    }
    assertNothingNew();
  }

  @Test
  void requestsOfChanceAreAnsweredOrCutAndNeverFail() throws Exception {
    Random random = new Random(11);
    List<String> heads =
        List.of(
            Talk.head("GET", GOOD),
            Talk.head("PUT", FILE, "Content-Length: 5") + "bytes",
            Talk.head("PUT", "/npm/main/widget", "Content-Length: 2") + "{}",
            Talk.head("PUT", "/maven/main/a/b/1/b-1.jar", CHUNKED) + "5\r\nbytes\r\n0\r\n\r\n",
            Talk.head(
                    "POST", "/pypi/main/", "Content-Type: multipart/form-data; boundary=b", CHUNKED)
                + "5\r\n--b\r\n\r\n0\r\n\r\n",
            Talk.head("PUT", "/nuget/main/api/v2/package", "Content-Length: 5") + "bytes",
            Talk.head("GET", "/browse?repository=main"));
    for (int i = 0; i < 400; i++) {
      byte[] bytes = heads.get(i % heads.size()).getBytes(StandardCharsets.ISO_8859_1);
      int kept = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      byte[] sent = Arrays.copyOf(bytes, kept);
      for (int n = random.nextInt(6); n > 0 && kept > 0; n--) {
        sent[random.nextInt(kept)] = (byte) random.nextInt(256);
      }
      String shown = new String(sent, StandardCharsets.ISO_8859_1);
      try (Talk talk = talk()) {
        String answer = talk.say(sent).fallSilent().rest();
        assertTrue(
            answer.isEmpty() || answer.matches("(?s)HTTP/1.1 ([1234]|501).*"), shown + answer);
      }
    }
    assertWhole();
  }

  /** Whatever got in by chance can be read to its end, which compares its digest. */
  private void assertWhole() throws IOException {
    Repository main = served.server().domain().repository("main");
    for (PackageCoordinates of : packages()) {
      for (VersionDescription version :
          main.versions(of, VersionQuery.ALL, PageRequest.first(100)).items()) {
        if (version.status() == VersionStatus.UNFINISHED) {
          continue; // no reader sees it
        }
        for (Asset asset : main.assets(version.coordinates(), PageRequest.first(100)).items()) {
          try (InputStream in = main.asset(version.coordinates(), asset.name()).open()) {
            assertEquals(asset.size(), in.readAllBytes().length);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=1-", ""})
  void bytesThatWereAlteredOnTheDiskAreNeverSentWhole(String range) throws Exception {
    byte[] large = new byte[300_000];
    assertEquals(201, served.put(FILE, large).statusCode());
    Path stored = directory.resolve("packages/content/sha256");
    String hex = Hashing.sha256().hashBytes(large).toString();
    Path file = stored.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    large[0] = 1;
    Files.write(file, large);
    String[] headers =
        range.isEmpty() ? new String[] {CLOSE} : new String[] {CLOSE, "Range: " + range};
    try (Talk talk = talk()) {
      assertTrue(talk.say(Talk.head("GET", FILE, headers)).line().startsWith("HTTP/1.1 20"));
      int sent = talk.skipHead().rest().length();
      assertTrue(sent < large.length - 1, "announced 300000, sent " + sent);
    }
    assertTrue(served.log().contains("AlteredContentException"), served.log());
    served.close();
    served = Served.from(directory.resolve("others"));
    assertEquals(201, served.put(GOOD, "good".getBytes(StandardCharsets.UTF_8)).statusCode());
  }
}
