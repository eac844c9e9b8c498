package dev.penstock.spec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.ReportFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that mean harm, or are broken. */
class UntrustedReportsTest {

  @TempDir Path directory;

  @Test
  void aBillionLaughsAreNotLaughed() {
    StringBuilder text = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY l0 'ha'>\n");
    for (int i = 1; i <= 30; i++) {
      text.append("<!ENTITY l%d '%s'>\n".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    text.append(
        "]>\n<testsuite><testcase name='a'><failure>&l30;</failure></testcase></testsuite>");
    assertEquals(
        "report:33: entity \"l30\"; entities are not read",
        Reports.fault(ReportFormat.JUNITXML, text.toString()));
    assertTrue(
        Reports.fault(ReportFormat.JUNITXML, text.toString().replace("name='a'", "name='&l30;'"))
            .startsWith("report:33: "));
  }

  @Test
  void nothingOutsideIsRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "the secret");
    String entity =
        "<!DOCTYPE testsuite [<!ENTITY x SYSTEM '%s'>]>\n".formatted(secret.toUri())
            + "<testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>";
    assertEquals(
        "report:2: entity \"x\"; entities are not read",
        Reports.fault(ReportFormat.JUNITXML, entity));
    String parameter =
        "<!DOCTYPE testsuite [<!ENTITY % p SYSTEM '"
            + secret.toUri()
            + "'> %p;]>\n<testsuite><testcase name='a'/></testsuite>";
    assertFalse(Reports.cases(Reports.read(ReportFormat.JUNITXML, parameter)).contains("secret"));
    String include =
        "<testsuite xmlns:xi='http://www.w3.org/2001/XInclude'><testcase name='a'><failure>"
            + "<xi:include parse='text' href='"
            + secret.toUri()
            + "'/></failure></testcase></testsuite>";
    assertEquals(
        " | a | FAILED | 0 ms | \n", Reports.cases(Reports.read(ReportFormat.JUNITXML, include)));
    String type = "<!DOCTYPE testsuite SYSTEM '" + directory.resolve("none").toUri() + "'>\n";
    assertEquals(
        " | a | SUCCEEDED | 0 ms | \n",
        Reports.cases(
            Reports.read(
                ReportFormat.JUNITXML, type + "<testsuite><testcase name='a'/></testsuite>")));
  }

  @Test
  void predefinedEntitiesAndCharactersAreText() throws IOException {
    assertEquals(
        " | a<b&c | FAILED | 0 ms | x > A\n",
        Reports.cases(
            Reports.read(
                ReportFormat.JUNITXML,
                "<testsuite><testcase name='a&lt;b&amp;c'><failure>x &gt; &#65;</failure>"
                    + "</testcase></testsuite>")));
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void whatIsNoReportIsSaidToBeNone(ReportFormat format) {
    for (String text : List.of("", "<html></html>", "[1", "{\"a\":", "<a", "\u0000", "plain")) {
      String fault = Reports.fault(format, text);
      assertTrue(fault.startsWith("report:"), fault);
    }
    assertEquals(
        "report:1: found element \"html\"; allowed: testsuite, testsuites",
        Reports.fault(ReportFormat.JUNITXML, "<html/>"));
    assertEquals("report:1: no XML", Reports.fault(ReportFormat.JUNITXML, "plain"));
    assertEquals(
        "report:1: expected a list of features", Reports.fault(ReportFormat.CUCUMBERJSON, "{}"));
    assertEquals("report:2: no JSON", Reports.fault(ReportFormat.CUCUMBERJSON, "[\n{]"));
  }

  @Test
  void whatTheParsersCannotReadIsSaidToBeBrokenAndNowhereElse() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream errors = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(
          "report:1: no XML",
          Reports.fault(
              ReportFormat.JUNITXML,
              new ByteArrayInputStream(
                  "<testsuite name='\u00E9'/>".getBytes(StandardCharsets.ISO_8859_1))));
      assertEquals(
          "report:1: no XML",
          Reports.fault(ReportFormat.JACOCOXML, "<!DOCTYPE report [ \u0001 ]><report/>"));
    } finally {
      System.setErr(errors);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    assertEquals(
        "report: no JSON: bytes that are no characters",
        Reports.fault(
            ReportFormat.SIMPLECOV,
            new ByteArrayInputStream(new byte[] {0, 0, 0, '{', 0, (byte) 0xFE, 0, '"'})));
    assertEquals(
        "report:1: no encoding is called \"x-none\"",
        Reports.fault(
            ReportFormat.JUNITXML, "<?xml version='1.0' encoding='x-none'?><testsuite/>"));
    Reports.read(
        ReportFormat.SIMPLECOV, "{\"RSpec\": {\"coverage\": {\"a\": {\"lines\": {\"b\": 1}}}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
  void documentsAreDecodedAsTheySay(String encoding) throws IOException {
    String xml =
        "<?xml version=\"1.0\" encoding='%s'?>\n<testsuite><testcase name='h\u00E9'/></testsuite>"
            .formatted(encoding);
    assertEquals(" | h\u00E9 | SUCCEEDED | 0 ms | \n", cases(xml.getBytes(encoding)));
    if (!encoding.equals("UTF-16") && encoding.startsWith("UTF")) { // which has a mark anyway
      assertEquals(
          " | h\u00E9 | SUCCEEDED | 0 ms | \n", cases(("\uFEFF" + xml).getBytes(encoding)));
    }
  }

  private static String cases(byte... document) throws IOException {
    ReportReader reader = ReportReader.of(ReportFormat.JUNITXML);
    reader.read("report", new ByteArrayInputStream(document));
    return Reports.cases(reader.summary("group"));
  }

  @Test
  void depthIsBounded() {
    assertEquals(
        "report:1: more than 1000 elements deep",
        Reports.fault(ReportFormat.JUNITXML, "<testsuite>".repeat(100_000)));
    assertTrue(
        Reports.fault(ReportFormat.CUCUMBERJSON, "[{" + "\"a\":[".repeat(100_000))
            .startsWith("report:"));
  }

  @Test
  void sizeIsBounded() {
    assertEquals(
        "report: more than 67108864 bytes",
        Reports.fault(ReportFormat.JUNITXML, new Endless("<testsuite>", " ")));
    assertEquals(
        "report: more than 67108864 bytes",
        Reports.fault(ReportFormat.CUCUMBERJSON, new Endless("[", " ")));
  }

  @Test
  void countsAreBounded() {
    String line =
        "<coverage><class filename='a'><line number='%s' hits='1' condition-coverage='%s'/>";
    assertEquals(
        "report:1: line number 1000001 is out of range; allowed: 0 to 1000000",
        Reports.fault(ReportFormat.COBERTURAXML, line.formatted("1000001", "")));
    assertEquals(
        "report:1: line 1: 5 of 2 branches are out of range",
        Reports.fault(ReportFormat.COBERTURAXML, line.formatted("1", "(5/2)")));
    assertEquals(
        "report:1: line 1: 1 of 99999999 branches are out of range",
        Reports.fault(ReportFormat.COBERTURAXML, line.formatted("1", "(1/99999999)")));
    assertTrue(
        Reports.fault(
                ReportFormat.COBERTURAXML, line.formatted("9".repeat(50), "(1/" + "9".repeat(50)))
            .startsWith("report:1: line number"));
  }

  @Test
  @Covers("B-155")
  void casesNamesAndMessagesAreBoundedAndFailuresKeptFirst() throws IOException {
    StringBuilder text = new StringBuilder("<testsuite>");
    for (int i = 0; i < 600; i++) {
      text.append("<testcase name='p").append(i).append("'/>");
    }
    text.append("<testcase name='").append("n".repeat(1_001)).append("'><failure>");
    text.append("m".repeat(5_001)).append("</failure></testcase>");
    text.append("<testcase name='e'><error message='").append("m".repeat(5_001)).append("'/>");
    text.append("</testcase></testsuite>");
    TestReport report = Reports.read(ReportFormat.JUNITXML, text.toString()).tests().orElseThrow();
    assertEquals(602, report.total());
    assertEquals(500, report.cases().size());
    assertEquals("n".repeat(1_000), report.cases().get(0).name());
    assertEquals("m".repeat(5_000), report.cases().get(0).message());
    assertEquals("m".repeat(5_000), report.cases().get(1).message());
    assertEquals("p0", report.cases().get(2).name());
    assertEquals("p497", report.cases().get(499).name());
  }

  @Test
  @Covers("B-155")
  void failuresAreBoundedToo() throws IOException {
    String text =
        "<testsuite>"
            + "<testcase name='f'><failure/></testcase>".repeat(501)
            + "<testcase name='p'/></testsuite>";
    TestReport report = Reports.read(ReportFormat.JUNITXML, text).tests().orElseThrow();
    assertEquals(500, report.cases().size());
    assertEquals(501, report.failures());
    assertTrue(report.cases().stream().allMatch(test -> test.status() == CaseStatus.FAILED));
  }

  @Test
  void whatWasReadBeforeAFaultCounts() {
    ReportReader reader = ReportReader.of(ReportFormat.JUNITXML);
    try {
      reader.read("a.xml", Reports.bytes("<testsuite><testcase name='a'/><oops"));
    } catch (IOException e) {
      ReportSummary summary = reader.summary("group");
      assertEquals(ReportStatus.INCOMPLETE, summary.status());
      assertEquals(1, summary.tests().orElseThrow().total());
      assertEquals(List.of("a.xml"), summary.files());
      assertEquals(List.of("a.xml:1: no XML"), summary.warnings());
      return;
    }
    throw new AssertionError("read");
  }

  /** A text that ends never. */
  private static final class Endless extends InputStream {
    private final String first;
    private final String rest;
    private int next;

    Endless(String first, String rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    public int read() {
      return next < first.length() ? first.charAt(next++) : rest.charAt(0);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      for (int i = 0; i < length; i++) {
        buffer[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
