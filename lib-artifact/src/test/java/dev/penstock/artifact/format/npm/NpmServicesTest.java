package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Services of an npm registry")
class NpmServicesTest {
  private static final String AUDIT = "/-/npm/v1/security/advisories/bulk";

  private final TestRegistry registry = new TestRegistry();

  @Test
  @Covers("W-062")
  void tellThatTheyLiveAndWhoAsks() {
    Answer ping = registry.get("/-/ping");
    assertEquals(200, ping.status());
    assertEquals("{}", ping.json().toString());
    Answer whoami = registry.get("/-/whoami");
    assertEquals(200, whoami.status());
    assertEquals("{\"username\":\"ada\"}", whoami.json().toString());
    registry.principal = null;
    assertEquals(401, registry.get("/-/whoami").status());
  }

  @Test
  @Covers("W-064")
  void knowNoAdvisories() throws IOException {
    byte[] question = "{\"plain\":[\"1.0.0\"]}".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(question);
    }
    Answer answer =
        registry.send(
            "POST",
            AUDIT,
            new ByteArrayInputStream(packed.toByteArray()),
            "Content-Encoding",
            "gzip",
            "Content-Type",
            "application/json");
    assertEquals(200, answer.status());
    assertEquals("{}", answer.json().toString());
    assertEquals(200, registry.send("POST", AUDIT, InputStream.nullInputStream()).status());
  }

  @Test
  @Covers("W-066")
  void haveNoKeysAndNoAttestationsThatNobodyGave() {
    registry.publish("plain", "1.0.0");
    for (String path :
        List.of(
            "/-/npm/v1/keys",
            "/-/npm/v1/attestations/plain@1.0.0",
            "/-/npm/v1/attestations/plain@2.0.0",
            "/-/npm/v1/attestations/none@1.0.0",
            "/-/npm/v1/attestations/plain",
            "/-/npm/v1/security/audits/quick",
            "/-/all",
            "/-/unknown",
            "/-/package/plain",
            "/-/package",
            "/-/user/ada",
            "/-/user/token")) {
      Answer answer = registry.get(path);
      assertEquals(404, answer.status(), path);
      assertFalse(answer.json().path("error").asText().isEmpty());
    }
  }

  private List<String> found(String query) {
    List<String> names = new ArrayList<>();
    registry
        .get("/-/v1/search?" + query)
        .json()
        .path("objects")
        .forEach(object -> names.add(object.at("/package/name").asText()));
    return names;
  }

  @Test
  @Covers("W-063")
  void findPackages() {
    Publish widget = Publish.of("@acme/widget", "1.0.0");
    widget.manifest.put("description", "Draws boxes").put("homepage", "https://acme.example");
    widget.manifest.putObject("repository").put("url", "git+https://acme.example/x.git");
    widget.manifest.putObject("bugs").put("url", "https://acme.example/bugs");
    widget.manifest.putArray("keywords").add("ui").add("box");
    widget.manifest.putArray("maintainers").addObject().put("name", "ada");
    widget.manifest.putObject("_npmUser").put("name", "forged");
    registry.put("/@acme%2fwidget", widget.json());
    registry.publish("box", "1.0.0");
    registry.tick();
    registry.publish("box", "1.2.0");
    registry.publish("circle", "0.1.0");

    JsonNode all = registry.get("/-/v1/search").json();
    assertEquals(3, all.path("total").asInt());
    assertEquals(3, all.path("objects").size());
    assertFalse(all.path("time").asText().isEmpty());
    JsonNode answer =
        registry
            .get(
                "/-/v1/search?text=box&size=20&from=0&quality=0.65&popularity=0.98&maintenance=0.5")
            .json();
    assertEquals(2, answer.path("total").asInt());
    JsonNode first = answer.at("/objects/0/package");
    assertEquals("box", first.path("name").asText(), "a name counts more than a keyword");
    assertEquals("1.2.0", first.path("version").asText());
    assertEquals("2026-01-02T03:04:07Z", first.path("date").asText());
    JsonNode second = answer.at("/objects/1");
    JsonNode shown = second.path("package");
    assertEquals("@acme/widget", shown.path("name").asText());
    assertEquals("1.0.0", shown.path("version").asText());
    assertEquals("Draws boxes", shown.path("description").asText());
    assertEquals(widget.manifest.get("keywords"), shown.get("keywords"));
    assertEquals("https://acme.example", shown.at("/links/homepage").asText());
    assertEquals("git+https://acme.example/x.git", shown.at("/links/repository").asText());
    assertEquals("https://acme.example/bugs", shown.at("/links/bugs").asText());
    assertEquals("ada", shown.at("/publisher/username").asText(), "who really published it");
    assertEquals("ada", shown.at("/maintainers/0/name").asText());
    for (String score : List.of("/score/final", "/searchScore")) {
      assertTrue(second.at(score).isNumber(), score);
      assertTrue(second.at(score).asDouble() < answer.at("/objects/0" + score).asDouble());
    }
    for (String detail : List.of("quality", "popularity", "maintenance")) {
      assertTrue(second.at("/score/detail/" + detail).isNumber(), detail);
    }

    assertEquals(List.of("@acme/widget"), found("text=draws+BOXES"));
    assertEquals(List.of("@acme/widget"), found("text=scope:acme"));
    assertEquals(List.of("@acme/widget"), found("text=keywords:ui"));
    assertEquals(List.of(), found("text=box+unknown"));
    assertEquals(List.of("@acme/widget"), found("size=1"));
    assertEquals(List.of("box", "circle"), found("size=2&from=1"));
    assertEquals(List.of(), found("size=0"));
    assertEquals(List.of(), found("from=2147483647&size=250"));
    assertEquals(400, registry.get("/-/v1/search?size=many").status());
    assertEquals(400, registry.get("/-/v1/search?from=-1").status());
    assertEquals(3, found("size=251").size());
    registry.forbidden.add("READ box");
    assertEquals(List.of("@acme/widget", "circle"), found(""));
  }

  @Test
  @Covers("W-063")
  void showAtMost250Packages() {
    for (int i = 0; i < 251; i++) {
      registry.publish("p" + i, "1.0.0");
    }
    assertEquals(250, found("size=1000").size());
    assertEquals(1, found("size=250&from=250").size());
    assertEquals(20, found("").size());
    assertEquals(251, registry.get("/-/v1/search").json().path("total").asInt());
  }

  @Test
  @Covers("W-074")
  void letUsersLogIn() {
    List<String> revoked = new ArrayList<>();
    TestRegistry known =
        new TestRegistry(
            NpmProtocol.builder()
                .login(
                    new NpmLogin() {
                      @Override
                      public Optional<String> token(String user, String password) {
                        return user.equals("ada") && password.equals("secret")
                            ? Optional.of("token-of-ada")
                            : Optional.empty();
                      }

                      @Override
                      public boolean revoke(String token) {
                        return token.equals("token-of-ada") && revoked.add(token);
                      }
                    })
                .build());
    known.principal = null;
    String path = "/-/user/org.couchdb.user:ada";
    Answer answer =
        known.put(
            path, "{\"_id\":\"org.couchdb.user:ada\",\"name\":\"ada\",\"password\":\"secret\"}");
    assertEquals(201, answer.status());
    assertEquals("token-of-ada", answer.json().path("token").asText());
    assertEquals(
        201,
        known.put(path + "/-rev/3-abc", "{\"name\":\"ada\",\"password\":\"secret\"}").status());
    assertEquals(401, known.put(path, "{\"name\":\"ada\",\"password\":\"wrong\"}").status());
    known.principal = Principal.federated("ada");
    for (String body :
        List.of(
            "{\"name\":\"bob\",\"password\":\"secret\"}",
            "{\"name\":\"ada\"}",
            "{\"name\":\"ada\",\"password\":1}",
            "[]",
            "{",
            "")) {
      assertEquals(400, known.put(path, body).status(), body);
    }
    assertEquals(413, known.put(path, "\"" + "a".repeat(20_000) + "\"").status());
    assertEquals(200, known.delete("/-/user/token/token-of-ada").status());
    assertEquals(404, known.delete("/-/user/token/other").status());
    assertEquals(List.of("token-of-ada"), revoked);

    assertEquals(
        404,
        registry.send("POST", "/-/v1/login", InputStream.nullInputStream()).status(),
        "npm asks for the name then");
    assertEquals(401, registry.put(path, "{\"name\":\"ada\",\"password\":\"secret\"}").status());
    assertEquals(404, registry.delete("/-/user/token/token-of-ada").status());
  }

  @Test
  @Covers("W-061")
  void tellWhatWentWrongInWordsThatNpmShows() {
    NpmProtocol noticing = NpmProtocol.builder().notice("moves on Friday").build();
    TestRegistry noticed = new TestRegistry(noticing);
    noticed.publish("plain", "1.0.0");
    assertEquals("moves on Friday", noticed.get("/plain").header("npm-notice"));
    Answer missing = noticed.get("/none");
    assertEquals("moves on Friday", missing.header("npm-notice"));
    assertEquals("application/json", missing.header("Content-Type"));
    assertEquals("none is not in this registry", missing.json().path("error").asText());
    assertEquals("", registry.get("/-/ping").header("npm-notice"));
    for (String line : List.of("", "a\nb", "ä", "a".repeat(501))) {
      assertThrows(IllegalArgumentException.class, () -> NpmProtocol.builder().notice(line));
    }

    registry.principal = null;
    Answer anonymous = registry.get("/plain");
    assertEquals(401, anonymous.status());
    assertFalse(anonymous.json().path("error").asText().isEmpty());
    assertFalse(anonymous.header("WWW-Authenticate").contains("OTP"));

    ProtocolRequest request =
        ProtocolRequest.builder("PUT", "/plain", URI.create("https://a.example")).build();
    ProtocolResponse once =
        noticing.refusal(request, 401, "a one-time password is needed for this");
    assertEquals("OTP", once.headers().get("WWW-Authenticate"));
    assertFalse(noticing.refusal(request, 401, "log in").headers().containsKey("WWW-Authenticate"));
  }

  @Test
  void answerNoOtherMethods() {
    for (String method : List.of("PATCH", "OPTIONS", "TRACE", "MOVE")) {
      Answer answer = registry.send(method, "/plain", InputStream.nullInputStream());
      assertEquals(405, answer.status(), method);
      assertTrue(answer.header("Allow").contains("PUT"));
    }
  }
}
