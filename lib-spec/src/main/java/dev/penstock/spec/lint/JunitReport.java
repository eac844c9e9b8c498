package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.List;

/** Writes results as XML in the form of JUnit. */
final class JunitReport {

  private final StringBuilder xml = new StringBuilder();

  private JunitReport() {}

  static String write(List<LintResult> results) {
    JunitReport report = new JunitReport();
    long failures = results.stream().mapToLong(each -> faults(each).size()).sum();
    long tests = results.stream().mapToLong(each -> Math.max(1, faults(each).size())).sum();
    report
        .xml
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"spec-lint\"")
        .append(counts(tests, failures))
        .append(">\n");
    results.forEach(report::suite);
    return report.xml.append("</testsuites>\n").toString();
  }

  private static List<Diagnostic> faults(LintResult result) {
    return result.diagnostics().stream().filter(each -> each.severity() != Severity.INFO).toList();
  }

  private static String counts(long tests, long failures) {
    return " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"0\"";
  }

  private void suite(LintResult result) {
    List<Diagnostic> faults = faults(result);
    String file = escaped(result.source().name());
    xml.append("  <testsuite name=\"").append(file).append('"');
    xml.append(counts(Math.max(1, faults.size()), faults.size())).append(" skipped=\"0\">\n");
    if (faults.isEmpty()) {
      xml.append("    <testcase classname=\"").append(file).append("\" name=\"lint\"/>\n");
    }
    List<String> listings = result.source().listings(faults);
    for (int i = 0; i < faults.size(); i++) {
      Diagnostic fault = faults.get(i);
      String at = fault.place().map(place -> " at " + place).orElse("");
      xml.append("    <testcase classname=\"").append(file).append("\" name=\"");
      xml.append(escaped(fault.rule() + at)).append("\">\n      <failure type=\"");
      xml.append(JsonReport.severity(fault)).append("\" message=\"");
      xml.append(escaped(JsonReport.message(fault))).append("\">");
      xml.append(escaped(listings.get(i)));
      xml.append("</failure>\n    </testcase>\n");
    }
    xml.append("  </testsuite>\n");
  }

  /** Text as XML 1.0 allows it, in attributes and between tags. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
