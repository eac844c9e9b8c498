package dev.penstock.artifact.format;

import static dev.penstock.artifact.format.Wire.ADA;
import static dev.penstock.artifact.format.Wire.BOB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.format.Wire.Reply;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Protocols over HTTP's rules")
class FormatEndpointTest {
  private static final String FILE = "/generic/main/acme/app/1.0/app.txt";
  private static final String TEXT = "0123456789";

  private final Wire wire = new Wire(new GenericProtocol());

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Covers("W-001")
  @Test
  void whatComesOutIsWhatWentInWithItsLengthAndHeadIsGetWithoutBody() {
    byte[] bytes = new byte[70_000];
    new Random(4).nextBytes(bytes);
    assertEquals(201, wire.put(FILE, bytes).status());

    Reply get = wire.get(FILE);
    Reply head = wire.send(ADA, "HEAD", FILE, InputStream.nullInputStream());

    assertArrayEquals(bytes, get.body());
    assertEquals("70000", get.header("Content-Length"));
    assertEquals("", get.header("Content-Encoding"));
    assertEquals(get.headers(), head.headers());
    assertFalse(head.hasBody());
    assertEquals(200, head.status());
    String list = "/generic/main/acme/app/";
    assertEquals(
        wire.get(list).headers(),
        wire.send(ADA, "HEAD", list, InputStream.nullInputStream()).headers());
    Reply absent = wire.send(ADA, "HEAD", FILE + "2", InputStream.nullInputStream());
    assertEquals(404, absent.status());
    assertFalse(absent.hasBody());
    assertEquals(
        Integer.toString(wire.get(FILE + "2").body().length), absent.header("Content-Length"));
  }

  @Covers("W-007")
  @Test
  void whatAClientKnowsIsNotSentAgain() {
    wire.put(FILE, TEXT);
    String list = "/generic/main/acme/app/1.0/";
    for (String path : List.of(FILE, list)) {
      String tag = wire.get(path).header("ETag");
      assertTrue(tag.matches("\"[0-9a-f]{64}\""), tag);
      Reply known = wire.get(path, "If-None-Match", "\"x\", W/" + tag);
      assertEquals(304, known.status());
      assertFalse(known.hasBody());
      assertEquals(tag, known.header("ETag"));
      assertEquals(304, wire.get(path, "If-None-Match", "*").status());
      assertEquals(200, wire.get(path, "If-None-Match", "\"x\"").status());
    }
    wire.put("/generic/main/acme/app/1.0/more.txt", "more");
    assertNotEquals(304, wire.get(list, "If-None-Match", "\"x\"").status());
  }

  @Covers("W-007")
  @Test
  void aDateServesWhereNoTagIsNamed() {
    FormatEndpoint dated =
        FormatEndpoint.builder(
                new Fixed(
                    ProtocolResponse.text(200, TEXT)
                        .modified(Instant.parse("2026-01-01T00:00:00.5Z"))))
            .build();
    String at = "Thu, 01 Jan 2026 00:00:00 GMT";
    assertEquals(at, Fixed.ask(dated).header("Last-Modified").orElseThrow());
    assertEquals(304, Fixed.ask(dated, "If-Modified-Since", at).status());
    assertEquals(
        200, Fixed.ask(dated, "If-Modified-Since", "Wed, 31 Dec 2025 23:59:59 GMT").status());
    assertEquals(200, Fixed.ask(dated, "If-Modified-Since", "yesterday").status());
    assertEquals(
        200,
        Fixed.ask(dated, "If-Modified-Since", at, "If-None-Match", "\"other\"").status(),
        "a tag says more than a date");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=7-, 206, 789, bytes 7-9/10",
    "bytes=-2, 206, 89, bytes 8-9/10",
    "bytes=-20, 206, 0123456789, bytes 0-9/10",
    "bytes=8-99, 206, 89, bytes 8-9/10",
    "bytes=10-, 416, '', bytes */10",
    "bytes=-0, 416, '', bytes */10",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "bytes=3-1, 200, 0123456789, ''",
    "bytes=-, 200, 0123456789, ''",
    "lines=0-1, 200, 0123456789, ''",
  })
  void aPartIsSentWhereOneIsAskedFor(String range, int status, String text, String content) {
    wire.put(FILE, TEXT);
    Reply part = wire.get(FILE, "Range", range);
    assertEquals(status, part.status());
    assertEquals(text, part.text());
    assertEquals(content, part.header("Content-Range"));
    assertEquals(Integer.toString(text.length()), part.header("Content-Length"));
    if (status == 206) {
      String tag = part.header("ETag");
      assertEquals(206, wire.get(FILE, "Range", range, "If-Range", tag).status());
      assertEquals(200, wire.get(FILE, "Range", range, "If-Range", "\"x\"").status());
      assertEquals(200, wire.get(FILE, "Range", range, "If-Range", "W/" + tag).status());
    }
  }

  @Covers("W-006")
  @Test
  void bodiesMayBeCompressedAndChunked() throws IOException {
    byte[] packed = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
    Reply put =
        wire.put(
            FILE,
            packed,
            "Content-Encoding",
            "gzip",
            "Content-Length",
            Integer.toString(packed.length));
    assertEquals(201, put.status(), put.text());
    assertEquals(TEXT, wire.get(FILE).text());
    String chunked = FILE + "2";
    assertEquals(201, wire.put(chunked, TEXT, "Transfer-Encoding", "chunked").status());
    assertEquals(TEXT, wire.get(chunked).text());
    byte[] bomb = gzip(new byte[1 << 20]);
    assertEquals(413, wire.put(FILE + "3", bomb, "Content-Encoding", "gzip").status());
    assertEquals(400, wire.put(FILE + "3", "no gzip", "Content-Encoding", "gzip").status());
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    assertEquals(400, wire.put(FILE + "3", half, "Content-Encoding", "gzip").status());
    assertEquals(415, wire.put(FILE + "3", packed, "Content-Encoding", "br").status());
    assertEquals(404, wire.get(FILE + "3").status());
  }

  @Test
  void bodiesThatAreTooLongOrEndTooSoonChangeNothing() {
    byte[] long1 = new byte[(1 << 20) + 1];
    assertEquals(
        413, wire.put(FILE, long1, "Content-Length", Integer.toString(long1.length)).status());
    assertEquals(413, wire.put(FILE, long1, "Transfer-Encoding", "chunked").status());
    assertEquals(400, wire.put(FILE, TEXT, "Content-Length", "11").status());
    assertEquals(400, wire.put(FILE, TEXT, "Content-Length", "ten").status());
    assertEquals(400, wire.put(FILE, TEXT, "Content-Length", "1", "Content-Length", "2").status());
    assertEquals(400, wire.send(ADA, "PUT", FILE, BrokenStream.after(3, new byte[9])).status());
    assertEquals(404, wire.get(FILE).status());
    assertEquals(201, wire.put(FILE, TEXT + "more", "Content-Length", "10").status());
    assertEquals(TEXT, wire.get(FILE).text(), "nothing beyond the length is of the body");
    assertEquals(List.of(), wire.failures);
  }

  @Covers("W-008")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/generic/main/acme/../app/1.0/a",
        "/generic/main/acme/%2e%2e/app/1.0/a",
        "/generic/main/acme/%2E./1.0/a",
        "/generic/main//app/1.0/a",
        "/generic/main/acme/app/1.0/a%00b",
        "/generic/main/acme/app/1.0/a%5Cb",
        "/generic/main/acme/app/1.0/a\\b",
        "/generic/main/acme/app/1.0/x%2F..%2Fy",
        "/generic/main/acme/app/1.0/a%zz",
        "/generic/main/acme/app/1.0/a%c3",
        "/generic/main/acme/app/1.0/a%0ab",
        "generic/main/acme",
      })
  void pathsThatLeadAstrayAreRefused(String path) {
    assertEquals(400, wire.put(path, TEXT).status());
    assertEquals(400, wire.get(path).status());
  }

  @Covers("W-008")
  @Test
  void pathsAreDecodedOnceAndPartByPart() {
    assertEquals(201, wire.put("/generic/main/acme/app/1.0/a%2Db", TEXT).status());
    assertEquals(200, wire.get("/generic/main/acme/app/1.0/a-b").status());
    ProtocolRequest request =
        ProtocolRequest.builder("GET", "/@acme%2fwidget/a%252fb", URI.create("http://a")).build();
    assertEquals(List.of("@acme/widget", "a%2fb"), request.segments());
  }

  @Covers("W-003")
  @Test
  void whoIsNobodyIsAlwaysAskedWhoTheyAreAndWhoIsSomebodyNeverLearnsWhatIsThere() {
    wire.put(FILE, TEXT);
    String[] targets = {
      FILE,
      FILE + "2",
      "/generic/other/acme/app/1.0/a",
      "/generic/main/",
      "/nuget/main/x",
      "/",
      "/generic",
      "/generic/main",
      "/generic/main/a/b/c/d/e/f",
      "/generic/main/bad%23name/b/c/d"
    };
    for (String target : targets) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "POST")) {
        Reply nobody = wire.send(Principal.anonymous(), method, target, body());
        assertEquals(401, nobody.status(), method + " " + target);
        assertEquals("Basic realm=\"packages\"", nobody.header("WWW-Authenticate"));
      }
      for (String method : List.of("GET", "HEAD")) {
        Reply bob = wire.send(BOB, method, target, body());
        assertEquals(target.contains("bad") ? 400 : 404, bob.status(), method + " " + target);
      }
    }
    assertEquals(
        wire.send(BOB, "GET", FILE, body()).text(),
        wire.send(BOB, "GET", FILE + "2", body()).text());
    assertEquals(404, wire.send(BOB, "PUT", FILE + "3", body()).status());
    assertEquals(404, wire.get(FILE + "3").status());
  }

  private static InputStream body() {
    return new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Covers({"W-004", "AP-041"})
  @Test
  void clientsShowWhoTheyAreInTheirOwnWays() {
    wire.put(FILE, TEXT);
    assertEquals(200, asked("Authorization", "Bearer secret"));
    assertEquals(200, asked("Authorization", "bearer  secret"));
    assertEquals(200, asked("Authorization", basic("aws:secret")));
    assertEquals(200, asked("Authorization", basic(":secret")));
    assertEquals(200, asked("X-NuGet-ApiKey", "secret"));
    assertEquals(401, asked("Authorization", "Bearer wrong"));
    assertEquals(401, asked("Authorization", basic("secret")));
    assertEquals(401, asked("Authorization", "Basic ***"));
    assertEquals(401, asked("Authorization", "Bearer"));
    assertEquals(401, asked("Authorization", "Digest secret"));
    assertEquals(401, asked("X-NuGet-ApiKey", ""));
    assertEquals("Credentials[aws]", credentials(basic("aws:secret")).toString());
    assertEquals("Credentials[token]", credentials("Bearer secret").toString());
  }

  private int asked(String header, String value) {
    return wire.send(Principal.anonymous(), "GET", FILE, body(), header, value).status();
  }

  private static Credentials credentials(String header) {
    return Credentials.of(
            ProtocolRequest.builder("GET", "/", URI.create("http://a"))
                .header("Authorization", header)
                .build())
        .orElseThrow();
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsRefusedWithThoseThatItTakes() {
    Reply refused = wire.send(ADA, "DELETE", FILE, body());
    assertEquals(405, refused.status());
    assertEquals("GET, HEAD, PUT", refused.header("Allow"));
  }

  @Test
  void failuresOfTheStorageAreToldToTheHostOnly() {
    Fixed failing = new Fixed(null);
    List<Exception> heard = new ArrayList<>();
    FormatEndpoint endpoint = FormatEndpoint.builder(failing).failures(heard::add).build();
    ProtocolResponse answer = Fixed.ask(endpoint);
    assertEquals(500, answer.status());
    assertFalse(answer.toString().contains("/secret/disk"));
    assertEquals("/secret/disk", heard.get(0).getMessage());
  }
}
