package dev.penstock.artifact.format.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.format.Elsewhere;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.quarantine.VersionRules;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import dev.penstock.artifact.upstream.Upstreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a Maven package from elsewhere says about itself")
class ProxiedPomTest {
  private static final VersionCoordinates WIDGET = coordinates("widget", "1.0");
  private static final String AGPL =
      "<licenses><license><name>AGPL-3.0</name><url>https://l.example</url></license></licenses>";

  @TempDir private Path directory;
  private Elsewhere elsewhere;
  private MavenSource source;

  @BeforeEach
  void start() throws IOException {
    elsewhere = new Elsewhere(bench -> new MavenProtocol());
    source = new MavenSource(elsewhere.remote(""));
  }

  @AfterEach
  void stop() {
    elsewhere.close();
  }

  private static VersionCoordinates coordinates(String artifact, String version) {
    return new PackageCoordinates(PackageFormat.MAVEN, "com.acme", artifact).version(version);
  }

  private static String parent(String artifact, String version) {
    return "<parent><groupId>com.acme</groupId><artifactId>"
        + artifact
        + "</artifactId><version>"
        + version
        + "</version></parent>";
  }

  /** A release of this POM and a JAR. */
  private void release(String artifact, String inside) {
    String folder = "/com/acme/" + artifact + "/";
    String file = folder + "1.0/" + artifact + "-1.0";
    put(file + ".jar", "jar");
    put(file + ".pom", "<project>" + inside + "</project>");
    put(folder + "maven-metadata.xml", Deploy.metadata("1.0").replace("widget", artifact));
  }

  private void put(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertEquals(2, elsewhere.bench().ask("PUT", path, bytes).status() / 100, path);
  }

  private VersionMetadata told() throws IOException {
    return told(WIDGET);
  }

  private VersionMetadata told(VersionCoordinates version) throws IOException {
    return source.metadata(version, source.describe(version).asOptional().orElseThrow());
  }

  private List<String> names() throws IOException {
    return told().licenses().stream().map(License::name).toList();
  }

  @Test
  @DisplayName("is what its POM says")
  void pom() throws IOException {
    release(
        "widget",
        "<name>Widget</name><description>Turns.</description><url>https://acme.example</url>"
            + "<scm><url>https://git.example</url></scm>"
            + AGPL
            + "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>"
            + "<version>[1,2)</version></dependency></dependencies>");
    VersionMetadata told = told();
    assertEquals("Widget", told.displayName());
    assertEquals("Turns.", told.summary());
    assertEquals("https://acme.example", told.homePage());
    assertEquals("https://git.example", told.sourceCodeRepository());
    assertEquals(List.of(new License("AGPL-3.0", "https://l.example")), told.licenses());
    assertEquals(List.of(new Dependency("compile", "g", "a", "[1,2)")), told.dependencies());
  }

  @Test
  @DisplayName("is what a rule about licences judges, before a byte of it is taken in")
  void licenseRule() throws IOException {
    release("widget", AGPL);
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    Upstreams upstreams =
        Upstreams.builder(
                Domain.builder(
                        "acme", catalogue, new InMemoryContentStore(), () -> FormatBench.START)
                    .filter(
                        VersionRules.builder()
                            .licenses(Set.of(), Set.of("AGPL-*"), Decision.ALLOW)
                            .build()),
                catalogue,
                () -> FormatBench.START,
                directory.resolve("spool"))
            .connection("elsewhere", PackageFormat.MAVEN, source)
            .build();
    upstreams.domain().createRepository("main");
    upstreams.links().associate("main", "elsewhere");
    ClientRepository client = upstreams.client("main");
    for (String file : List.of("widget-1.0.jar", "widget-1.0.pom")) {
      String refusal =
          "" + assertThrows(ArtifactException.class, () -> client.asset(WIDGET, file)).getMessage();
      assertTrue(refusal.contains("licences that are not allowed: AGPL-3.0"), refusal);
    }
    assertTrue(elsewhere.asked.stream().noneMatch(path -> path.endsWith(".jar")));
  }

  @Test
  @DisplayName("is the licence of the nearest parent that names one, if it names none itself")
  void parents() throws IOException {
    release("widget", parent("middle", "1.0") + "<licenses/>");
    release("middle", parent("top", "1.0"));
    release("top", parent("above", "1.0") + AGPL);
    release("above", AGPL.replace("AGPL-3.0", "MIT"));
    release("other", parent("middle", "1.0"));
    assertEquals(List.of("AGPL-3.0"), names());
    assertEquals(List.of("parent"), told().dependencies().stream().map(Dependency::type).toList());
    assertTrue(elsewhere.asked.stream().noneMatch(path -> path.contains("above")));
    elsewhere.asked.clear();
    assertEquals("AGPL-3.0", told(coordinates("other", "1.0")).licenses().get(0).name());
    assertTrue(
        elsewhere.asked.stream().allMatch(path -> path.contains("/other/")),
        "what parents say is kept: " + elsewhere.asked);
  }

  @Test
  @DisplayName("has no licence of parents that cannot be asked for, or are too many")
  void noParents() throws IOException {
    assertEquals(List.of("AGPL-3.0"), afterParents(parent("p1", "1.0"), 8));
    for (String parent :
        List.of(
            parent("gone", "1.0"),
            parent("widget", "1.0"),
            parent("widget", "1.0-SNAPSHOT"),
            parent("../widget", "1.0"),
            parent("", "1.0"),
            parent("widget", "${revision}"),
            "<parent/>",
            parent("p0", "1.0"))) {
      assertEquals(List.of(), afterParents(parent, 8), parent);
      assertTrue(elsewhere.asked.stream().noneMatch(path -> path.contains("SNAPSHOT")));
      assertTrue(elsewhere.asked.size() <= 3 + 2 * 8, elsewhere.asked.toString());
    }
  }

  /** The licences of a version above which a chain of parents is, the last of which names one. */
  private List<String> afterParents(String parent, int last) throws IOException {
    elsewhere.close();
    start();
    release("widget", parent);
    IntStream.rangeClosed(0, last)
        .forEach(i -> release("p" + i, i == last ? AGPL : parent("p" + (i + 1), "1.0")));
    return names();
  }

  @Test
  @DisplayName(
      "is asked for again if its POM or a parent's is not what was promised, or not there now")
  void broken() throws IOException {
    release("widget", parent("top", "1.0"));
    release("top", AGPL);
    for (String lying : List.of("<parent>", "AGPL")) {
      elsewhere.lie =
          body -> {
            String text = new String(body, StandardCharsets.UTF_8);
            return text.contains(lying) ? "<project/>".getBytes(StandardCharsets.UTF_8) : body;
          };
      String message = "" + assertThrows(SourceUnavailableException.class, this::told).getMessage();
      assertTrue(message.contains(".pom has SHA-1 " + Deploy.hex("SHA-1", "<project/>")), message);
    }
    elsewhere.lie = body -> body;
    assertEquals(List.of("AGPL-3.0"), names());
  }

  @Test
  @DisplayName("is cut where it is too long, without losing the licence")
  void tooLong() throws IOException {
    String longest = "x".repeat(10_000);
    release(
        "widget",
        "<name>T</name><description>T</description><url>T</url><scm><url>T</url></scm>"
                .replace("T", longest)
            + AGPL
            + "<dependencies>"
            + ("<dependency><groupId>T</groupId><artifactId>T</artifactId><version>T</version>"
                    + "<scope>T</scope></dependency>")
                .replace("T", longest)
            + "<dependency><groupId>a</groupId><artifactId>b</artifactId></dependency>"
                .repeat(8_000)
            + "</dependencies>");
    VersionMetadata told = told();
    assertEquals(255, told.displayName().length());
    assertEquals(8_192, told.summary().length());
    assertEquals(2_048, told.homePage().length());
    assertEquals(2_048, told.sourceCodeRepository().length());
    assertEquals(List.of(new License("AGPL-3.0", "https://l.example")), told.licenses());
    assertEquals(8_001, told.dependencies().size());
    release(
        "widget2",
        "<licenses>"
            + "<license><name>T</name></license>".repeat(101).replace("T", "x".repeat(2_000))
            + "</licenses>");
    List<License> all = told(coordinates("widget2", "1.0")).licenses();
    assertEquals(100, all.size());
    assertEquals(1_024, all.get(0).name().length());
  }

  @Test
  @DisplayName("is nothing if its POM is none, has a document type, or is too long")
  void noPom() throws IOException {
    String typed = "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>";
    for (String text :
        List.of(
            "no xml",
            "<other>" + AGPL + "</other>",
            typed + "<project>" + AGPL + "<name>&e;</name></project>")) {
      put("/com/acme/widget/1.0/widget-1.0.pom", text);
      put("/com/acme/widget/maven-metadata.xml", Deploy.metadata("1.0"));
      assertEquals(VersionMetadata.EMPTY, told(), text.substring(0, 6));
      elsewhere.close();
      start();
    }
    release("widget", AGPL);
    elsewhere.lie =
        body ->
            new String(body, StandardCharsets.UTF_8).startsWith("<project>")
                ? Arrays.copyOf(body, (1 << 20) + 1)
                : body;
    assertEquals(VersionMetadata.EMPTY, told());
  }
}
