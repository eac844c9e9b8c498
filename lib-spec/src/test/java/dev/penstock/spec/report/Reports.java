package dev.penstock.spec.report;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.spec.build.ReportFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads reports from texts. */
final class Reports {

  private Reports() {}

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static ReportSummary read(ReportFormat format, String... texts) throws IOException {
    ReportReader reader = ReportReader.of(format);
    for (int i = 0; i < texts.length; i++) {
      reader.read("report-" + (i + 1), bytes(texts[i]));
    }
    return reader.summary("group");
  }

  /** The cases, one a line. */
  static String cases(ReportSummary summary) {
    StringBuilder text = new StringBuilder();
    for (TestCase test : summary.tests().orElseThrow().cases()) {
      text.append(test.suite() + " | " + test.name() + " | " + test.status() + " | ");
      text.append(test.duration().toMillis() + " ms | " + test.message().replace("\n", "\\n"));
      text.append('\n');
    }
    return text.toString();
  }

  /** The files, one a line. */
  static String files(ReportSummary summary) {
    StringBuilder text = new StringBuilder();
    for (FileCoverage file : summary.coverage().orElseThrow().files()) {
      text.append(
          "%s %d/%d %d/%d%n"
              .formatted(
                  file.file(),
                  file.lines().covered(),
                  file.lines().total(),
                  file.branches().covered(),
                  file.branches().total()));
    }
    return text.toString();
  }

  static String fault(ReportFormat format, String text) {
    return fault(format, bytes(text));
  }

  static String fault(ReportFormat format, InputStream text) {
    ReportReader reader = ReportReader.of(format);
    return String.valueOf(
        assertThrows(ReportException.class, () -> reader.read("report", text)).getMessage());
  }
}
