package dev.penstock.artifact.format.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.format.Wire;
import dev.penstock.artifact.format.Wire.Reply;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generic files over HTTP")
class GenericRulesTest {
  private static final String VERSION = "/generic/main/acme/app/1.0/";
  private static final String DIGEST = "x-amz-content-sha256";

  private final Wire wire = new Wire(new GenericProtocol());

  private static String sha256(String text) {
    return hex("SHA-256", text);
  }

  private static String hex(String algorithm, String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode list(String path) throws IOException {
    return new ObjectMapper().readTree(wire.get(path).body());
  }

  @Covers({"W-109", "A-132"})
  @Test
  void assetsArePutCheckedReadAndListed() throws IOException {
    Reply put = wire.put(VERSION + "app.zip", "bytes", DIGEST, sha256("bytes"));
    assertEquals(201, put.status());
    JsonNode result = new ObjectMapper().readTree(put.body());
    assertEquals("generic", result.path("format").asText());
    assertEquals("acme", result.path("namespace").asText());
    assertEquals("app", result.path("package").asText());
    assertEquals("1.0", result.path("version").asText());
    assertEquals("Published", result.path("status").asText());
    assertEquals("app.zip", result.path("asset").path("name").asText());
    assertEquals(200, wire.put(VERSION + "app.zip", "bytes").status(), "the same again");
    assertEquals(409, wire.put(VERSION + "app.zip", "other").status());
    Reply get = wire.get(VERSION + "app.zip");
    assertEquals("bytes", get.text());
    assertEquals(sha256("bytes"), get.header(DIGEST));

    assertEquals(400, wire.put(VERSION + "b.zip", "bytes", DIGEST, sha256("other")).status());
    assertEquals(400, wire.put(VERSION + "b.zip", "bytes", DIGEST, "no digest").status());
    assertEquals(404, wire.get(VERSION + "b.zip").status());

    JsonNode version = list(VERSION);
    assertEquals(1, version.path("assets").size());
    assertEquals(
        sha256("bytes"), version.path("assets").path(0).path("hashes").path("SHA-256").asText());
    assertEquals(
        "1.0", list("/generic/main/acme/app/").path("versions").path(0).path("version").asText());
    assertEquals(
        "app", list("/generic/main/acme/").path("packages").path(0).path("package").asText());
    assertEquals(
        "acme", list("/generic/main/").path("packages").path(0).path("namespace").asText());
  }

  @Test
  void allChecksumsThatAClientSendsMustFit() throws IOException {
    Map<String, String> kinds =
        Map.of("X-Checksum-Sha256", "SHA-256", "X-Checksum-Sha1", "SHA-1", "X-Checksum-Md5", "MD5");
    for (String header : kinds.keySet()) {
      String kind = Objects.requireNonNull(kinds.get(header));
      String right = hex(kind, "bytes");
      String wrong = hex(kind, "other");
      String path = VERSION + header;
      Reply refused = wire.put(path, "bytes", header, wrong);
      assertEquals(400, refused.status(), header);
      assertEquals(true, refused.text().contains(right), refused.text());
      assertEquals(400, wire.put(path, "bytes", header, "no digest").status(), header);
      assertEquals(
          400,
          wire.put(path, "bytes", DIGEST, sha256("bytes"), header, wrong).status(),
          "one fits, the other does not");
      assertEquals(400, wire.put(path, "", header, right).status(), "no bytes at all");
      assertEquals(404, wire.get(path).status(), "nothing was stored");
      assertEquals(201, wire.put(path, "bytes", header, right.toUpperCase(Locale.ROOT)).status());
      assertEquals(400, wire.put(path, "bytes", header, wrong).status(), "also when it is there");
    }
  }

  @Covers({"A-133", "A-051", "A-053"})
  @Test
  void aVersionMayWaitForMoreAssets() throws IOException {
    wire.put(VERSION + "a.zip?unfinished=true", "a");
    assertEquals(404, wire.get(VERSION + "a.zip").status());
    assertEquals("Unfinished", list(VERSION).path("status").asText());
    wire.put(VERSION + "b.zip", "b");
    assertEquals("a", wire.get(VERSION + "a.zip").text());
    wire.put(VERSION + "c.zip?unfinished=true", "c");
    assertEquals("c", wire.get(VERSION + "c.zip").text());
  }

  @Test
  void longListsComeInPages() throws IOException {
    for (int i = 0; i < 5; i++) {
      wire.put("/generic/main/acme/app/1." + i + "/a", "a");
    }
    JsonNode first = list("/generic/main/acme/app/?max-results=3");
    assertEquals(3, first.path("versions").size());
    JsonNode second =
        list(
            "/generic/main/acme/app/?max-results=3&next-token=" + first.path("nextToken").asText());
    assertEquals(2, second.path("versions").size());
    assertEquals(true, second.path("nextToken").isMissingNode());
    for (String wrong : List.of("0", "1001", "x", "99999999999")) {
      assertEquals(400, wire.get("/generic/main/acme/app/?max-results=" + wrong).status());
    }
  }

  @Test
  void faultsAreToldInJson() throws IOException {
    Reply refused = wire.get(VERSION + "a.zip");
    assertEquals(404, refused.status());
    assertEquals("application/json", refused.header("Content-Type"));
    assertEquals(
        true,
        new ObjectMapper().readTree(refused.body()).path("message").asText().contains("acme/app"));
    assertEquals(400, wire.put("/generic/main/acme/app/a.zip", "a").status());
    assertEquals(400, wire.put(VERSION + "a%20b", "a").status());
    assertEquals(400, wire.put(VERSION + "a%2Fb", "a").status());
    assertEquals(404, wire.get("/generic/main/acme/app").status());
  }

  @Test
  void aWrongDigestIsToldWithWhatCameAndWhatWasExpected() throws IOException {
    Reply refused = wire.put(VERSION + "app.zip", "bytes", DIGEST, sha256("others"));
    assertEquals(400, refused.status());
    assertEquals(
        DIGEST + " is " + sha256("others") + ", and the bytes have " + sha256("bytes"),
        new ObjectMapper().readTree(refused.body()).path("message").asText());
  }
}
