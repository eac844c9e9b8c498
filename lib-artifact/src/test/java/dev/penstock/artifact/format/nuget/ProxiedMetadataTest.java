package dev.penstock.artifact.format.nuget;

import static dev.penstock.artifact.format.nuget.Packages.BASE;
import static dev.penstock.artifact.format.nuget.Packages.nupkg;
import static dev.penstock.artifact.format.nuget.Packages.push;
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
import dev.penstock.artifact.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a NuGet package from elsewhere says about itself")
class ProxiedMetadataTest {
  private static final PackageId ID = new PackageId("acme.lib");
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.NUGET, "", "acme.lib");
  private static final VersionCoordinates ONE = LIB.version("1.0.0");
  private static final String FILE = "acme.lib.1.0.0.nupkg";
  private static final String ABOUT =
      "<summary>Pays.</summary><projectUrl>https://acme.example/</projectUrl>"
          + "<license type='expression'>AGPL-3.0-only</license>"
          + "<licenseUrl>https://licenses.example/AGPL-3.0-only</licenseUrl>"
          + "<dependencies><group targetFramework='net6.0'>"
          + "<dependency id='Acme.Other' version='1.0'/><dependency id='Acme.Any'/></group>"
          + "<group targetFramework='net8.0'>"
          + "<dependency id='Acme.Other' version='1.0'/><dependency id='Acme.Other' version='2.*'/>"
          + "</group></dependencies>";

  @TempDir private Path directory;
  private Elsewhere elsewhere;

  @BeforeEach
  void start() throws IOException {
    elsewhere = new Elsewhere(bench -> new NugetProtocol());
  }

  @AfterEach
  void stop() {
    elsewhere.close();
  }

  private NugetSource source() {
    return new NugetSource(elsewhere.remote("/v3"), 1 << 20);
  }

  /** What the repository says of the version, once it has fetched it. */
  private VersionMetadata fetched() throws IOException {
    FormatBench bench =
        new FormatBench(
            BASE,
            any -> new NugetProtocol(),
            new FormatBench.Connected(PackageFormat.NUGET, source(), directory.resolve("spool")));
    assertEquals(200, bench.get("/v3/flatcontainer/acme.lib/1.0.0/" + FILE).status());
    assertEquals(200, bench.get("/v3/registration-gz-semver2/acme.lib/index.json").status());
    return bench.repository().describe(ONE).metadata();
  }

  private VersionMetadata pushed(String more) throws IOException {
    assertEquals(201, push(elsewhere.bench(), nupkg("Acme.Lib", "1.0.0", more)).status());
    return elsewhere.bench().repository().describe(ONE).metadata();
  }

  private static VersionMetadata read(String entry) throws IOException {
    return EntryMetadata.of(ID, CatalogEntry.JSON.readTree(entry.replace('\'', '"')));
  }

  @Test
  @DisplayName("is what it said where it was pushed, but for the place of its sources")
  void same() throws IOException {
    VersionMetadata there = pushed(ABOUT + "<repository url='https://git.example/lib'/>");
    assertEquals("https://git.example/lib", there.sourceCodeRepository());
    VersionMetadata here = fetched();
    assertEquals(there.withSourceCodeRepository(""), here);
    assertEquals("Acme.Lib", here.displayName());
    assertEquals("Pays.", here.summary());
    assertEquals("https://acme.example/", here.homePage());
    assertEquals(List.of(new License("AGPL-3.0-only", "")), here.licenses());
    assertEquals(
        List.of(
            new Dependency("", "", "acme.other", "[1.0.0, )"),
            new Dependency("", "", "acme.any", "(, )"),
            new Dependency("", "", "acme.other", "2.*")),
        here.dependencies());
  }

  @Test
  @DisplayName("is the description if there is no summary, and an address if that is the licence")
  void otherwise() throws IOException {
    VersionMetadata there =
        pushed(
            "<license type='file'>L.txt</license><licenseUrl>https://acme.example/l</licenseUrl>");
    assertEquals(there, fetched());
    assertEquals("Pays & more.", there.summary());
    assertEquals(List.of(new License("", "https://acme.example/l")), there.licenses());
  }

  @Test
  @DisplayName("is told before it is fetched, without a request more than its registration")
  void described() throws IOException {
    VersionMetadata there = pushed(ABOUT);
    assertEquals(there, source().describe(ONE).asOptional().orElseThrow().metadata());
    assertEquals(
        List.of("/v3/index.json", "/v3/registration-gz-semver2/acme.lib/index.json"),
        elsewhere.asked);
  }

  @Test
  @DisplayName("is what a rule about licences judges, before a byte of it is taken in")
  void licenseRule() throws IOException {
    pushed(ABOUT);
    assertTrue(
        refusal(VersionRules.builder().licenses(Set.of(), Set.of("AGPL-*"), Decision.ALLOW).build())
            .contains("licences that are not allowed: AGPL-3.0-only"));
    assertTrue(elsewhere.asked.stream().noneMatch(path -> path.endsWith(".nupkg")));
  }

  private String refusal(VersionFilter filter) throws IOException {
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    Upstreams upstreams =
        Upstreams.builder(
                Domain.builder(
                        "acme", catalogue, new InMemoryContentStore(), () -> FormatBench.START)
                    .filter(filter),
                catalogue,
                () -> FormatBench.START,
                directory.resolve("more"))
            .connection("elsewhere", PackageFormat.NUGET, source())
            .build();
    upstreams.domain().createRepository("main");
    upstreams.links().associate("main", "elsewhere");
    ClientRepository client = upstreams.client("main");
    return "" + assertThrows(ArtifactException.class, () -> client.asset(ONE, FILE)).getMessage();
  }

  @Test
  @DisplayName("is nothing if the entry says nothing, or says it in another form")
  void absent() throws IOException {
    VersionMetadata nothing = VersionMetadata.EMPTY.withDisplayName("acme.lib");
    for (String entry :
        List.of(
            "{}",
            "[]",
            "null",
            "{'id':'','summary':'','description':null,'projectUrl':' ','licenseExpression':'',"
                + "'licenseUrl':'','dependencyGroups':[]}",
            "{'id':['acme.lib'],'summary':{},'projectUrl':[],'licenseExpression':{'x':1},"
                + "'licenseUrl':[[]],'dependencyGroups':{'x':'y'}}",
            "{'id':'acme.other','dependencyGroups':[7,null,{},{'dependencies':'x'},"
                + "{'dependencies':[7,null,{},{'range':'1.0'},{'id':'../etc','range':'1.0'}]}]}")) {
      assertEquals(nothing, read(entry), entry);
    }
  }

  @Test
  @DisplayName("is cut where it is too long, and a range that is none stays as it is told")
  void tooLong() throws IOException {
    String longest = "x".repeat(10_000);
    VersionMetadata told =
        read(
            "{'summary':'T','projectUrl':'T','licenseExpression':'T','dependencyGroups':[{'dependencies':"
                    .replace("T", longest)
                + "[{'id':'a','range':'T'},{'id':'T'},{'id':'b','range':'odd'},{'id':'c','range':''}]}]}"
                    .replace("T", longest));
    assertEquals("x".repeat(8_192), told.summary());
    assertEquals("x".repeat(2_048), told.homePage());
    assertEquals(List.of(new License("x".repeat(1_024), "")), told.licenses());
    assertEquals(
        List.of(new Dependency("", "", "b", "odd"), new Dependency("", "", "c", "(, )")),
        told.dependencies());
    assertEquals(
        List.of(new License("", "x".repeat(2_048))),
        read("{'licenseUrl':'" + longest + "'}").licenses());
  }

  @Test
  @DisplayName("has the first dependencies if there are too many")
  void tooMany() throws IOException {
    assertEquals(10_000, dependencies(10_001, "1.0").size());
    List<Dependency> some = dependencies(300, "x".repeat(2_000));
    assertEquals("p0", some.get(0).name());
    assertEquals(248, some.size());
  }

  private static List<Dependency> dependencies(int count, String range) throws IOException {
    return read(IntStream.range(0, count)
            .mapToObj(i -> "{'id':'p" + i + "','range':'" + range + "'}")
            .collect(Collectors.joining(",", "{'dependencyGroups':[{'dependencies':[", "]}]}")))
        .dependencies();
  }

  @Test
  @DisplayName("never keeps it from being fetched")
  void hostile() throws IOException {
    pushed("<summary>S</summary><projectUrl>P</projectUrl><license type='expression'>L</license>");
    elsewhere.lie =
        body ->
            body[0] == 'P'
                ? body
                : new String(body, UTF_8)
                    .replace("\"S\"", "\"S\\ud83d\"")
                    .replace("\"P\"", "\"P\\ud83d\"")
                    .replace("\"L\"", "\"L\\ud83d\"")
                    .replace(
                        "\"dependencyGroups\":[]",
                        "\"dependencyGroups\":[{\"dependencies\":[{\"id\":\"a\",\"range\":\"R\\ude00\"},"
                            + "{\"id\":\"b\\ude00\",\"range\":\"1.0\"}]}]")
                    .getBytes(UTF_8);
    VersionMetadata here = fetched();
    assertEquals("S?", here.summary());
    assertEquals("P?", here.homePage());
    assertEquals(List.of(new License("L?", "")), here.licenses());
    assertEquals(List.of(new Dependency("", "", "a", "R?")), here.dependencies());
  }
}
