package dev.penstock.artifact.format.nuget;

import static dev.penstock.artifact.format.nuget.Packages.nupkg;
import static dev.penstock.artifact.format.nuget.Packages.nuspec;
import static dev.penstock.artifact.format.nuget.Packages.push;
import static dev.penstock.artifact.format.nuget.Packages.pushTo;
import static dev.penstock.artifact.format.nuget.Packages.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.MultipartBody;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A push of NuGet's clients")
class PushTest {
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.NUGET, "", "acme.lib");

  private final FormatBench bench = Packages.bench();

  private void assertNothing() throws IOException {
    assertEquals(List.of(), WholeList.packages(bench.repository(), PackageFormat.NUGET));
  }

  private void assertRefused(byte[] nupkg, String expected) throws IOException {
    Answer answer = push(bench, nupkg);
    assertEquals(400, answer.status(), expected);
    assertTrue(answer.text().contains(expected), answer.text());
    assertNothing();
  }

  @Test
  @Covers("W-104")
  @DisplayName("puts a package, whatever its part is called; what exists is a conflict")
  void pushes() throws IOException {
    byte[] first = nupkg("Acme.Lib", "1.0.0", "");
    assertEquals(201, push(bench, first).status());
    assertEquals(200, push(bench, first).status(), "the same again");
    Answer other = push(bench, nupkg("Acme.Lib", "1.0.0", "<title>x</title>"));
    assertEquals(409, other.status());
    assertTrue(other.text().contains("Acme.Lib 1.0.0 already exists"), other.text());
    assertArrayEquals(
        first, bench.get("/v3/flatcontainer/acme.lib/1.0.0/acme.lib.1.0.0.nupkg").body());
    int minor = 1;
    for (String target :
        List.of("/v3/package/", "/api/v2/package", "/api/v2/package/", "/", "/v3/index.json/")) {
      byte[] next = nupkg("Acme.Lib", "1." + minor++ + ".0", "");
      assertEquals(201, pushTo(bench, target, next).status(), target);
    }
    byte[] two =
        new MultipartBody()
            .part("form-data", nupkg("Acme.Lib", "2.0.0", ""))
            .field("more", "x")
            .end();
    assertEquals(
        201, bench.ask("PUT", "/v3/package", two, "Content-Type", MultipartBody.TYPE).status());
    assertEquals(405, pushTo(bench, "/v3/search", first).status());
    assertEquals(405, pushTo(bench, "/v3/package/acme.lib/1.0.0", first).status());
    assertEquals(415, bench.ask("PUT", "/v3/package", first).status());
    byte[] empty = new MultipartBody().end();
    assertEquals(
        400, bench.ask("PUT", "/v3/package", empty, "Content-Type", MultipartBody.TYPE).status());
  }

  @Test
  @Covers("W-106")
  @DisplayName("is known by the one nuspec at the root, of any namespace, and is stored byte-exact")
  void nuspecAlone() throws IOException {
    for (String namespace :
        List.of(
            "",
            " xmlns='http://schemas.microsoft.com/packaging/2010/07/nuspec.xsd'",
            " xmlns='http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd'")) {
      FormatBench other = Packages.bench();
      byte[] package1 =
          zip(
              "Other.Name.NUSPEC",
              "<package"
                  + namespace
                  + "><metadata><id>a_b</id><version>01.2</version>"
                  + "</metadata></package>",
              "sub/deep.nuspec",
              "<x/>");
      assertEquals(201, push(other, package1).status(), namespace);
      assertArrayEquals(package1, other.get("/v3/flatcontainer/a_b/1.2.0/a_b.1.2.0.nupkg").body());
    }
    String longest = "a".repeat(100);
    assertEquals(201, push(Packages.bench(), nupkg(longest, "1.0.0", "")).status());
    for (String id : List.of("", "a".repeat(101), "a b", ".a", "a.", "a..b", "a/b", "a-", "-a")) {
      assertRefused(zip("x.nuspec", nuspec(id, "1.0.0", "")), "nuspec: id");
    }
    assertEquals(201, push(bench, nupkg("Acme.Lib", "1.0.0", "")).status());
    assertEquals(409, push(bench, nupkg("ACME.lib", "1.0.0", "<title>x</title>")).status());
  }

  @Test
  @Covers("W-154")
  @DisplayName("has an id whose case does not matter, and everything else about it does")
  void ids() throws IOException {
    for (String[] same :
        new String[][] {
          {"Acme.Lib_1-X", "ACME.LIB_1-X", "acme.lib_1-x"},
          {"\u00c9t\u00e9", "\u00e9T\u00c9"},
          {"\u03a3\u03a3", "\u03c3\u03c2", "\u03c3\u03c3"},
          {"\ud801\udc00", "\ud801\udc28"}
        }) {
      FormatBench other = Packages.bench();
      assertEquals(201, push(other, nupkg(same[0], "1.0.0", "")).status(), same[0]);
      for (String spelling : same) {
        byte[] again = nupkg(spelling, "1.0.0", "<title>x</title>");
        assertEquals(409, push(other, again).status(), spelling);
        String path = "/v3/flatcontainer/" + URLEncoder.encode(spelling, UTF_8) + "/index.json";
        assertEquals(200, other.get(path).status(), spelling);
      }
    }
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      FormatBench other = Packages.bench();
      for (String different :
          List.of(
              "WIDGET",
              "WIDG\u0130T",
              "W\u0130DGET",
              "W\u0131DGET",
              "\u212ait",
              "kit",
              "stra\u00dfe",
              "strasse",
              "\u00e9",
              "e\u0301",
              "\u017fo",
              "so",
              "\u212b",
              "\u00e5",
              "a-b",
              "a_b",
              "a.b")) {
        assertEquals(201, push(other, nupkg(different, "1.0.0", "")).status(), different);
      }
      assertEquals(409, push(other, nupkg("widget", "1.0.0", "<title>x</title>")).status());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @DisplayName("is refused if it is no package, or if its nuspec is not good")
  void damaged() throws IOException {
    assertRefused(new byte[0], "no valid package");
    assertRefused("text".getBytes(UTF_8), "no valid package");
    assertRefused(zip("a/b.nuspec", nuspec("a", "1.0", "")), "0 files *.nuspec");
    assertRefused(
        zip("a.nuspec", nuspec("a", "1.0", ""), "b.nuspec", nuspec("a", "1.0", "")),
        "2 files *.nuspec");
    assertRefused(zip("a.nuspec", nuspec("a", "1.0", ""), "../x", ""), "no valid package");
    assertRefused(
        zip("a.nuspec", nuspec("a", "1.0", "<!--" + "x".repeat(2 << 20) + "-->")),
        "no valid package");
    assertRefused(zip("a.nuspec", "<package>"), "no readable XML");
    assertRefused(zip("a.nuspec", ""), "no readable XML");
    assertRefused(zip("a.nuspec", "<package/>"), "nuspec: id");
    assertRefused(zip("a.nuspec", nuspec("a", "1.0.0.0.0", "")), "nuspec: version");
    assertRefused(zip("a.nuspec", nuspec("a", "v1", "")), "nuspec: version");
    assertRefused(zip("a.nuspec", nuspec("a", "1", "<x>".repeat(20))), "nested deeper");
    assertRefused(
        zip("a.nuspec", nuspec("a", "1", "<title>" + "x".repeat(70_000) + "</title>")),
        "title of more than");
    assertRefused(
        zip(
            "a.nuspec",
            nuspec("a", "1", "<dependencies><dependency id='b' version='1,'/></dependencies>")),
        "dependency on b");
    assertRefused(
        zip("a.nuspec", nuspec("a", "1", "<dependencies><dependency id=''/></dependencies>")),
        "dependency id");
  }

  @Test
  @DisplayName("is refused if its nuspec has a document type: no entity is ever looked up")
  void entities() throws IOException {
    String file = "<!DOCTYPE package [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    String bomb = "<!DOCTYPE package [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]>";
    for (String type : List.of(file, bomb, "<!DOCTYPE package>")) {
      String text = "<package><metadata><id>a</id><version>1</version><title>&x;</title>";
      assertRefused(zip("a.nuspec", type + text + "</metadata></package>"), "nuspec: ");
    }
  }

  @Test
  @DisplayName("cuts what is too long for the repository between characters")
  void longTexts() throws IOException {
    String more = "<projectUrl>" + "x".repeat(2_047) + "\ud83d\ude00</projectUrl>";
    assertEquals(201, push(bench, nupkg("Acme.Lib", "1.0.0", more)).status());
    assertEquals(
        "x".repeat(2_047), bench.repository().describe(LIB.version("1.0.0")).metadata().homePage());
  }

  @Test
  @DisplayName("with more about its dependencies than the repository keeps tells it the first")
  void longDependencies() throws IOException {
    String name = "x".repeat(95);
    StringBuilder more = new StringBuilder("<dependencies>");
    for (int i = 0; i < 5_000; i++) {
      more.append("<dependency id='").append(name).append(i).append("' version='1.0'/>");
    }
    more.append("</dependencies>");
    assertEquals(201, push(bench, nupkg("Acme.Lib", "1.0.0", more.toString())).status());
    List<Dependency> told =
        bench.repository().describe(LIB.version("1.0.0")).metadata().dependencies();
    assertEquals(new Dependency("", "", name + "0", "[1.0.0, )"), told.get(0));
    assertTrue(told.size() > 4_000 && told.size() < 5_000, () -> told.size() + " dependencies");
  }

  @Test
  @DisplayName("tells the repository what the version says about itself")
  void about() throws IOException {
    String more =
        "<projectUrl>https://acme.example/</projectUrl><license type='expression'>MIT</license>"
            + "<repository type='git' url='https://git.example/lib'/>"
            + "<dependencies><group targetFramework='net6.0'>"
            + "<dependency id='Acme.Other' version='1.0'/></group></dependencies>";
    assertEquals(201, push(bench, nupkg("Acme.Lib", "1.0.0", more)).status());
    VersionMetadata about = bench.repository().describe(LIB.version("1.0.0")).metadata();
    assertEquals("Acme.Lib", about.displayName());
    assertEquals("Pays & more.", about.summary());
    assertEquals("https://acme.example/", about.homePage());
    assertEquals("https://git.example/lib", about.sourceCodeRepository());
    assertEquals(List.of(new License("MIT", "")), about.licenses());
    assertEquals(List.of(new Dependency("", "", "acme.other", "[1.0.0, )")), about.dependencies());
  }

  @Test
  @Covers("W-105")
  @DisplayName("can be unlisted, and listed again, with a slash at the end or without")
  void unlist() throws IOException {
    push(bench, "Acme.Lib", "1.0.0");
    String path = "/v3/package/Acme.Lib/1.0";
    for (String target :
        List.of(path, path, path + "/", "/api/v2/package/acme.lib/1.0.0", "/Acme.Lib/1.0.0")) {
      assertEquals(204, bench.ask("DELETE", target, new byte[0]).status(), target);
      assertEquals(
          VersionStatus.UNLISTED, bench.repository().describe(LIB.version("1.0.0")).status());
    }
    for (String target : List.of(path, path, path + "/")) {
      assertEquals(200, bench.ask("POST", target, new byte[0]).status(), target);
      assertEquals(
          VersionStatus.PUBLISHED, bench.repository().describe(LIB.version("1.0.0")).status());
    }
    for (String method : List.of("DELETE", "POST")) {
      assertEquals(404, bench.ask(method, "/v3/package/acme.lib/1.1", new byte[0]).status());
      assertEquals(404, bench.ask(method, "/v3/package/other/1.0", new byte[0]).status());
      assertEquals(404, bench.ask(method, "/v3/package/a b/1.0", new byte[0]).status());
      assertEquals(404, bench.ask(method, "/v3/package/acme.lib/x", new byte[0]).status());
      assertEquals(405, bench.ask(method, "/v3/package", new byte[0]).status());
      assertEquals(405, bench.ask(method, "/v3/other/acme.lib/1.0", new byte[0]).status());
    }
    // What is archived stays archived.
    bench.repository().updateStatus(LIB, VersionChange.of("1.0.0"), VersionStatus.ARCHIVED);
    assertEquals(404, bench.ask("DELETE", path, new byte[0]).status());
    assertEquals(404, bench.ask("POST", path, new byte[0]).status());
    assertEquals(
        VersionStatus.ARCHIVED, bench.repository().describe(LIB.version("1.0.0")).status());
  }

  @Test
  @DisplayName("needs the right to publish that package, and changes need theirs")
  void rights() throws IOException {
    bench.permitted =
        (right, coordinates) ->
            right == RepositoryRight.READ
                || (coordinates != null && coordinates.name().equals("acme.own"));
    assertEquals(404, push(bench, "Acme.Lib", "1.0.0").status());
    assertNothing();
    assertEquals(201, push(bench, "Acme.Own", "1.0.0").status());
    bench.permitted = (right, coordinates) -> right == RepositoryRight.READ;
    assertEquals(404, bench.ask("DELETE", "/v3/package/acme.own/1.0.0", new byte[0]).status());
    assertEquals(404, bench.ask("POST", "/v3/package/acme.own/1.0.0", new byte[0]).status());
    bench.principal = Principal.anonymous();
    byte[] unread = new byte[0];
    assertEquals(401, bench.ask("PUT", "/v3/package", unread).status());
    assertEquals(401, bench.ask("DELETE", "/v3/package/acme.own/1.0.0", unread).status());
    bench.permitted = (right, coordinates) -> false;
    for (String path :
        List.of(
            "/v3/index.json",
            "/v3/search",
            "/v3/autocomplete",
            "/v3/flatcontainer/acme.own/index.json",
            "/v3/flatcontainer/unknown/index.json",
            "/v3/registration/acme.own/index.json",
            "/v3/registration/%20/index.json",
            "/x")) {
      assertEquals(401, bench.get(path).status(), path);
    }
  }
}
