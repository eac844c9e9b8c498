package dev.penstock.artifact.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.BuildId;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Fetch;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.store.Checksums;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A bill of materials")
class BuildMaterialsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BuildId BUILD = new BuildId("checkout", "42");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Map<CycloneDxVersion, JsonSchema> SCHEMAS = schemas();

  private static Map<CycloneDxVersion, JsonSchema> schemas() {
    Map<String, String> texts = new HashMap<>();
    for (String name : List.of("bom-1.5", "bom-1.6", "spdx", "jsf-0.82")) {
      String file = name + ".schema.json";
      texts.put("http://cyclonedx.org/schema/" + file, resource(file));
    }
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
    Map<CycloneDxVersion, JsonSchema> schemas = new HashMap<>();
    for (CycloneDxVersion version : CycloneDxVersion.values()) {
      schemas.put(
          version,
          factory.getSchema(
              SchemaLocation.of("http://cyclonedx.org/schema/bom-" + version + ".schema.json")));
    }
    return schemas;
  }

  /** A schema as the CycloneDX project's own library has it. */
  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            BuildMaterialsTest.class.getClassLoader().getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<ValidationMessage> faults(CycloneDxVersion version, JsonNode bill) {
    return Objects.requireNonNull(SCHEMAS.get(version)).validate(bill);
  }

  private static Asset asset(String name, int digit) {
    String hex = Integer.toHexString(digit & 15);
    return new Asset(
        name, 1, new Checksums(hex.repeat(32), hex.repeat(40), hex.repeat(64), hex.repeat(128)));
  }

  private static Fetch fetch(
      String repository, VersionCoordinates version, List<License> licenses, Asset... assets) {
    SortedMap<String, Asset> byName = new TreeMap<>();
    for (Asset asset : assets) {
      byName.put(asset.name(), asset);
    }
    return new Fetch(repository, version, "revision", licenses, byName, NOW);
  }

  private static List<Fetch> random(Random random) {
    List<Fetch> fetched = new ArrayList<>();
    PackageFormat[] formats = PackageFormat.values();
    String[] names = {"lib", "über-lib", "a+b", "日本", "x_y.z", "down", "emoji-😀"};
    String[] urls = {"", "https://acme.example/license?a=b#c", "no url at all", "http://a/b%20c"};
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      PackageFormat format = formats[random.nextInt(formats.length)];
      String namespace =
          switch (format) {
            case GENERIC, MAVEN, SWIFT -> "com.acme";
            case NPM -> random.nextBoolean() ? "scope" : "";
            case CARGO, NUGET, PYPI, RUBY -> "";
          };
      boolean isFree = format != PackageFormat.PYPI && format != PackageFormat.NUGET;
      List<License> licenses = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        licenses.add(
            new License(
                List.of("MIT", "", "Our \"own\" licence").get(random.nextInt(3)),
                urls[random.nextInt(urls.length)]));
      }
      Asset[] assets = new Asset[random.nextInt(4)];
      for (int n = 0; n < assets.length; n++) {
        assets[n] = asset("file-" + n + names[n], i + n);
      }
      fetched.add(
          fetch(
              "repository-" + random.nextInt(3),
              isFree
                  ? new PackageCoordinates(format, namespace, names[random.nextInt(names.length)])
                      .version("1." + i + "+build-" + names[random.nextInt(names.length)])
                  : new PackageCoordinates(format, namespace, "lib" + i).version("1." + i + ".0"),
              licenses,
              assets));
    }
    return fetched;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps to the schema of its version, whatever was fetched")
  void schema(CycloneDxVersion version) throws IOException {
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      BuildMaterials materials = new BuildMaterials(BUILD, NOW, random(random));
      JsonNode bill = JSON.readTree(materials.cycloneDx(version));
      assertEquals(Set.of(), faults(version, bill), bill::toPrettyString);
      assertEquals(version.toString(), bill.path("specVersion").asText());
      assertEquals(materials.fetched().size(), bill.path("components").size());
      Set<String> references = new HashSet<>();
      bill.findValuesAsText("bom-ref")
          .forEach(reference -> assertTrue(references.add(reference), reference));
      bill.path("dependencies")
          .findValues("dependsOn")
          .forEach(all -> all.forEach(one -> assertTrue(references.contains(one.asText()))));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("would not keep to it with any of these faults, so the schemas are really asked")
  void schemaBites(CycloneDxVersion version) throws IOException {
    String text =
        new BuildMaterials(
                BUILD,
                NOW,
                List.of(
                    fetch(
                        "releases",
                        PackageCoordinates.generic("acme", "app").version("1.0"),
                        List.of(new License("MIT", "")),
                        asset("a", 1))))
            .cycloneDx(version);
    ObjectNode bill = (ObjectNode) JSON.readTree(text);
    assertEquals(Set.of(), faults(version, bill));
    for (String required : List.of("bomFormat", "specVersion")) {
      assertFalse(faults(version, bill.deepCopy().without(required)).isEmpty(), required);
    }
    for (String wrong :
        List.of(
            text.replace("\"library\",\n    \"bom-ref\"", "\"thing\",\n    \"bom-ref\""),
            text.replace("SHA-256", "SHA-255"),
            text.replace("1".repeat(64), "1".repeat(63)),
            text.replace("urn:uuid:", "uuid:"),
            text.replace("\"name\" : \"MIT\"", "\"id\" : \"NOT-SPDX\""),
            text.replace("2026-03-01T12:00:00.123Z", "yesterday"),
            text.replace("\"purl\"", "\"pürl\""))) {
      assertNotEquals(text, wrong);
      assertFalse(faults(version, JSON.readTree(wrong)).isEmpty(), wrong);
    }
  }

  @Test
  @DisplayName("names what a build fetched, with digests, licences and where it came from")
  void content() throws IOException {
    Domain domain =
        Domain.builder("acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> NOW)
            .build();
    Repository repository = domain.createRepository("releases");
    VersionCoordinates left =
        new PackageCoordinates(PackageFormat.NPM, "acme", "left").version("1.0.0");
    VersionCoordinates app = PackageCoordinates.generic("acme", "app").version("2.0");
    publish(
        repository,
        PublishRequest.of(left, "package.tgz")
            .metadata(
                VersionMetadata.EMPTY.withLicenses(
                    List.of(new License("MIT", "https://acme.example/mit")))));
    publish(repository, PublishRequest.of(app, "a.zip"));
    publish(repository, PublishRequest.of(app, "b.zip"));
    publish(repository, PublishRequest.of(app, "never-fetched.zip"));
    repository.recordFetch(BUILD, repository.asset(left, "package.tgz"));
    repository.recordFetch(BUILD, repository.asset(app, "a.zip"));
    repository.recordFetch(BUILD, repository.asset(app, "b.zip"));
    BuildMaterials materials = new BuildMaterials(BUILD, NOW, domain.builds().fetched(BUILD));
    JsonNode bill = JSON.readTree(materials.cycloneDx(CycloneDxVersion.V1_6));
    assertEquals(Set.of(), faults(CycloneDxVersion.V1_6, bill));
    assertEquals("checkout", bill.at("/metadata/component/name").asText());
    assertEquals("42", bill.at("/metadata/component/version").asText());
    assertEquals("2026-03-01T12:00:00.123Z", bill.at("/metadata/timestamp").asText());
    JsonNode first = bill.at("/components/0");
    assertEquals("pkg:generic/acme/app@2.0", first.path("purl").asText());
    assertEquals(List.of("a.zip", "b.zip"), first.path("components").findValuesAsText("name"));
    assertEquals(
        repository.asset(app, "a.zip").asset().checksums().sha256(),
        first.at("/components/0/hashes/2/content").asText());
    JsonNode second = bill.at("/components/1");
    assertEquals("@acme", second.path("group").asText());
    assertEquals("left", second.path("name").asText());
    assertEquals("1.0.0", second.path("version").asText());
    assertEquals("pkg:npm/%40acme/left@1.0.0", second.path("purl").asText());
    assertEquals("MIT", second.at("/licenses/0/license/name").asText());
    assertEquals("https://acme.example/mit", second.at("/licenses/0/license/url").asText());
    assertEquals("SHA-256", second.at("/hashes/2/alg").asText());
    assertEquals(
        repository.asset(left, "package.tgz").asset().checksums().sha256(),
        second.at("/hashes/2/content").asText());
    assertEquals(
        List.of("releases", repository.describe(left).revision(), "package.tgz"),
        second.path("properties").findValuesAsText("value"));
    assertEquals(
        List.of("releases/generic/acme/app/2.0", "releases/npm/acme/left/1.0.0"),
        List.of(
            bill.at("/dependencies/0/dependsOn/0").asText(),
            bill.at("/dependencies/0/dependsOn/1").asText()));
  }

  private static void publish(Repository repository, PublishRequest request) throws IOException {
    repository.publish(
        request, new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("is the same for the same materials, in whatever order, and numbered by its content")
  void reproducible() throws IOException {
    List<Fetch> fetched = random(new Random(7));
    List<Fetch> shuffled = new ArrayList<>(fetched);
    Collections.shuffle(shuffled, new Random(8));
    String text = new BuildMaterials(BUILD, NOW, fetched).cycloneDx(CycloneDxVersion.V1_5);
    assertEquals(text, new BuildMaterials(BUILD, NOW, shuffled).cycloneDx(CycloneDxVersion.V1_5));
    String other = new BuildMaterials(BUILD, NOW, List.of()).cycloneDx(CycloneDxVersion.V1_5);
    assertNotEquals(
        JSON.readTree(text).path("serialNumber"), JSON.readTree(other).path("serialNumber"));
  }

  /** Examples of the purl specification, and what needs escapes. */
  @ParameterizedTest
  @CsvSource({
    "MAVEN, org.apache.xmlgraphics, batik-anim, 1.9.1,"
        + " pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1",
    "NPM, angular, animation, 12.3.1, pkg:npm/%40angular/animation@12.3.1",
    "NPM, '', foobar, 12.3.1, pkg:npm/foobar@12.3.1",
    "PYPI, '', django-package, 1.11.1, pkg:pypi/django-package@1.11.1",
    "NUGET, '', enterpriselibrary.common, 6.0.1304,"
        + " pkg:nuget/enterpriselibrary.common@6.0.1304",
    "RUBY, '', jruby-launcher, 1.1.2, pkg:gem/jruby-launcher@1.1.2",
    "CARGO, '', rand, 0.7.2, pkg:cargo/rand@0.7.2",
    "GENERIC, acme, ü b?, 1.0+x:y, 'pkg:generic/acme/%C3%BC%20b%3F@1.0%2Bx:y'"
  })
  @DisplayName("names packages by their package URLs")
  void packageUrls(
      PackageFormat format, String namespace, String name, String version, String expected) {
    String spaceless = name.replace(' ', '~');
    String url =
        PackageUrl.of(new PackageCoordinates(format, namespace, spaceless).version(version));
    assertEquals(expected.replace("%20", "~"), url);
  }
}
