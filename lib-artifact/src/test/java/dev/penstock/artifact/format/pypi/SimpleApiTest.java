package dev.penstock.artifact.format.pypi;

import static dev.penstock.artifact.format.pypi.Distributions.BASE;
import static dev.penstock.artifact.format.pypi.Distributions.sha256;
import static dev.penstock.artifact.format.pypi.Distributions.uploadSource;
import static dev.penstock.artifact.format.pypi.Distributions.uploadWheel;
import static dev.penstock.artifact.format.pypi.Distributions.wheel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Python's simple API")
class SimpleApiTest {
  private static final String PIP =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1,"
          + " text/html; q=0.01";
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.PYPI, "", "acme-lib");

  private final FormatBench bench = Distributions.bench();

  private static JsonNode json(Answer answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private JsonNode page(String project) throws IOException {
    return json(bench.get("/simple/" + project + "/", "Accept", PIP));
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("files").forEach(file -> names.add(file.path("filename").asText()));
    return names;
  }

  /** Where a client finds what an absolute link of a page points to. */
  private static String target(String url) {
    assertTrue(url.startsWith(BASE + "/"), url);
    return url.substring(BASE.length());
  }

  @Test
  @Covers("W-075")
  @DisplayName("lists a project's files, and all projects; redirects other spellings")
  void pages() throws IOException {
    uploadWheel(bench, "Acme.Lib", "1.0");
    uploadSource(bench, "other", "2.0", "x");
    assertEquals(List.of("Acme.Lib-1.0-py3-none-any.whl"), names(page("acme-lib")));
    assertEquals(
        "acme-lib other ",
        json(bench.get("/simple/", "Accept", PIP))
            .path("projects")
            .findValuesAsText("name")
            .stream()
            .reduce("", (all, name) -> all + name + " "));
    for (String spelling :
        List.of("Acme.Lib/", "acme_lib/", "ACME--LIB", "acme-lib", "acme%2Dlib")) {
      Answer moved = bench.get("/simple/" + spelling);
      assertEquals(301, moved.status(), spelling);
      assertEquals(BASE + "/simple/acme-lib/", moved.header("Location"), spelling);
    }
    assertEquals(BASE + "/simple/", bench.get("/simple").header("Location"));
    assertEquals(404, bench.get("/simple/unknown/").status());
    assertEquals(404, bench.get("/simple/-/").status());
    assertEquals(404, bench.get("/simple/acme-lib/x").status());
    assertEquals(404, bench.get("/simple/acme-lib/x/").status());
  }

  @Test
  @Covers("W-077")
  @DisplayName("answers in one of three types, as the client likes, and says so")
  void negotiation() {
    uploadWheel(bench, "acme-lib", "1.0");
    for (String path : List.of("/simple/", "/simple/acme-lib/")) {
      Answer json = bench.get(path, "Accept", PIP);
      assertEquals("application/vnd.pypi.simple.v1+json", json.header("Content-Type"));
      assertTrue(json.text().startsWith("{"));
      Answer html = bench.get(path, "Accept", "application/vnd.pypi.simple.v1+html");
      assertEquals("application/vnd.pypi.simple.v1+html", html.header("Content-Type"));
      Answer plain = bench.get(path, "Accept", "text/html");
      assertEquals("text/html; charset=utf-8", plain.header("Content-Type"));
      assertTrue(html.text().startsWith("<!DOCTYPE html>"));
      assertEquals(html.text(), plain.text());
      Answer any = bench.get(path);
      assertEquals("text/html; charset=utf-8", any.header("Content-Type"));
      for (Answer answer : List.of(json, html, plain, any)) {
        assertEquals("Accept", answer.header("Vary"));
        assertEquals("\"" + sha256(answer.body()) + "\"", answer.header("ETag"));
      }
      Answer none = bench.get(path, "Accept", "application/json");
      assertEquals(406, none.status());
      assertTrue(none.text().contains("text/html"));
    }
  }

  @Test
  @Covers({"W-078", "W-079", "W-083"})
  @DisplayName("has one link for each file in HTML, with all that pip asks for, escaped")
  void html() throws IOException {
    uploadWheel(bench, "acme-lib", "1.0", "Requires-Python: >=3.8,<\"4\"\n");
    uploadSource(bench, "acme-lib", "1.1", "x & y");
    bench.repository().mark(LIB.version("1.1"), PypiProtocol.YANKED, "a<b & \"c\"");
    bench.now = bench.now.plusSeconds(1);
    byte[] wheel = wheel("acme-lib", "1.0", "Requires-Python: >=3.8,<\"4\"\n");
    String metadata = Distributions.metadata("acme-lib", "1.0", "Requires-Python: >=3.8,<\"4\"\n");
    String hash = sha256(metadata.getBytes(UTF_8));
    String page = bench.get("/simple/acme-lib/").text();
    assertEquals(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="pypi:repository-version" content="1.0">
        <title>Links for acme-lib</title>
        </head>
        <body>
        <h1>Links for acme-lib</h1>
        <a href="BASE/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl#sha256=WHEEL"\
         data-requires-python="&gt;=3.8,&lt;&quot;4&quot;"\
         data-dist-info-metadata="sha256=META" data-core-metadata="sha256=META"\
        >acme_lib-1.0-py3-none-any.whl</a><br>
        <a href="BASE/packages/acme-lib/1.1/acme-lib-1.1.tar.gz#sha256=SOURCE"\
         data-yanked="a&lt;b &amp; &quot;c&quot;">acme-lib-1.1.tar.gz</a><br>
        </body>
        </html>
        """
            .replace("BASE", BASE)
            .replace("WHEEL", sha256(wheel))
            .replace("META", hash)
            .replace("SOURCE", sha256("x & y".getBytes(UTF_8))),
        page);
    String file = "/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl";
    assertArrayEquals(wheel, bench.get(file).body());
    Answer beside = bench.get(file + ".metadata");
    assertEquals(metadata, beside.text());
    assertEquals("\"" + hash + "\"", beside.header("ETag"));
    assertNotEquals(hash, sha256(wheel));
    // Yanked files stay there for those who ask for them.
    String yanked = "/packages/acme-lib/1.1/acme-lib-1.1.tar.gz";
    assertEquals("x & y", bench.get(yanked).text());
    assertEquals(404, bench.get(yanked + ".metadata").status());
  }

  @Test
  @Covers({"W-080", "W-081", "W-082", "W-084"})
  @DisplayName("has all fields in JSON, in the version that its fields need")
  void jsonPage() throws IOException {
    uploadWheel(bench, "acme-lib", "1.0", "Requires-Python: >=3.8\n");
    bench.now = bench.now.plusSeconds(60);
    uploadSource(bench, "acme-lib", "1.0", "source");
    uploadSource(bench, "acme-lib", "1.10", "ten");
    uploadSource(bench, "acme-lib", "1.9", "nine");
    bench.repository().mark(LIB.version("1.9"), PypiProtocol.YANKED, "leaks");
    bench.repository().mark(LIB.version("1.10"), PypiProtocol.YANKED, "");
    JsonNode page = page("acme-lib");
    assertEquals("{\"api-version\":\"1.1\"}", page.path("meta").toString());
    assertEquals("acme-lib", page.path("name").asText());
    assertEquals("[\"1.0\",\"1.9\",\"1.10\"]", page.path("versions").toString());
    byte[] wheel = wheel("acme-lib", "1.0", "Requires-Python: >=3.8\n");
    String metadata = Distributions.metadata("acme-lib", "1.0", "Requires-Python: >=3.8\n");
    assertEquals(
        ("{'filename':'acme_lib-1.0-py3-none-any.whl',"
                + "'url':'BASE/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl',"
                + "'hashes':{'sha256':'WHEEL'},'requires-python':'>=3.8',"
                + "'core-metadata':{'sha256':'META'},'gpg-sig':false,'yanked':false,'size':SIZE,"
                + "'upload-time':'2026-01-02T03:04:05.678901Z'}")
            .replace('\'', '"')
            .replace("BASE", BASE)
            .replace("WHEEL", sha256(wheel))
            .replace("META", sha256(metadata.getBytes(UTF_8)))
            .replace("SIZE", "" + wheel.length),
        page.path("files").path(1).toString());
    JsonNode source = page.path("files").path(0);
    assertEquals("acme-lib-1.0.tar.gz", source.path("filename").asText());
    assertEquals("false", source.path("core-metadata").toString());
    assertTrue(source.path("requires-python").isMissingNode());
    assertEquals("2026-01-02T03:05:05.678901Z", source.path("upload-time").asText());
    assertEquals("\"leaks\"", page.path("files").path(2).path("yanked").toString());
    assertEquals("true", page.path("files").path(3).path("yanked").toString());
    assertFalse(page.toString().contains("dist-info-metadata"));
    assertTrue(
        bench
            .get("/simple/acme-lib/")
            .text()
            .contains("<meta name=\"pypi:repository-version\" content=\"1.0\">"));
    JsonNode index = json(bench.get("/simple/", "Accept", PIP));
    assertEquals(
        "{\"meta\":{\"api-version\":\"1.1\"},\"projects\":[{\"name\":\"acme-lib\"}]}",
        index.toString());
  }

  @Test
  @DisplayName("links to what is there: each URL of a page, whatever is in the version")
  void links() throws IOException {
    uploadWheel(bench, "acme-lib", "1!2.0+local.1");
    JsonNode file = page("acme-lib").path("files").path(0);
    Answer answer = bench.get(target(file.path("url").asText()));
    assertEquals(file.path("hashes").path("sha256").asText(), sha256(answer.body()));
    assertEquals(200, bench.get(target(file.path("url").asText()) + ".metadata").status());
  }

  @Test
  @Covers("A-050")
  @DisplayName(
      "does not list versions that are unlisted, archived or unfinished, but lets those"
          + " who know the first have them")
  void statuses() throws IOException {
    for (String version : List.of("1.0", "1.1", "1.2")) {
      uploadWheel(bench, "acme-lib", version);
    }
    bench.repository().updateStatus(LIB, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    bench.repository().updateStatus(LIB, VersionChange.of("1.1"), VersionStatus.ARCHIVED);
    JsonNode page = page("acme-lib");
    assertEquals(List.of("acme_lib-1.2-py3-none-any.whl"), names(page));
    assertEquals("[\"1.2\"]", page.path("versions").toString());
    String path = "/packages/acme-lib/%1$s/acme_lib-%1$s-py3-none-any.whl";
    assertEquals(200, bench.get(String.format(path, "1.0")).status());
    assertEquals(200, bench.get(String.format(path, "1.0") + ".metadata").status());
    assertEquals(404, bench.get(String.format(path, "1.1")).status());
    assertEquals(404, bench.get(String.format(path, "1.1") + ".metadata").status());
    bench.repository().updateStatus(LIB, VersionChange.of("1.2"), VersionStatus.ARCHIVED);
    assertEquals(404, bench.get("/simple/acme-lib/").status());
    assertFalse(bench.get("/simple/").text().contains("acme-lib"));
  }

  @Test
  @Covers("W-147")
  @DisplayName("takes 1.4 and 1.4.0 for one release, and shows it as it was first written")
  void trailingZeros() throws IOException {
    uploadWheel(bench, "acme-lib", "1.4.0");
    assertEquals(200, uploadSource(bench, "Acme_Lib", "1.4", "x").status());
    assertEquals(200, uploadSource(bench, "acme-lib", "1.4.1", "y").status());
    assertEquals("[\"1.4.0\",\"1.4.1\"]", page("acme-lib").path("versions").toString());
    VersionCoordinates release = LIB.version("1.4.0");
    assertEquals(
        200, bench.get("/packages/acme-lib/1.4.0/Acme_Lib-1.4.tar.gz").status(), release + "");
    // The name and the version in the file's name are compared in their normal forms.
    byte[] odd =
        Distributions.form(
            Distributions.fields("acme.lib", "1.5.00", "sdist"),
            "Acme-Lib-1.5.tar.gz",
            new byte[1]);
    assertEquals(200, Distributions.post(bench, odd).status());
    assertEquals("[\"1.4.0\",\"1.4.1\",\"1.5\"]", page("acme-lib").path("versions").toString());
  }

  @Test
  @DisplayName("asks for the right to read before it looks, on every path")
  void rights() {
    uploadWheel(bench, "acme-lib", "1.0");
    bench.permitted = (right, coordinates) -> false;
    List<String> paths =
        List.of(
            "/simple/",
            "/simple",
            "/simple/acme-lib/",
            "/simple/Acme.Lib",
            "/simple/unknown/",
            "/simple/-/",
            "/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl",
            "/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl.metadata",
            "/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl.asc",
            "/packages/acme-lib/9/x",
            "/packages/-/9/x",
            "/packages/x",
            "/other");
    for (String path : paths) {
      Answer known = bench.get(path);
      assertEquals(404, known.status(), path);
      assertEquals("not for you\n", known.text(), path);
    }
    bench.principal = Principal.anonymous();
    for (String path : paths) {
      assertEquals(401, bench.get(path).status(), path);
    }
    bench.permitted = (right, coordinates) -> right == RepositoryRight.READ;
    assertEquals(200, bench.get("/simple/acme-lib/").status());
    assertEquals(401, bench.get("/simple/").status());
  }

  @Test
  @DisplayName("takes no other methods, and has neither XML-RPC nor the JSON API")
  void methods() {
    uploadWheel(bench, "acme-lib", "1.0");
    assertEquals(404, bench.get("/pypi/acme-lib/json").status());
    assertEquals(404, bench.get("/pypi/acme-lib/1.0/json").status());
    byte[] call = "<methodCall><methodName>list_packages</methodName></methodCall>".getBytes(UTF_8);
    assertEquals(405, bench.ask("POST", "/pypi", call, "Content-Type", "text/xml").status());
    assertEquals(405, bench.ask("POST", "/RPC2", call, "Content-Type", "text/xml").status());
    for (String method : List.of("PUT", "DELETE", "POST", "PATCH")) {
      assertEquals(405, bench.ask(method, "/simple/acme-lib/", new byte[0]).status());
    }
    assertEquals(405, bench.get("/").status());
  }
}
