package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Changes of packages in an npm registry")
class NpmChangesTest {
  private static final String TAGS = "/-/package/@acme%2fwidget/dist-tags";
  private static final String WIDGET = "/@acme%2fwidget";

  private final TestRegistry registry = new TestRegistry();

  @BeforeEach
  void publish() {
    registry.publish("@acme/widget", "1.0.0");
    registry.publish("@acme/widget", "1.1.0");
    registry.publish("@acme/widget", "2.0.0");
  }

  private Set<String> versions() {
    return Set.copyOf(
        ImmutableList.copyOf(registry.packument("@acme/widget").path("versions").fieldNames()));
  }

  private ObjectNode writable() {
    return (ObjectNode) registry.get(WIDGET + "?write=true").json();
  }

  @Test
  @Covers("W-058")
  void setAndRemoveTags() {
    assertEquals("{\"latest\":\"2.0.0\"}", registry.get(TAGS).json().toString());
    assertEquals(201, registry.put(TAGS + "/stable", "\"1.0.0\"").status());
    assertEquals(201, registry.put(TAGS + "/latest", "\"1.1.0\"").status());
    assertEquals(
        "{\"latest\":\"1.1.0\",\"stable\":\"1.0.0\"}", registry.get(TAGS).json().toString());
    assertEquals("1.1.0", registry.packument("@acme/widget").at("/dist-tags/latest").asText());
    Map<String, String> before = registry.state();
    Answer latest = registry.delete(TAGS + "/latest");
    assertEquals(400, latest.status());
    assertTrue(latest.json().path("error").asText().contains("latest"));
    for (String range : List.of("1", "1.x", "^1.0.0", "v2", "1.0.0", "*", "x", "%3e1")) {
      assertEquals(400, registry.put(TAGS + "/" + range, "\"1.0.0\"").status(), range);
    }
    assertEquals(400, registry.put(TAGS + "/" + "a".repeat(256), "\"1.0.0\"").status());
    assertEquals(404, registry.put(TAGS + "/a%2fb", "\"1.0.0\"").status());
    for (String body :
        List.of("1.0.0", "{}", "", "\"1.0.0", "\"1.0.0\" 1", "null", "[\"1.0.0\"]")) {
      assertEquals(400, registry.put(TAGS + "/beta", body).status(), body);
    }
    assertEquals(413, registry.put(TAGS + "/beta", "\"" + "1".repeat(3_000) + "\"").status());
    assertEquals(404, registry.put(TAGS + "/beta", "\"3.0.0\"").status());
    assertEquals(404, registry.put("/-/package/none/dist-tags/beta", "\"1.0.0\"").status());
    assertEquals(404, registry.delete(TAGS + "/beta").status());
    assertEquals(404, registry.get("/-/package/none/dist-tags").status());
    assertEquals(before, registry.state());
    assertEquals(200, registry.delete(TAGS + "/stable").status());
    assertEquals("{\"latest\":\"1.1.0\"}", registry.get(TAGS).json().toString());
  }

  @Test
  @Covers("W-072")
  void deprecateVersionsByPuttingThePackumentBack() {
    ObjectNode document = writable();
    ((ObjectNode) document.at("/versions/1.0.0")).put("deprecated", "use 2");
    ((ObjectNode) document.at("/versions/1.1.0")).put("deprecated", "use 2 too");
    ((ObjectNode) document.at("/versions/2.0.0")).put("description", "changed");
    ((ObjectNode) document.at("/versions/2.0.0/dist")).put("shasum", "changed");
    ((ObjectNode) document.path("dist-tags")).put("latest", "1.0.0");
    ((ObjectNode) document.path("versions"))
        .set("9.0.0", document.at("/versions/2.0.0").deepCopy());
    document.remove("_attachments");
    assertEquals(200, registry.put(WIDGET, document).status());

    JsonNode full = registry.packument("@acme/widget");
    assertEquals("use 2", full.at("/versions/1.0.0/deprecated").asText());
    assertEquals("use 2 too", full.at("/versions/1.1.0/deprecated").asText());
    assertTrue(full.at("/versions/2.0.0/deprecated").isMissingNode());
    assertEquals("Turns @acme/widget", full.at("/versions/2.0.0/description").asText());
    assertNotEquals("changed", full.at("/versions/2.0.0/dist/shasum").asText());
    assertEquals("2.0.0", full.at("/dist-tags/latest").asText());
    assertEquals(Set.of("1.0.0", "1.1.0", "2.0.0"), versions());
    assertEquals(200, registry.get("/@acme/widget/-/widget-1.0.0.tgz").status());
    assertEquals("use 2", registry.get("/@acme%2fwidget/1.0.0").json().path("deprecated").asText());

    document = writable();
    ((ObjectNode) document.at("/versions/1.0.0")).put("deprecated", "");
    ((ObjectNode) document.at("/versions/1.1.0")).remove("deprecated");
    assertEquals(200, registry.put(WIDGET, document).status(), "empty attachments are none");
    full = registry.packument("@acme/widget");
    assertTrue(full.at("/versions/1.0.0/deprecated").isMissingNode());
    assertEquals("use 2 too", full.at("/versions/1.1.0/deprecated").asText());

    Map<String, String> before = registry.state();
    document = writable();
    ((ObjectNode) document.at("/versions/1.0.0")).put("deprecated", "a");
    ((ObjectNode) document.at("/versions/1.1.0")).put("deprecated", "a".repeat(5_000));
    assertEquals(400, registry.put(WIDGET, document).status());
    assertEquals(before, registry.state(), "all or nothing");
  }

  @Test
  @Covers("W-073")
  void unpublishOneVersionAsNpmDoes() {
    ObjectNode document = writable();
    String revision = document.path("_rev").asText();
    assertFalse(revision.isEmpty());
    ((ObjectNode) document.path("versions")).remove("2.0.0");
    ((ObjectNode) document.path("dist-tags")).put("latest", "1.1.0");
    document.remove("_attachments");
    assertEquals(201, registry.put(WIDGET + "/-rev/" + revision, document).status());
    assertEquals(Set.of("1.0.0", "1.1.0"), versions());
    assertEquals("1.1.0", registry.packument("@acme/widget").at("/dist-tags/latest").asText());
    assertEquals(404, registry.get("/@acme/widget/-/widget-2.0.0.tgz").status());

    String next = writable().path("_rev").asText();
    assertNotEquals(revision, next);
    assertEquals(
        409, registry.delete("/@acme/widget/-/widget-2.0.0.tgz/-rev/" + revision).status());
    assertEquals(200, registry.delete("/@acme/widget/-/widget-2.0.0.tgz/-rev/" + next).status());
    assertEquals(Set.of("1.0.0", "1.1.0"), versions());
    assertEquals(200, registry.delete("/@acme/widget/-/widget-1.0.0.tgz/-rev/" + next).status());
    assertEquals(Set.of("1.1.0"), versions());

    registry.publish("@acme/widget", "2.0.0");
    Map<String, String> before = registry.state();
    assertEquals(409, registry.put(WIDGET + "/-rev/" + revision, document).status(), "stale");
    assertEquals(409, registry.delete(WIDGET + "/-rev/" + next).status(), "stale");
    assertEquals(409, registry.delete(WIDGET + "/-rev/none").status());
    assertEquals(before, registry.state());
    assertEquals(
        200, registry.delete(WIDGET + "/-rev/" + writable().path("_rev").asText()).status());
    assertEquals(404, registry.get(WIDGET).status());
    assertEquals(404, registry.delete(WIDGET + "/-rev/" + next).status());
  }

  @Test
  void unpublishedVersionsCanBePublishedAgain() {
    assertEquals(
        "Turns @acme/widget", registry.get(WIDGET + "/1.0.0").json().path("description").asText());
    registry.delete(WIDGET + "/-rev/" + writable().path("_rev").asText());
    Publish other = Publish.of("@acme/widget", "1.0.0", new byte[] {1});
    other.manifest.put("description", "another one");
    assertEquals(201, registry.put(WIDGET, other.json()).status());
    assertEquals(Set.of("1.0.0"), versions());
    JsonNode manifest = registry.get(WIDGET + "/1.0.0").json();
    assertEquals("another one", manifest.path("description").asText());
    assertEquals(Digests.integrity(new byte[] {1}), manifest.at("/dist/integrity").asText());
  }

  @Test
  void tagsOfUnpublishedVersionsGo() {
    registry.put(TAGS + "/old", "\"1.0.0\"");
    registry.put(TAGS + "/next", "\"2.0.0\"");
    ObjectNode document = writable();
    ((ObjectNode) document.path("versions")).remove("2.0.0");
    ((ObjectNode) document.path("dist-tags")).put("latest", "1.0.0").remove("next");
    ((ObjectNode) document.path("dist-tags")).put("old", "1.1.0");
    registry.put(WIDGET + "/-rev/" + document.path("_rev").asText(), document);
    assertEquals("{\"latest\":\"1.0.0\",\"old\":\"1.0.0\"}", registry.get(TAGS).json().toString());
  }

  @Test
  void revisionsThatSayNothingOfVersionsRemoveNone() {
    Map<String, String> before = registry.state();
    String revision = WIDGET + "/-rev/" + writable().path("_rev").asText();
    for (String body :
        List.of(
            "{\"maintainers\":[{\"name\":\"ada\"}]}",
            "{\"versions\":{}}",
            "{\"versions\":[]}",
            "{\"name\":\"other\",\"versions\":{\"1.0.0\":{}}}",
            "{}",
            "[]",
            "")) {
      assertEquals(400, registry.put(revision, body).status(), body);
    }
    assertEquals(before, registry.state());
  }

  @Test
  void documentsOfUnknownPackagesAreNoPublish() {
    assertEquals(400, registry.put("/none", "{\"versions\":{\"1.0.0\":{}}}").status());
    assertEquals(400, registry.put(WIDGET, "{\"versions\":{\"9.0.0\":{}}}").status());
    assertEquals(404, registry.put("/none/-rev/1", "{\"versions\":{\"1.0.0\":{}}}").status());
    assertEquals(400, registry.put(WIDGET, "{\"name\":\"other\"}").status());
  }
}
