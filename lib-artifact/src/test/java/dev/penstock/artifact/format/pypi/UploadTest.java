package dev.penstock.artifact.format.pypi;

import static dev.penstock.artifact.format.pypi.Distributions.fields;
import static dev.penstock.artifact.format.pypi.Distributions.form;
import static dev.penstock.artifact.format.pypi.Distributions.metadata;
import static dev.penstock.artifact.format.pypi.Distributions.post;
import static dev.penstock.artifact.format.pypi.Distributions.sha256;
import static dev.penstock.artifact.format.pypi.Distributions.uploadSource;
import static dev.penstock.artifact.format.pypi.Distributions.uploadWheel;
import static dev.penstock.artifact.format.pypi.Distributions.wheel;
import static dev.penstock.artifact.format.pypi.Distributions.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.Asset;
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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An upload of Python's clients")
class UploadTest {
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.PYPI, "", "acme-lib");
  private static final String WHEEL = "acme_lib-1.0-py3-none-any.whl";
  private static final byte[] BYTES = wheel("acme-lib", "1.0", "");

  private final FormatBench bench = Distributions.bench();

  private void assertNothing() throws IOException {
    assertEquals(List.of(), WholeList.packages(bench.repository(), PackageFormat.PYPI));
  }

  private void assertRefused(byte[] body, String expected) throws IOException {
    Answer answer = post(bench, body);
    assertEquals(400, answer.status(), expected);
    assertTrue(answer.text().contains(expected), answer.text());
    assertNothing();
  }

  private static Map<String, String> with(String field, String value) {
    Map<String, String> fields = fields("acme-lib", "1.0", "bdist_wheel");
    fields.put(field, value);
    return fields;
  }

  private static Map<String, String> digests() {
    Map<String, String> fields = with("sha256_digest", sha256(BYTES));
    fields.put("md5_digest", md5(BYTES));
    Blake2b blake2 = new Blake2b();
    blake2.update(BYTES, 0, BYTES.length);
    fields.put("blake2_256_digest", blake2.hex());
    return fields;
  }

  @SuppressWarnings("deprecation")
  private static String md5(byte[] bytes) {
    return Hashing.md5().hashBytes(bytes).toString();
  }

  @Test
  @DisplayName("is described by what it says, cut between characters where that is too long")
  void longTexts() throws IOException {
    Map<String, String> fields = digests();
    fields.put("summary", "x".repeat(8_191) + "\ud83d\ude00");
    fields.put("license", "x".repeat(1_023) + "\ud83d\ude00");
    assertEquals(200, post(bench, form(fields, WHEEL, BYTES)).status());
    VersionMetadata about = bench.repository().describe(LIB.version("1.0")).metadata();
    assertEquals("x".repeat(8_191), about.summary());
    assertEquals(List.of(new License("x".repeat(1_023), "")), about.licenses());
  }

  @Test
  @Covers({"W-089", "W-090"})
  @DisplayName("is one file in a form, posted to the URL as configured")
  void oneFile() throws IOException {
    Map<String, String> fields = digests();
    fields.put("summary", "Pays \u20ac.");
    MultipartBody body = new MultipartBody();
    fields.forEach(body::field);
    body.field("classifiers", "A :: B").field("classifiers", "C");
    body.field("requires_dist", "Other.Lib (>=1.0) ; extra == 'x'").field("requires_dist", "b");
    body.field("provides_extras", "x").field("description_content_type", "");
    byte[] whole = body.file("content", WHEEL, BYTES).end();
    for (String path : List.of("/", "/legacy/", "/legacy")) {
      FormatBench other = Distributions.bench();
      assertEquals(
          200, other.ask("POST", path, whole, "Content-Type", MultipartBody.TYPE).status(), path);
    }
    assertEquals(200, post(bench, whole).status());
    assertArrayEquals(BYTES, bench.get("/packages/acme-lib/1.0/" + WHEEL).body());
    VersionMetadata about = bench.repository().describe(LIB.version("1.0")).metadata();
    assertEquals("acme-lib", about.displayName());
    assertEquals("Pays \u20ac.", about.summary());
    assertEquals("https://acme.example/", about.homePage());
    assertEquals(List.of(new License("MIT", "")), about.licenses());
    assertEquals(
        List.of(
            new Dependency("Requires-Dist", "", "other-lib", "(>=1.0) ; extra == 'x'"),
            new Dependency("Requires-Dist", "", "b", "")),
        about.dependencies());
    assertRefusedToo(
        new MultipartBody()
            .file("content", WHEEL, BYTES)
            .file("content", "acme_lib-1.0-py2-none-any.whl", BYTES),
        "a second field \"content\"");
    assertRefusedToo(new MultipartBody().field("name", "acme-lib"), "no field \"content\"");
  }

  private void assertRefusedToo(MultipartBody body, String expected) {
    Answer answer = post(bench, body.end());
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(expected), answer.text());
  }

  @Test
  @Covers("W-091")
  @DisplayName("has its fields in any order, also behind the file, and is judged when all are read")
  void anyOrder() throws IOException {
    List<Map.Entry<String, String>> fields = new ArrayList<>(digests().entrySet());
    for (int rotation = 0; rotation < fields.size(); rotation++) {
      Collections.rotate(fields, 1);
      for (int before : new int[] {0, 5, fields.size()}) {
        FormatBench other = Distributions.bench();
        MultipartBody body = new MultipartBody();
        fields.subList(0, before).forEach(field -> body.field(field.getKey(), field.getValue()));
        body.file("content", WHEEL, BYTES);
        fields
            .subList(before, fields.size())
            .forEach(field -> body.field(field.getKey(), field.getValue()));
        assertEquals(200, post(other, body.end()).status());
      }
    }
    assertRefused(form(with(":action", "submit"), WHEEL, BYTES), ":action");
    assertRefused(form(with("protocol_version", "2"), WHEEL, BYTES), "protocol_version");
    Map<String, String> late = fields("acme-lib", "1.0", "bdist_wheel");
    MultipartBody body = new MultipartBody();
    late.forEach((name, value) -> body.field(name, name.equals(":action") ? "" : value));
    body.file("content", WHEEL, BYTES).field(":action", "submit");
    assertRefused(body.end(), ":action");
  }

  @Test
  @Covers({"W-092", "W-093"})
  @DisplayName("tells what the file is, in twine's words or the documentation's")
  void kinds() throws IOException {
    for (String python : List.of("", "source")) {
      FormatBench other = Distributions.bench();
      Map<String, String> fields = fields("acme-lib", "1.0", "sdist");
      fields.put("pyversion", python);
      fields.put("md5_digest", md5(BYTES));
      assertEquals(200, post(other, form(fields, "acme-lib-1.0.tar.gz", BYTES)).status(), python);
      other = Distributions.bench();
      assertEquals(200, post(other, form(fields, "acme-lib-1.0.zip", BYTES)).status(), python);
    }
    assertEquals(200, post(Distributions.bench(), form(digests(), WHEEL, BYTES)).status());
    assertRefused(form(with("filetype", "sdist"), WHEEL, BYTES), "filetype");
    assertRefused(form(with("filetype", "bdist_wininst"), WHEEL, BYTES), "filetype");
    assertRefused(
        form(fields("acme-lib", "1.0", "bdist_wheel"), "acme-lib-1.0.tar.gz", BYTES), "filetype");
    assertRefused(form(with("filetype", "bdist_egg"), "acme_lib-1.0.egg", BYTES), "file name");
    Map<String, String> fields = fields("acme-lib", "1.0", "sdist");
    fields.put("pyversion", "py3");
    assertRefused(form(fields, "acme-lib-1.0.tar.gz", BYTES), "pyversion");
  }

  @Test
  @Covers("W-093")
  @DisplayName("may bring a signature and attestations, which are kept beside the file")
  void extras() throws IOException {
    String signature = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";
    MultipartBody body = new MultipartBody();
    with("attestations", "[{\"version\": 1}]").forEach(body::field);
    body.file("gpg_signature", WHEEL + ".asc", signature.getBytes(UTF_8));
    byte[] whole = body.file("content", WHEEL, BYTES).end();
    assertEquals(200, post(bench, whole).status());
    String path = "/packages/acme-lib/1.0/" + WHEEL;
    assertEquals(signature, bench.get(path + ".asc").text());
    assertEquals("[{\"version\": 1}]", bench.get(path + ".attestations").text());
    assertTrue(bench.get("/simple/acme-lib/").text().contains(" data-gpg-sig=\"true\">"));
    assertTrue(
        bench
            .get("/simple/acme-lib/", "Accept", "application/vnd.pypi.simple.v1+json")
            .text()
            .contains("\"gpg-sig\":true"));
    assertEquals(
        1,
        WholeList.assets(bench.repository(), LIB.version("1.0")).size(),
        "no asset of their own");
    FormatBench other = Distributions.bench();
    for (String wrong : List.of("{}", "[", "x")) {
      Answer answer = post(other, form(with("attestations", wrong), WHEEL, BYTES));
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("a JSON array"));
    }
    assertEquals(400, post(other, form(with("gpg_signature", "abc"), WHEEL, BYTES)).status());
  }

  @Test
  @Covers("W-094")
  @DisplayName("is refused if a digest is wrong, or if the names disagree")
  void disagreement() throws IOException {
    for (String digest : List.of("md5_digest", "sha256_digest", "blake2_256_digest")) {
      String right = digests().getOrDefault(digest, "");
      assertRefused(form(with(digest, right.replaceAll("^.", "g")), WHEEL, BYTES), digest);
      FormatBench other = Distributions.bench();
      String upper = right.toUpperCase(Locale.ROOT);
      assertEquals(200, post(other, form(with(digest, upper), WHEEL, BYTES)).status(), digest);
    }
    assertRefused(form(with("name", "acme-other"), WHEEL, BYTES), "field name");
    assertRefused(form(with("name", ""), WHEEL, BYTES), "field name");
    assertRefused(form(with("version", "1.1"), WHEEL, BYTES), "field version");
    assertRefused(form(with("version", ""), WHEEL, BYTES), "field version");
    Map<String, String> nameless = fields("acme-lib", "1.0", "bdist_wheel");
    nameless.remove("name");
    assertRefused(form(nameless, WHEEL, BYTES), "field name");
    Map<String, String> versionless = fields("acme-lib", "1.0", "bdist_wheel");
    versionless.remove("version");
    assertRefused(form(versionless, WHEEL, BYTES), "field version");
    FormatBench other = Distributions.bench();
    Map<String, String> spelled = fields("Acme__LIB", "v1.0.0", "bdist_wheel");
    assertEquals(200, post(other, form(spelled, WHEEL, BYTES)).status());
  }

  @Test
  @DisplayName("of a wheel is refused if it is no wheel, or one of something else")
  void noWheel() throws IOException {
    Map<String, String> fields = fields("acme-lib", "1.0", "bdist_wheel");
    String info = "acme_lib-1.0.dist-info/METADATA";
    for (byte[] content :
        List.of(
            new byte[0],
            "no zip".getBytes(UTF_8),
            zip("acme_lib/__init__.py", ""),
            zip("deep/" + info, metadata("acme-lib", "1.0", "")),
            zip(info, metadata("acme-lib", "1.0", ""), "x.dist-info/METADATA", ""),
            zip(info, metadata("acme-lib", "1.0", ""), "../x", ""),
            zip(info, metadata("acme-lib", "1.0", "Summary: " + "x".repeat(5 << 20))))) {
      assertRefused(form(fields, WHEEL, content), "no valid wheel");
    }
    for (String other :
        List.of(
            metadata("other", "1.0", ""),
            metadata("acme-lib", "1.1", ""),
            "\n" + metadata("acme-lib", "1.0", ""),
            "Name: acme-lib",
            "")) {
      assertRefused(form(fields, WHEEL, zip(info, other)), "its METADATA is of");
    }
  }

  @Test
  @Covers("W-095")
  @DisplayName("of the same bytes again is a success, of other bytes a conflict that says so")
  void again() throws IOException {
    assertEquals(200, uploadSource(bench, "acme-lib", "1.0", "first").status());
    Answer page = bench.get("/simple/acme-lib/");
    String revision = bench.repository().describe(LIB.version("1.0")).revision();
    bench.now = bench.now.plusSeconds(100);
    assertEquals(200, uploadSource(bench, "acme-lib", "1.0", "first").status());
    Answer other = uploadSource(bench, "acme-lib", "1.0", "second");
    assertEquals(409, other.status());
    assertTrue(other.text().contains("acme-lib-1.0.tar.gz already exists"), other.text());
    assertEquals("text/plain; charset=utf-8", other.header("Content-Type"));
    assertEquals(page.text(), bench.get("/simple/acme-lib/").text());
    assertEquals(revision, bench.repository().describe(LIB.version("1.0")).revision());
    assertEquals("first", bench.get("/packages/acme-lib/1.0/acme-lib-1.0.tar.gz").text());
    // Archived versions keep their coordinates, also from the same bytes.
    bench.repository().updateStatus(LIB, VersionChange.of("1.0"), VersionStatus.ARCHIVED);
    assertEquals(409, uploadSource(bench, "acme-lib", "1.0", "first").status());
  }

  @Test
  @Covers("W-096")
  @DisplayName("creates the release with its first file, and adds to it with each further one")
  void furtherFiles() throws IOException {
    uploadWheel(bench, "acme-lib", "1.0");
    assertEquals(VersionStatus.PUBLISHED, bench.repository().describe(LIB.version("1.0")).status());
    uploadSource(bench, "acme-lib", "1.0", "source");
    assertEquals(
        Set.of(WHEEL, "acme-lib-1.0.tar.gz"),
        WholeList.assets(bench.repository(), LIB.version("1.0")).stream()
            .map(Asset::name)
            .collect(Collectors.toSet()));
    assertEquals(1, WholeList.versions(bench.repository(), LIB).size());
  }

  @Test
  @DisplayName("is refused before its file is read if the one who sends it may not publish")
  void rights() throws IOException {
    bench.permitted =
        (right, coordinates) ->
            right != RepositoryRight.PUBLISH
                || (coordinates != null && coordinates.name().equals("acme-own"));
    byte[] body = form(fields("acme-lib", "1.0", "bdist_wheel"), WHEEL, BYTES);
    Answer refused = bench.ask("POST", "/", new Unread(body), "Content-Type", MultipartBody.TYPE);
    assertEquals(404, refused.status());
    bench.principal = Principal.anonymous();
    Answer anonymous = bench.ask("POST", "/", new Unread(body), "Content-Type", MultipartBody.TYPE);
    assertEquals(401, anonymous.status());
    bench.principal = Principal.federated("ci");
    assertEquals(404, post(bench, form(with("name", "x"), "x.exe", BYTES)).status());
    assertEquals(404, post(bench, new MultipartBody().field("name", "acme-own").end()).status());
    assertNothing();
    assertEquals(200, uploadWheel(bench, "acme-own", "1.0").status());
  }

  /** Fails once it would give out a wheel's first bytes. */
  private static final class Unread extends InputStream {
    private final byte[] body;
    private int at;

    Unread(byte[] body) {
      this.body = body;
    }

    @Override
    public int read() {
      assertFalse(body[at] == 'P' && body[at + 1] == 'K', "the file is read");
      return body[at++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      buffer[offset] = (byte) read();
      return 1;
    }
  }

  @Test
  @DisplayName("is refused beyond the limits for fields and files, and if it is no form")
  void limits() throws IOException {
    assertEquals(
        413, post(bench, form(with("description", "x".repeat(9 << 20)), WHEEL, BYTES)).status());
    Map<String, String> source = fields("acme-lib", "1.0", "sdist");
    assertEquals(
        413, post(bench, form(source, "acme-lib-1.0.zip", new byte[(1 << 20) + 1])).status());
    assertEquals(
        415, bench.ask("POST", "/", new byte[9], "Content-Type", "application/zip").status());
    assertEquals(415, bench.ask("POST", "/", new byte[9]).status());
    assertRefused(
        form(with("requires_python", "x".repeat(1_001)), WHEEL, BYTES), "requires_python");
    assertNothing();
  }
}
