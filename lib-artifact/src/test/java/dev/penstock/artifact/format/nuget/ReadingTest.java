package dev.penstock.artifact.format.nuget;

import static dev.penstock.artifact.format.nuget.Packages.BASE;
import static dev.penstock.artifact.format.nuget.Packages.json;
import static dev.penstock.artifact.format.nuget.Packages.nupkg;
import static dev.penstock.artifact.format.nuget.Packages.nuspec;
import static dev.penstock.artifact.format.nuget.Packages.push;
import static dev.penstock.artifact.format.nuget.Packages.target;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("NuGet's reading clients")
class ReadingTest {
  private static final String DEPENDENCIES =
      "<dependencies><group targetFramework='net6.0'><dependency id='Acme.Other' version='1.0'/>"
          + "<dependency id='any'/></group><group targetFramework='net48'/></dependencies>";
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.NUGET, "", "acme.lib");

  private final FormatBench bench = Packages.bench();

  private void unlist(String version) throws IOException {
    bench.repository().updateStatus(LIB, VersionChange.of(version), VersionStatus.UNLISTED);
  }

  private JsonNode get(String path) {
    Answer answer = bench.get(path);
    assertEquals(200, answer.status(), path);
    assertEquals("application/json", answer.header("Content-Type"));
    assertEquals(
        "\"" + Hashing.sha256().hashBytes(answer.body()) + "\"", answer.header("ETag"), path);
    return json(answer);
  }

  @Test
  @Covers({"W-097", "W-098", "A-149"})
  @DisplayName("start at an index that names every resource by its types, absolute")
  void serviceIndex() {
    JsonNode index = get("/v3/index.json");
    assertEquals("3.0.0", index.path("version").asText());
    TreeMap<String, String> found = new TreeMap<>();
    for (JsonNode resource : index.path("resources")) {
      assertFalse(found.containsKey(resource.path("@type").asText()));
      found.put(resource.path("@type").asText(), resource.path("@id").asText());
    }
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("PackageBaseAddress/3.0.0", BASE + "/v3/flatcontainer/");
    expected.put("PackagePublish/2.0.0", BASE + "/v3/package");
    for (String type : List.of("", "/3.0.0-beta", "/3.0.0-rc")) {
      expected.put("RegistrationsBaseUrl" + type, BASE + "/v3/registration/");
    }
    expected.put("RegistrationsBaseUrl/3.4.0", BASE + "/v3/registration-gz/");
    expected.put("RegistrationsBaseUrl/3.6.0", BASE + "/v3/registration-gz-semver2/");
    for (String type : List.of("", "/3.0.0-beta", "/3.0.0-rc", "/3.5.0")) {
      expected.put("SearchQueryService" + type, BASE + "/v3/search");
      expected.put("SearchAutocompleteService" + type, BASE + "/v3/autocomplete");
    }
    assertEquals(expected, found);
  }

  @Test
  @Covers("A-149")
  @DisplayName("find nothing of the second protocol, such as what its list asks for")
  void secondProtocol() {
    push(bench, "Acme.Lib", "1.0.0");
    for (String root : List.of("", "/api/v2", "/v2", "/v3/package")) {
      for (String resource :
          List.of(
              "/$metadata",
              "/Packages",
              "/Packages()",
              "/Packages(Id='Acme.Lib',Version='1.0.0')",
              "/Search()?searchTerm='Acme.Lib'",
              "/FindPackagesById()?id='Acme.Lib'",
              "/GetUpdates()",
              "/package/Acme.Lib/1.0.0",
              "/Acme.Lib/1.0.0")) {
        assertEquals(404, bench.get(root + resource).status(), root + resource);
      }
    }
    assertEquals(404, bench.get("/").status());
  }

  @Test
  @Covers({"W-099", "A-050"})
  @DisplayName("find versions and files in the flat container, in lower case, listed or not")
  void flatContainer() throws IOException {
    byte[] beta = nupkg("Acme.Lib", "1.0.0-Beta+abc", "");
    push(bench, beta);
    push(bench, "Acme.Lib", "1.10");
    push(bench, "Acme.Lib", "1.9.0.0");
    push(bench, "Acme.Lib", "1.2.3.4");
    push(bench, "Acme.Lib", "3.0.0");
    unlist("1.9.0");
    bench.repository().updateStatus(LIB, VersionChange.of("3.0.0"), VersionStatus.ARCHIVED);
    assertEquals(
        "{\"versions\":[\"1.0.0-beta\",\"1.2.3.4\",\"1.9.0\",\"1.10.0\"]}",
        get("/v3/flatcontainer/acme.lib/index.json").toString());
    String path = "/v3/flatcontainer/acme.lib/1.0.0-beta/acme.lib";
    assertArrayEquals(beta, bench.get(path + ".1.0.0-beta.nupkg").body());
    assertEquals(nuspec("Acme.Lib", "1.0.0-Beta+abc", ""), bench.get(path + ".nuspec").text());
    for (String version : List.of("1.2.3.4", "1.9.0", "1.10.0")) {
      String file = "/v3/flatcontainer/acme.lib/" + version + "/acme.lib";
      assertEquals(200, bench.get(file + "." + version + ".nupkg").status());
      assertEquals(200, bench.get(file + ".nuspec").status());
    }
    for (String missing :
        List.of(
            "unknown/index.json",
            "acme.lib/3.0.0/acme.lib.3.0.0.nupkg",
            "acme.lib/3.0.0/acme.lib.nuspec",
            "acme.lib/9.0.0/acme.lib.9.0.0.nupkg",
            "acme.lib/1.9.0/catalog-entry.json",
            "acme.lib/1.9.0",
            "acme.lib/x/y",
            "acme.lib",
            "a%20b/index.json")) {
      assertEquals(404, bench.get("/v3/flatcontainer/" + missing).status(), missing);
    }
  }

  @Test
  @Covers({"W-101", "A-050"})
  @DisplayName("read of each version what its nuspec says")
  void catalogEntry() throws IOException {
    String more =
        "<title>Acme</title><summary>Short.</summary><language>en</language>"
            + "<projectUrl>https://a.example</projectUrl><iconUrl>https://a.example/i</iconUrl>"
            + "<licenseUrl>https://a.example/l</licenseUrl>"
            + "<license type='expression'>MIT</license><tags>pay cart, x;y</tags>"
            + "<requireLicenseAcceptance>true</requireLicenseAcceptance>"
            + "<packageTypes><packageType name='DotnetTool'/></packageTypes>"
            + DEPENDENCIES;
    byte[] nupkg = nupkg("Acme.Lib", "1.0.0+meta.1", more);
    push(bench, nupkg);
    bench.repository().mark(LIB.version("1.0.0"), "deprecated", "use 2");
    String hive = BASE + "/v3/registration-gz-semver2/";
    String expected =
        ("{'id':'Acme.Lib','version':'1.0.0+meta.1','authors':'Ada, Grace',"
                + "'description':'Pays & more.','iconUrl':'https://a.example/i','language':'en',"
                + "'licenseUrl':'https://a.example/l','projectUrl':'https://a.example',"
                + "'summary':'Short.','title':'Acme','licenseExpression':'MIT',"
                + "'minClientVersion':'2.12','requireLicenseAcceptance':true,"
                + "'tags':['pay','cart','x','y'],'packageTypes':[{'name':'DotnetTool'}],"
                + "'dependencyGroups':[{'targetFramework':'net6.0','dependencies':["
                + "{'id':'Acme.Other','range':'[1.0.0, )',"
                + "'registration':'HIVEacme.other/index.json'},"
                + "{'id':'any','range':'(, )','registration':'HIVEany/index.json'}]},"
                + "{'targetFramework':'net48','dependencies':[]}],"
                + "'packageHash':'HASH','packageHashAlgorithm':'SHA512','packageSize':SIZE,"
                + "'@id':'BASE/v3/flatcontainer/acme.lib/1.0.0/acme.lib.nuspec',"
                + "'packageContent':'BASE/v3/flatcontainer/acme.lib/1.0.0/acme.lib.1.0.0.nupkg',"
                + "'listed':true,'published':'2026-01-02T03:04:05.678901Z',"
                + "'deprecation':{'reasons':['Other'],'message':'use 2'}}")
            .replace('\'', '"')
            .replace("HIVE", hive)
            .replace(
                "HASH",
                Base64.getEncoder().encodeToString(Hashing.sha512().hashBytes(nupkg).asBytes()))
            .replace("SIZE", "" + nupkg.length)
            .replace("BASE", BASE);
    JsonNode leaf =
        get("/v3/registration-gz-semver2/acme.lib/index.json")
            .path("items")
            .path(0)
            .path("items")
            .path(0);
    assertEquals(expected, leaf.path("catalogEntry").toString());
    assertEquals(hive + "acme.lib/1.0.0.json", leaf.path("@id").asText());
    assertEquals(hive + "acme.lib/index.json", leaf.path("registration").asText());
    for (String url :
        List.of(
            leaf.path("packageContent").asText(),
            leaf.path("catalogEntry").path("@id").asText(),
            leaf.path("@id").asText())) {
      assertEquals(200, bench.get(target(url)).status(), url);
    }
    JsonNode alone = get(target(leaf.path("@id").asText()));
    assertEquals(expected, alone.path("catalogEntry").toString());
    assertTrue(alone.path("listed").asBoolean());
    unlist("1.0.0");
    leaf = get("/v3/registration-gz-semver2/acme.lib/index.json").path("items").path(0);
    assertFalse(leaf.path("items").path(0).path("catalogEntry").path("listed").asBoolean(true));
  }

  @Test
  @Covers("W-100")
  @DisplayName("get all versions in the index up to 127, in pages of 64, and from 128 on by page")
  void paging() {
    for (int i = 1; i <= 127; i++) {
      push(bench, "Acme.Lib", "1.0." + i);
    }
    JsonNode index = get("/v3/registration/acme.lib/index.json");
    assertEquals(2, index.path("count").asInt());
    assertEquals(2, index.path("items").size());
    JsonNode first = index.path("items").path(0);
    assertEquals(64, first.path("count").asInt());
    assertEquals(64, first.path("items").size());
    assertEquals("1.0.1", first.path("lower").asText());
    assertEquals("1.0.64", first.path("upper").asText());
    assertEquals(63, index.path("items").path(1).path("items").size());
    push(bench, "Acme.Lib", "1.0.128");
    push(bench, "Acme.Lib", "1.0.129");
    index = get("/v3/registration/acme.lib/index.json");
    assertEquals(3, index.path("count").asInt());
    Set<String> seen = new HashSet<>();
    for (JsonNode item : index.path("items")) {
      assertTrue(item.path("items").isMissingNode());
      JsonNode page = get(target(item.path("@id").asText()));
      assertEquals(item.path("@id"), page.path("@id"));
      assertEquals(item.path("count"), page.path("count"));
      assertEquals(item.path("lower"), page.path("lower"));
      assertEquals(item.path("upper"), page.path("upper"));
      assertEquals(BASE + "/v3/registration/acme.lib/index.json", page.path("parent").asText());
      assertEquals(item.path("count").asInt(), page.path("items").size());
      for (JsonNode leaf : page.path("items")) {
        seen.add(leaf.path("catalogEntry").path("version").asText());
      }
    }
    assertEquals(129, seen.size());
    for (String missing :
        List.of(
            "unknown/index.json",
            "acme.lib/9.0.0.json",
            "acme.lib/page/2.0.0/3.0.0.json",
            "acme.lib/page/x/3.0.0.json",
            "acme.lib/page/1.0.1/x.json",
            "acme.lib/page/1.0.1.json",
            "acme.lib/other",
            "acme.lib")) {
      assertEquals(404, bench.get("/v3/registration/" + missing).status(), missing);
    }
    assertEquals(404, bench.get("/v3/other/acme.lib/index.json").status());
  }

  private List<String> versions(String hive) {
    Answer answer = bench.get("/v3/" + hive + "/acme.lib/index.json");
    return answer.status() == 404
        ? List.of()
        : json(answer).path("items").findValuesAsText("version");
  }

  @Test
  @Covers("W-102")
  @DisplayName("see in each of three hives what their age can read, compressed in two of them")
  void hives() throws IOException {
    push(bench, "Acme.Lib", "1.0.0-beta");
    assertEquals(List.of("1.0.0-beta"), versions("registration"));
    push(bench, "Acme.Lib", "1.0.0-beta.1");
    push(bench, "Acme.Lib", "1.0.0+meta");
    push(bench, nupkg("Acme.Lib", "1.1.0", DEPENDENCIES));
    push(bench, nupkg("Acme.Lib", "1.2.0", DEPENDENCIES.replace("1.0", "[1.0.0-a.1,2.0)")));
    push(bench, nupkg("Acme.Lib", "1.3.0", DEPENDENCIES.replace("1.0", "(,2.0.0-rc]")));
    List<String> old = List.of("1.0.0-beta", "1.1.0", "1.3.0");
    assertEquals(old, versions("registration"));
    assertEquals(old, versions("registration-gz"));
    assertEquals(
        List.of("1.0.0-beta", "1.0.0-beta.1", "1.0.0+meta", "1.1.0", "1.2.0", "1.3.0"),
        versions("registration-gz-semver2"));
    assertEquals(404, bench.get("/v3/registration/acme.lib/1.2.0.json").status());
    assertEquals(200, bench.get("/v3/registration-gz-semver2/acme.lib/1.2.0.json").status());
    push(bench, "Acme.New", "1.0.0-a.b");
    assertEquals(404, bench.get("/v3/registration/acme.new/index.json").status());
    for (Hive hive : Hive.values()) {
      String path = "/v3/" + hive.path() + "/acme.lib/index.json";
      Answer plain = bench.get(path, "Accept-Encoding", "deflate, gzip;q=0");
      assertEquals("", plain.header("Content-Encoding"));
      Answer answer = bench.get(path, "Accept-Encoding", "br, gzip;q=0.5");
      if (hive == Hive.PLAIN) {
        assertEquals("", answer.header("Content-Encoding"));
        assertArrayEquals(plain.body(), answer.body());
      } else {
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("Accept-Encoding", answer.header("Vary"));
        assertEquals("Accept-Encoding", plain.header("Vary"));
        assertArrayEquals(
            plain.body(),
            new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
      }
    }
  }

  private List<String> search(String query) {
    return get("/v3/search?" + query).path("data").findValuesAsText("id");
  }

  @Test
  @Covers({"W-103", "A-050"})
  @DisplayName("search listed packages, without pre-releases and SemVer 2.0.0 unless asked for")
  void search() throws IOException {
    push(bench, nupkg("Acme.Lib", "1.0.0", "<tags>basket</tags>"));
    push(bench, "Acme.Lib", "1.1.0-beta");
    push(bench, "Acme.Lib", "1.2.0-beta.1");
    push(bench, "Acme.Lib", "1.3.0+meta");
    push(bench, "Acme.Lib", "2.0.0");
    unlist("2.0.0");
    push(bench, "Lib", "1.0.0");
    push(bench, "Library", "1.0.0-a.b");
    push(bench, nupkg("Tool", "1.0", "<packageTypes><packageType name='Exe'/></packageTypes>"));
    assertEquals(List.of("Acme.Lib", "Lib", "Tool"), search(""));
    assertEquals(List.of("Acme.Lib", "Lib", "Tool"), search("q="));
    assertEquals(List.of("Lib", "Acme.Lib"), search("q=LIB"), "the exact id first");
    assertEquals(List.of("Acme.Lib"), search("q=basket+lib"));
    assertEquals(List.of("Tool"), search("packageType=exe"));
    assertEquals(List.of("Acme.Lib", "Lib"), search("packageType=Dependency"));
    assertEquals(
        List.of("Lib", "Library", "Acme.Lib"), search("q=lib&prerelease=true&semVerLevel=2.0.0"));
    assertEquals(List.of("Lib"), search("skip=1&take=1"));
    assertEquals(List.of(), search("skip=9"));
    JsonNode page = get("/v3/search?take=0");
    assertEquals(3, page.path("totalHits").asInt());
    assertEquals(0, page.path("data").size());
    for (String[] filter :
        new String[][] {
          {"", "1.0.0"},
          {"&prerelease=true", "1.0.0 1.1.0-beta"},
          {"&semVerLevel=2.0.0", "1.0.0 1.3.0"},
          {"&prerelease=true&semVerLevel=2.0.0", "1.0.0 1.1.0-beta 1.2.0-beta.1 1.3.0"},
          {"&prerelease=false&semVerLevel=1.0.0", "1.0.0"}
        }) {
      JsonNode hit = get("/v3/search?q=acme.lib" + filter[0]).path("data").path(0);
      assertEquals(
          filter[1], String.join(" ", hit.path("versions").findValuesAsText("version")), filter[0]);
      assertEquals(
          filter[1],
          String.join(" ", texts(get("/v3/autocomplete?id=Acme.Lib" + filter[0]).path("data"))),
          filter[0]);
    }
    JsonNode hit = get("/v3/search?q=basket").path("data").path(0);
    assertEquals("1.0.0", hit.path("version").asText());
    assertEquals("Pays & more.", hit.path("description").asText());
    assertEquals("[\"Ada\",\"Grace\"]", hit.path("authors").toString());
    assertEquals("[{\"name\":\"Dependency\"}]", hit.path("packageTypes").toString());
    JsonNode version = hit.path("versions").path(0);
    assertEquals(0, version.path("downloads").asInt(-1));
    assertEquals(200, bench.get(target(version.path("@id").asText())).status());
    assertEquals(200, bench.get(target(hit.path("@id").asText())).status());
    assertEquals(List.of("Lib", "Acme.Lib"), texts(get("/v3/autocomplete?q=lib").path("data")));
    assertEquals(List.of(), texts(get("/v3/autocomplete?id=%20").path("data")));
    assertEquals(400, bench.get("/v3/search?take=-1").status());
    assertEquals(400, bench.get("/v3/search?skip=9999999999").status());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
