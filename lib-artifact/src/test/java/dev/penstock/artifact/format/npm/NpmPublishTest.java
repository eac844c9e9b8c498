package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A publish to an npm registry")
class NpmPublishTest {
  private static final PackageCoordinates PLAIN =
      new PackageCoordinates(PackageFormat.NPM, "", "plain");

  private final TestRegistry registry = new TestRegistry();

  @Test
  @Covers({"W-046"})
  void takesNewNamesThatAreAllowed() throws IOException {
    String longest = "a".repeat(214);
    String longestScoped = "@acme/" + "a".repeat(208);
    for (String name :
        List.of("a", "7", "a-b.c_d", "-a", longest, longestScoped, "@a-b.c/d_e", "@acme/7")) {
      assertEquals(201, registry.put("/" + name, Publish.of(name, "1.0.0").json()).status(), name);
      assertEquals(200, registry.get("/" + name).status(), name);
    }
    Map<String, String> before = registry.state();
    for (String name :
        List.of(
            "Mixed",
            "@Acme/widget",
            "@acme/Widget",
            "node_modules",
            "favicon.ico",
            "a!b",
            "a~b",
            "a*b",
            "a(b)",
            "a'b")) {
      Answer answer = registry.put("/" + name, Publish.of(name, "1.0.0").json());
      assertEquals(400, answer.status(), name);
      assertTrue(answer.json().path("error").asText().contains("lower-case"), name);
    }
    for (String name :
        List.of(
            ".a",
            "_a",
            "@.acme/a",
            "@_acme/a",
            "@acme/.a",
            "@acme/_a",
            longest + "a",
            "a b",
            longestScoped + "a",
            "ä",
            "a:b",
            "@acme/a@b",
            "@/a",
            "-")) {
      String path = "/" + name.replace(" ", "%20");
      assertEquals(404, registry.put(path, Publish.of(name, "1.0.0").json()).status(), name);
    }
    assertEquals(before, registry.state());

    registry.repository.publish(
        PublishRequest.of(
            new PackageCoordinates(PackageFormat.NPM, "", "JSONStream").version("1.0.0"),
            "package.tgz"),
        TestRegistry.stream("old"));
    assertEquals("JSONStream", registry.packument("JSONStream").path("name").asText());
    assertEquals(200, registry.get("/JSONStream/-/JSONStream-1.0.0.tgz").status());
    assertEquals(
        201,
        registry.put("/JSONStream", Publish.of("JSONStream", "1.0.1").json()).status(),
        "an old package can go on");
    assertEquals(404, registry.get("/jsonstream").status(), "names are not folded");
  }

  @Test
  @Covers({"W-068", "W-067"})
  void takesWhatNpmSends() {
    assertEquals(404, registry.get("/@acme%2fwidget").status(), "npm looks first");
    assertEquals(404, registry.get("/@acme%2fwidget").status(), "and once more");
    for (String access : List.of("public", "restricted", "")) {
      String version = "1.0." + access.length();
      Publish publish = Publish.of("@acme/widget", version);
      if (access.isEmpty()) {
        publish.root.putNull("access");
      } else {
        publish.root.put("access", access);
      }
      Answer answer = registry.put("/@acme%2fwidget", publish.json());
      assertEquals(201, answer.status());
      assertTrue(answer.json().isObject());
      assertArrayEquals(
          Publish.tarball("@acme/widget", version),
          registry.get("/@acme/widget/-/widget-" + version + ".tgz").body());
    }
    Publish next = Publish.of("@acme/widget", "2.0.0-rc.1");
    next.root.putObject("dist-tags").put("next", "2.0.0-rc.1");
    assertEquals(201, registry.put("/@acme%2fwidget", next.json()).status());
    JsonNode full = registry.packument("@acme%2fwidget");
    assertEquals("2.0.0-rc.1", full.at("/dist-tags/next").asText());
    assertEquals("1.0.0", full.at("/dist-tags/latest").asText());
    assertEquals(4, full.path("versions").size(), "npm refuses a version that it sees here");
  }

  @Test
  void takesTheTarballWhereverItStands() {
    Publish publish = Publish.of("plain", "1.0.0");
    ObjectNode turned = TestRegistry.JSON.createObjectNode();
    turned.set("_attachments", publish.root.get("_attachments"));
    turned.setAll(publish.root);
    assertEquals("_attachments", turned.fieldNames().next());
    assertEquals(201, registry.put("/plain", turned).status());
    assertArrayEquals(
        Publish.tarball("plain", "1.0.0"), registry.get("/plain/-/plain-1.0.0.tgz").body());
  }

  private void refuses(String why, Consumer<Publish> fault) {
    Map<String, String> before = registry.state();
    Publish publish = Publish.of("@acme/widget", "1.0.0");
    fault.accept(publish);
    Answer answer = registry.put("/@acme%2fwidget", publish.json());
    assertEquals(400, answer.status(), why + ": " + answer.json());
    assertFalse(answer.json().path("error").asText().isEmpty(), why);
    assertEquals(before, registry.state(), why);
    assertEquals(404, registry.get("/@acme%2fwidget").status(), why);
  }

  private static ObjectNode attachments(Publish publish) {
    return (ObjectNode) publish.root.get("_attachments");
  }

  @Test
  @Covers("W-070")
  void isCheckedBeforeAnythingIsKept() {
    refuses("another name", p -> p.root.put("name", "@acme/other"));
    refuses("no name", p -> p.root.remove("name"));
    refuses("another name in the manifest", p -> p.manifest.put("name", "widget"));
    refuses("another id in the manifest", p -> p.manifest.put("_id", "@acme/widget@1.0.1"));
    refuses("another version in the manifest", p -> p.manifest.put("version", "1.0.1"));
    refuses("no versions", p -> p.root.remove("versions"));
    refuses("no version", p -> p.root.putObject("versions"));
    refuses(
        "two versions",
        p -> ((ObjectNode) p.root.get("versions")).set("1.0.1", p.manifest.deepCopy()));
    for (String version : List.of("1.0", "v1.0.0", "01.0.0", "1.0.0+build", "a", "", "1.0.0-")) {
      refuses(
          "version " + version,
          p -> {
            Publish other = Publish.of("@acme/widget", version);
            p.root.removeAll();
            p.root.setAll(other.root);
          });
    }
    refuses("a longer length", p -> p.attachment.put("length", 1000));
    refuses("no length", p -> p.attachment.remove("length"));
    refuses("a length that is none", p -> p.attachment.put("length", "1"));
    refuses("another SHA-512", p -> p.dist.put("integrity", Digests.integrity(new byte[1])));
    refuses("another SHA-1", p -> p.dist.put("shasum", Digests.sha1(new byte[1])));
    refuses("no digest", p -> p.dist.removeAll());
    refuses("no dist", p -> p.manifest.remove("dist"));
    refuses("no base64", p -> p.attachment.put("data", "!!!!"));
    refuses("broken base64", p -> p.attachment.put("data", "QUJ"));
    refuses("no data", p -> p.attachment.remove("data"));
    refuses("data that is no text", p -> p.attachment.put("data", 1));
    refuses("no attachment", p -> attachments(p).removeAll());
    refuses("no attachments", p -> p.root.remove("_attachments"));
    refuses("two tarballs", p -> attachments(p).set("other-1.0.0.tgz", p.attachment.deepCopy()));
    refuses(
        "another file name",
        p ->
            attachments(p)
                .set("widget-1.0.1.tgz", attachments(p).remove("@acme/widget-1.0.0.tgz")));
    refuses("a tag that is a range", p -> p.root.putObject("dist-tags").put("1.x", "1.0.0"));
    refuses("a tag of another version", p -> p.root.putObject("dist-tags").put("a", "1.0.1"));
    refuses("tags that are none", p -> p.root.put("dist-tags", "latest"));

    assertEquals(201, registry.put("/plain", Publish.of("plain", "1.0.0").json()).status());
    Map<String, String> before = registry.state();
    Publish again = Publish.of("plain", "1.0.0", new byte[] {1, 2, 3});
    Answer answer = registry.put("/plain", again.json());
    assertEquals(409, answer.status());
    assertTrue(answer.json().path("error").asText().contains("cannot publish over"));
    assertEquals(before, registry.state());
  }

  @Test
  @Covers({"AP-025", "A-146"})
  void canBeRepeatedAfterALostAnswer() {
    registry.publish("plain", "1.0.0");
    registry.publish("plain", "1.1.0");
    Map<String, String> before = registry.state();
    Publish again = Publish.of("plain", "1.0.0");
    again.manifest.put("description", "another text");
    assertEquals(201, registry.put("/plain", again.json()).status());
    assertEquals(before, registry.state(), "neither the manifest nor a tag has changed");
    Publish other = Publish.of("plain", "1.0.0", new byte[] {1, 2, 3});
    assertEquals(409, registry.put("/plain", other.json()).status(), "another tarball");
    assertEquals(before, registry.state());
  }

  @Test
  @Covers("W-071")
  void keepsItsProvenance() throws IOException {
    String statement = "{\"predicateType\":\"https://slsa.dev/provenance/v1\"}";
    ObjectNode bundle = TestRegistry.JSON.createObjectNode();
    bundle.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json");
    bundle
        .putObject("dsseEnvelope")
        .put(
            "payload",
            Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)));
    Publish publish = Publish.of("@acme/widget", "1.0.0");
    attachments(publish)
        .putObject("@acme/widget-1.0.0.sigstore")
        .put("content_type", "application/vnd.dev.sigstore.bundle.v0.3+json")
        .put("data", bundle.toString())
        .put("length", bundle.toString().length());
    assertEquals(201, registry.put("/@acme%2fwidget", publish.json()).status());

    try (InputStream kept =
        registry
            .repository
            .document(
                new PackageCoordinates(PackageFormat.NPM, "acme", "widget").version("1.0.0"),
                Manifests.PROVENANCE)
            .orElseThrow()
            .open()) {
      assertEquals(bundle, TestRegistry.JSON.readTree(kept));
    }
    JsonNode told = registry.packument("@acme/widget").at("/versions/1.0.0/dist/attestations");
    String path = "/-/npm/v1/attestations/@acme/widget@1.0.0";
    assertEquals(TestRegistry.BASE + path, told.path("url").asText());
    assertEquals("https://slsa.dev/provenance/v1", told.at("/provenance/predicateType").asText());
    JsonNode attestations = registry.get(path).json();
    assertEquals(bundle, attestations.at("/attestations/0/bundle"));
    assertEquals(
        "https://slsa.dev/provenance/v1",
        attestations.at("/attestations/0/predicateType").asText());
    assertEquals(attestations, registry.get("/-/npm/v1/attestations/@acme%2fwidget@1.0.0").json());
  }

  @Test
  void refusesProvenanceThatIsNone() {
    for (String data : List.of("no JSON", "[]", "\"text\"")) {
      refuses(data, p -> attachments(p).putObject("@acme/widget-1.0.0.sigstore").put("data", data));
    }
    refuses("no data", p -> attachments(p).putObject("@acme/widget-1.0.0.sigstore").put("a", 1));
    refuses("another name", p -> attachments(p).putObject("b.sigstore").put("data", "{}"));
  }

  @Test
  void cutsALongDescriptionBetweenCharacters() throws IOException {
    String most = "x".repeat(8_191);
    Publish publish = Publish.of("plain", "1.0.0");
    publish.manifest.put("description", most + "\ud83d\ude00");
    assertEquals(201, registry.put("/plain", publish.json()).status());
    assertEquals(most, registry.repository.describe(PLAIN.version("1.0.0")).metadata().summary());
    assertEquals(
        most + "\ud83d\ude00",
        registry.packument("plain").at("/versions/1.0.0/description").asText());
  }

  @Test
  void tellsWhatTheManifestSaysInTheWordsOfEveryFormat() throws IOException {
    Publish publish = Publish.of("plain", "1.0.0");
    publish.manifest.put("description", "Plain.").put("homepage", "https://plain.example");
    publish.manifest.putObject("repository").put("url", "git+https://plain.example/x.git");
    publish.manifest.put("license", "MIT");
    publish.manifest.putObject("dependencies").put("@acme/widget", "^1.0.0");
    publish.manifest.putObject("devDependencies").put("tap", "1");
    publish.manifest.putObject("peerDependencies").put("react", ">=18");
    publish.manifest.putObject("optionalDependencies").put("fsevents", "*");
    registry.put("/plain", publish.json());
    VersionMetadata metadata = registry.repository.describe(PLAIN.version("1.0.0")).metadata();
    assertEquals("plain", metadata.displayName());
    assertEquals("Plain.", metadata.summary());
    assertEquals("https://plain.example", metadata.homePage());
    assertEquals("git+https://plain.example/x.git", metadata.sourceCodeRepository());
    assertEquals(List.of(new License("MIT", "")), metadata.licenses());
    assertEquals(
        List.of(
            new Dependency("regular", "acme", "widget", "^1.0.0"),
            new Dependency("dev", "", "tap", "1"),
            new Dependency("peer", "", "react", ">=18"),
            new Dependency("optional", "", "fsevents", "*")),
        metadata.dependencies());
    assertEquals(
        List.of("package.tgz"),
        registry.repository.assets(PLAIN.version("1.0.0"), PageRequest.first()).items().stream()
            .map(asset -> asset.name())
            .toList());
  }

  @Test
  void isReadInPiecesAndStoredAsItComes() {
    long size = 96L << 20;
    AtomicLong most = new AtomicLong();
    InputStream endless =
        new InputStream() {
          private long left = size;

          @Override
          public int read() {
            return left-- > 0 ? 'A' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(left, length);
            Arrays.fill(bytes, offset, offset + count, (byte) 'A');
            left -= count;
            most.accumulateAndGet(length, Math::max);
            return count == 0 ? -1 : count;
          }
        };
    Publish publish = Publish.of("plain", "1.0.0");
    publish.attachment.put("data", "@@@");
    String[] around = publish.json().toString().split("@@@", -1);
    InputStream body =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(TestRegistry.stream(around[0]), endless, TestRegistry.stream(around[1]))));
    Answer answer = registry.send("PUT", "/plain", body);
    assertEquals(400, answer.status(), "the digests are those of other bytes");
    assertTrue(answer.json().path("error").asText().contains("length"));
    assertTrue(most.get() <= 1 << 16, "asked for " + most.get() + " bytes at once");
    assertEquals(404, registry.get("/plain").status());
  }

  @Test
  void isCutOffWhereItEnds() {
    String whole = Publish.of("plain", "1.0.0").json().toString();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      String part = whole.substring(0, random.nextInt(whole.length()));
      Answer answer = registry.send("PUT", "/plain", TestRegistry.stream(part));
      assertEquals(400, answer.status(), part);
    }
    assertEquals(Map.of(), registry.state());
    assertEquals(List.of(), registry.failures);
  }
}
