package dev.penstock.spec.report;

import java.util.Set;

/** Clover's XML: statements are lines, and a condition has two branches, true and false. */
final class CloverXml implements XmlFormat {

  private final CoverageCollector coverage;
  private String file = "";

  CloverXml(CoverageCollector coverage) {
    this.coverage = coverage;
  }

  @Override
  public Set<String> roots() {
    return Set.of("coverage");
  }

  @Override
  public void start(String element, Attributes attributes) {
    if (element.equals("file")) {
      String path = attributes.get("path");
      file = path.isEmpty() ? attributes.get("name") : path;
      coverage.file(file);
    } else if (element.equals("line")) {
      long number = Count.of(attributes.get("num"));
      if (attributes.get("type").equals("cond")) {
        long onTrue = Count.of(attributes.get("truecount"));
        long onFalse = Count.of(attributes.get("falsecount"));
        coverage.line(file, number, onTrue + onFalse > 0 || Count.of(attributes.get("count")) > 0);
        coverage.branch(file, number + " true", onTrue > 0);
        coverage.branch(file, number + " false", onFalse > 0);
      } else if (attributes.get("type").equals("stmt")) {
        coverage.line(file, number, Count.of(attributes.get("count")) > 0);
      }
    }
  }

  @Override
  public void end(String element, String text) {
    if (element.equals("file")) {
      file = "";
    }
  }
}
