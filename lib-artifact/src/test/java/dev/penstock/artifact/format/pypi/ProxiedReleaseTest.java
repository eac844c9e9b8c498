package dev.penstock.artifact.format.pypi;

import static dev.penstock.artifact.format.pypi.Distributions.uploadSource;
import static dev.penstock.artifact.format.pypi.Distributions.uploadWheel;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.penstock.artifact.VersionFilter;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.format.Elsewhere;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.quarantine.VersionRules;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import dev.penstock.artifact.upstream.SourceVersion;
import dev.penstock.artifact.upstream.Upstreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a release of another index says about itself")
class ProxiedReleaseTest {
  private static final VersionCoordinates ONE =
      new PackageCoordinates(PackageFormat.PYPI, "", "acme-lib").version("1.0");
  private static final String WHEEL = "acme_lib-1.0-py3-none-any.whl";
  private static final String SOURCE = "acme-lib-1.0.tar.gz";

  @TempDir private Path directory;
  private Elsewhere elsewhere;
  private PypiSource source;

  @BeforeEach
  void start() throws IOException {
    elsewhere = new Elsewhere(bench -> new PypiProtocol(() -> bench.now));
    source = new PypiSource(elsewhere.remote("/simple"), 1 << 20);
  }

  @AfterEach
  void stop() {
    elsewhere.close();
  }

  private VersionMetadata told() throws IOException {
    SourceVersion described = source.describe(ONE).asOptional().orElseThrow();
    assertEquals(VersionMetadata.EMPTY, described.metadata(), "nothing of it takes a request");
    return source.metadata(ONE, described);
  }

  private ClientRepository client(VersionFilter filter) throws IOException {
    return upstreams(filter).client("main");
  }

  private Upstreams upstreams(VersionFilter filter) throws IOException {
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    Upstreams upstreams =
        Upstreams.builder(
                Domain.builder(
                        "acme", catalogue, new InMemoryContentStore(), () -> FormatBench.START)
                    .filter(filter),
                catalogue,
                () -> FormatBench.START,
                directory.resolve("spool"))
            .connection("elsewhere", PackageFormat.PYPI, source)
            .build();
    upstreams.domain().createRepository("store");
    upstreams.domain().createRepository("main");
    upstreams.links().associate("store", "elsewhere");
    upstreams.domain().createRepository("other");
    upstreams.links().setUpstreams("main", List.of("store"));
    upstreams.links().setUpstreams("other", List.of("store"));
    return upstreams;
  }

  private static void read(ClientRepository client, String file) throws IOException {
    try (InputStream in = client.asset(ONE, file).open()) {
      assertTrue(in.readAllBytes().length > 0);
    }
  }

  @Test
  @DisplayName("is what the core metadata beside its wheel say")
  void core() throws IOException {
    uploadSource(elsewhere.bench(), "acme-lib", "1.0", "source");
    uploadWheel(
        elsewhere.bench(),
        "acme-lib",
        "1.0",
        """
        Summary: Pays.
        Home-page: https://acme.example/
        License-Expression: MIT
        Requires-Dist: other-lib (>=1.0)
        Requires-Dist: b

        Many words.
        """);
    VersionMetadata told = told();
    assertEquals("acme-lib", told.displayName());
    assertEquals("Pays.", told.summary());
    assertEquals("https://acme.example/", told.homePage());
    assertEquals(List.of(new License("MIT", "")), told.licenses());
    assertEquals(
        List.of(
            new Dependency("Requires-Dist", "", "other-lib", "(>=1.0)"),
            new Dependency("Requires-Dist", "", "b", "")),
        told.dependencies());
  }

  @Test
  @DisplayName("is what a rule about licences judges, of all its files")
  void licenseRule() throws IOException {
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0", "License: AGPL-3.0-only\n");
    uploadSource(elsewhere.bench(), "acme-lib", "1.0", "source");
    ClientRepository client =
        client(VersionRules.builder().licenses(Set.of(), Set.of("AGPL-*"), Decision.ALLOW).build());
    for (String file : List.of(WHEEL, SOURCE)) {
      assertTrue(
          ("" + assertThrows(ArtifactException.class, () -> client.asset(ONE, file)).getMessage())
              .contains("licences that are not allowed: AGPL-3.0-only"));
    }
    assertTrue(elsewhere.asked.stream().noneMatch(path -> path.endsWith(".whl")));
  }

  @Test
  @DisplayName("stays known for the files that are fetched after the first")
  void laterFiles() throws IOException {
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0", "License: MIT\n");
    uploadSource(elsewhere.bench(), "acme-lib", "1.0", "source");
    VersionFilter known =
        VersionRules.builder().licenses(Set.of("MIT"), Set.of(), Decision.BLOCK).build();
    Upstreams upstreams = upstreams(known);
    read(upstreams.client("main"), WHEEL);
    read(upstreams.client("other"), SOURCE);
    read(upstreams.client("main"), SOURCE);
    assertEquals(1, elsewhere.asked.stream().filter(path -> path.endsWith(".metadata")).count());
  }

  @Test
  @DisplayName("is not asked for to list it")
  void lists() throws IOException {
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0");
    FormatBench bench =
        new FormatBench(
            Distributions.BASE,
            any -> new PypiProtocol(() -> any.now),
            new FormatBench.Connected(PackageFormat.PYPI, source, directory.resolve("more")));
    assertTrue(bench.get("/simple/acme-lib/").text().contains(WHEEL));
    assertEquals(List.of("/simple/acme-lib/"), elsewhere.asked);
  }

  @Test
  @DisplayName("is nothing if the index has no core metadata, or too long ones")
  void none() throws IOException {
    uploadSource(elsewhere.bench(), "acme-lib", "1.0", "source");
    assertEquals(VersionMetadata.EMPTY, told());
    for (String announced : List.of("false", "null", "0", "[]")) {
      restart();
      announce(announced);
      assertEquals(VersionMetadata.EMPTY, told(), announced);
    }
    restart();
    announce("true");
    assertEquals(List.of(new License("MIT", "")), told().licenses(), "without a digest");
    elsewhere.lie = body -> body[0] == 'M' ? new byte[(4 << 20) + 1] : lied("true", body);
    assertEquals(VersionMetadata.EMPTY, told());
  }

  private void restart() throws IOException {
    stop();
    start();
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0", "License: MIT\n");
  }

  /** Lets the pages of the index tell something else about core metadata. */
  private void announce(String told) {
    elsewhere.lie = body -> lied(told, body);
  }

  private static byte[] lied(String told, byte[] body) {
    return body[0] == '{'
        ? new String(body, UTF_8)
            .replaceAll("\"core-metadata\":\\{[^}]*\\}", "\"core-metadata\":" + told)
            .getBytes(UTF_8)
        : body;
  }

  @Test
  @DisplayName("is nothing if the core metadata are not where the index says that they are")
  void absent() throws IOException {
    uploadSource(elsewhere.bench(), "acme-lib", "1.0", "source");
    elsewhere.lie =
        body ->
            new String(body, UTF_8)
                .replace("\"core-metadata\":false", "\"core-metadata\":true")
                .getBytes(UTF_8);
    assertEquals(VersionMetadata.EMPTY, told());
    assertTrue(elsewhere.asked.stream().anyMatch(path -> path.endsWith(".tar.gz.metadata")));
  }

  @Test
  @DisplayName("is found under the older name of the field, and beside an address with a digest")
  void addresses() throws IOException {
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0", "License: MIT\n");
    elsewhere.lie =
        body ->
            body[0] == '{'
                ? new String(body, UTF_8)
                    .replace("\"core-metadata\"", "\"dist-info-metadata\"")
                    .replace(".whl\",\"hashes", ".whl#sha256=00\",\"hashes")
                    .getBytes(UTF_8)
                : body;
    assertEquals(List.of(new License("MIT", "")), told().licenses());
  }

  @Test
  @DisplayName("is asked for again if it is not what the index has promised")
  void tampered() throws IOException {
    uploadWheel(elsewhere.bench(), "acme-lib", "1.0", "License: AGPL-3.0-only\n");
    elsewhere.lie = body -> body[0] == 'M' ? "Metadata-Version: 2.1\n".getBytes(UTF_8) : body;
    String message = "" + assertThrows(SourceUnavailableException.class, this::told).getMessage();
    assertTrue(message.contains("the core metadata of pypi//acme-lib/1.0 have SHA-256"), message);
    elsewhere.lie = body -> body;
    assertEquals(List.of(new License("AGPL-3.0-only", "")), told().licenses());
  }

  @Test
  @DisplayName("has the surest licence that its core metadata name")
  void licenses() {
    String wording = "License: Copyright me\n  Permission is granted\n";
    String classifiers =
        """
        Classifier: License :: OSI Approved
        Classifier: License :: OSI Approved :: MIT License
        Classifier: Topic :: X
        Classifier: License :: Other/Proprietary License
        """;
    List<String> classified = List.of("MIT License", "Other/Proprietary License");
    assertEquals(
        List.of("MIT OR X"), names("License-Expression: MIT OR X\nLicense: Y\n" + classifiers));
    assertEquals(List.of("Y"), names("License: Y\n" + classifiers));
    assertEquals(classified, names(wording + classifiers));
    assertEquals(classified, names("License: " + "x".repeat(101) + "\n" + classifiers));
    assertEquals(classified, names("License: UNKNOWN\n" + classifiers + classifiers));
    assertEquals(List.of("Copyright me\nPermission is granted"), names(wording));
    assertEquals(List.of(), names("License: UNKNOWN\n"));
    assertEquals(
        List.of(), names("License:\nClassifier: License ::\nClassifier: Topic :: License\n"));
  }

  private static List<String> names(String fields) {
    return About.of(CoreMetadata.parse(fields.getBytes(UTF_8))).licenses().stream()
        .map(License::name)
        .toList();
  }

  @Test
  @DisplayName("is cut where it is too long")
  void tooLong() {
    String longest = "x".repeat(10_000);
    VersionMetadata told =
        About.of(
            CoreMetadata.parse(
                ("Name: T\nSummary: T\nHome-page: T\nLicense: T\n".replace("T", longest)
                        + ("Requires-Dist: a " + "y".repeat(3_000) + "\n").repeat(1_000))
                    .getBytes(UTF_8)));
    assertEquals(255, told.displayName().length());
    assertEquals(8_192, told.summary().length());
    assertEquals(2_048, told.homePage().length());
    assertEquals(1_024, told.licenses().get(0).name().length());
    assertTrue(told.dependencies().size() > 100);
    assertEquals(
        1_000,
        About.of(CoreMetadata.parse("Requires-Dist: a\n".repeat(1_001).getBytes(UTF_8)))
            .dependencies()
            .size());
  }
}
