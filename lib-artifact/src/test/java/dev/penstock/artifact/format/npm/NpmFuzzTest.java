package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("An npm registry that is asked anything")
class NpmFuzzTest {
  private static final String SEED = "20260102";
  private static final List<String> PIECES =
      List.of(
          "-",
          "plain",
          "@acme",
          "widget",
          "@acme%2fwidget",
          "@acme%2Fwidget",
          "-rev",
          "1-a",
          "package",
          "dist-tags",
          "latest",
          "user",
          "org.couchdb.user:ada",
          "token",
          "npm",
          "v1",
          "search",
          "security",
          "advisories",
          "bulk",
          "attestations",
          "plain@1.0.0",
          "1.0.0",
          "plain-1.0.0.tgz",
          "widget-1.0.0.tgz",
          "ping",
          "whoami",
          "..",
          ".",
          "%2e%2e",
          "%00",
          "%5c",
          "%2f",
          "%",
          "a%20b",
          "@",
          "@%2f",
          "",
          "%ff",
          "_all",
          ".git",
          "😀",
          "%c3%a4",
          "plain-%2e%2e.tgz",
          "con",
          "nul",
          "a:b");

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(PIECES), Arbitraries.of(PIECES), Arbitraries.strings().ofMaxLength(5));
    return piece.list().ofMaxSize(7).map(pieces -> "/" + String.join("/", pieces));
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "get", "");
  }

  @Provide
  Arbitrary<String> headers() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "application/vnd.npm.install-v1+json;q=", "a;q=1;q", ";;,,", "q=NaN", "*/*", ""),
        Arbitraries.strings().ofMaxLength(20));
  }

  /** Publishes that are right, with one thing changed. */
  @Provide
  Arbitrary<byte[]> bodies() {
    Arbitrary<byte[]> whole =
        Combinators.combine(Arbitraries.of("plain", "@acme/widget"), changes())
            .as(NpmFuzzTest::changed);
    Arbitrary<byte[]> cut =
        Combinators.combine(whole, Arbitraries.integers().between(0, 1_200))
            .as((bytes, length) -> Arrays.copyOf(bytes, Math.min(length, bytes.length)));
    Arbitrary<byte[]> altered =
        Combinators.combine(whole, Arbitraries.integers().between(0, 1_200), Arbitraries.bytes())
            .as(
                (bytes, place, value) -> {
                  byte[] copy = bytes.clone();
                  copy[place % copy.length] = value;
                  return copy;
                });
    return Arbitraries.oneOf(
        whole, cut, altered, Arbitraries.bytes().array(byte[].class).ofMaxSize(50));
  }

  private record Change(String pointer, JsonNode value) {}

  private static Arbitrary<Change> changes() {
    Arbitrary<String> fields =
        Arbitraries.of(
            "name",
            "_id",
            "dist-tags",
            "versions",
            "_attachments",
            "readme",
            "dist",
            "length",
            "data",
            "integrity",
            "shasum",
            "version",
            "deprecated",
            "none",
            "dependencies",
            "keywords",
            "license");
    Arbitrary<JsonNode> values =
        Arbitraries.of(
                "null",
                "1",
                "\"\"",
                "[]",
                "{}",
                "true",
                "\"latest\"",
                "1e400",
                "[[[]]]",
                "{\"a\":1}",
                "\"\\u0000\"",
                "-1",
                "99999999999999999999")
            .map(
                text -> {
                  try {
                    return TestRegistry.JSON.readTree(text);
                  } catch (JsonProcessingException e) {
                    throw new AssertionError(e);
                  }
                });
    return Combinators.combine(fields, values).as(Change::new);
  }

  private static byte[] changed(String name, Change change) {
    Publish publish = Publish.of(name, "1.0.0");
    List<ObjectNode> places = new ArrayList<>(List.of(publish.root));
    for (ObjectNode place : List.of(publish.manifest, publish.dist, publish.attachment)) {
      if (place.has(change.pointer())) {
        places.add(place);
      }
    }
    places.get(places.size() - 1).set(change.pointer(), change.value());
    return publish.json().toString().getBytes(StandardCharsets.UTF_8);
  }

  @Property(tries = 1_500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void answersThatAClientUnderstands(
      @ForAll("methods") String method,
      @ForAll("paths") String path,
      @ForAll("headers") String accept,
      @ForAll("bodies") byte[] body) {
    TestRegistry registry = new TestRegistry();
    registry.publish("plain", "1.0.0");
    Answer answer;
    try {
      answer = registry.send(method, path, new ByteArrayInputStream(body), "Accept", accept);
    } catch (ProtocolException e) {
      assertTrue(e.status() == 400 || e.status() == 414, "before anybody is asked");
      return;
    }
    assertEquals(List.of(), registry.failures);
    assertTrue(answer.status() >= 200 && answer.status() < 500, () -> "status " + answer.status());
    if (answer.status() >= 400 && !method.equals("HEAD")) {
      assertTrue(answer.json().path("error").isTextual(), path);
    }
  }

  @Property(tries = 1_500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void changesNothingThatItRefuses(
      @ForAll("bodies") byte[] body, @ForAll boolean isScoped, @ForAll boolean isThere) {
    TestRegistry registry = new TestRegistry();
    String name = isScoped ? "@acme/widget" : "plain";
    if (isThere) {
      registry.publish(name, "0.9.0");
    }
    Map<String, String> before = registry.state();
    Answer answer =
        registry.send("PUT", "/" + name.replace("/", "%2f"), new ByteArrayInputStream(body));
    assertEquals(List.of(), registry.failures);
    if (answer.status() == 201) {
      JsonNode full = registry.packument(name);
      String shown = full.at("/versions/1.0.0/dist/integrity").asText();
      String file = name.substring(name.indexOf('/') + 1) + "-1.0.0.tgz";
      assertEquals(shown, Digests.integrity(registry.get("/" + name + "/-/" + file).body()));
    } else {
      assertTrue(answer.status() == 200 || answer.status() / 100 == 4, () -> "" + answer.status());
      assertEquals(before, registry.state());
    }
  }
}
