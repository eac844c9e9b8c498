package dev.penstock.spec.report;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cobertura's XML. */
final class CoberturaXml implements XmlFormat {

  private static final Pattern CONDITIONS = Pattern.compile("\\((\\d+)/(\\d+)\\)");

  private final CoverageCollector coverage;
  private String file = "";

  CoberturaXml(CoverageCollector coverage) {
    this.coverage = coverage;
  }

  @Override
  public Set<String> roots() {
    return Set.of("coverage");
  }

  @Override
  public void start(String element, Attributes attributes) {
    if (element.equals("class")) {
      file = attributes.get("filename");
      coverage.file(file);
    } else if (element.equals("line")) {
      long number = Count.of(attributes.get("number"));
      coverage.line(file, number, Count.of(attributes.get("hits")) > 0);
      Matcher conditions = CONDITIONS.matcher(attributes.get("condition-coverage"));
      if (conditions.find()) {
        coverage.branches(
            file, number, Count.of(conditions.group(1)), Count.of(conditions.group(2)));
      }
    }
  }

  @Override
  public void end(String element, String text) {
    // all is told by attributes
  }
}
