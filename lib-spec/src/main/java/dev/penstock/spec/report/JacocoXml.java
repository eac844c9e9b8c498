package dev.penstock.spec.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** JaCoCo's XML: a line ran if one of its instructions did. */
final class JacocoXml implements XmlFormat {

  private final CoverageCollector coverage;
  private final Deque<String> groups = new ArrayDeque<>();
  private String folder = "";
  private String file = "";

  JacocoXml(CoverageCollector coverage) {
    this.coverage = coverage;
  }

  @Override
  public Set<String> roots() {
    return Set.of("report");
  }

  @Override
  public void start(String element, Attributes attributes) {
    switch (element) {
      case "group" -> groups.addLast(attributes.get("name") + "/");
      case "package" ->
          folder = attributes.get("name").isEmpty() ? "" : attributes.get("name") + "/";
      case "sourcefile" -> {
        file = String.join("", groups) + folder + attributes.get("name");
        coverage.file(file);
      }
      case "line" -> {
        long number = Count.of(attributes.get("nr"));
        long covered = Count.of(attributes.get("cb"));
        coverage.line(file, number, Count.of(attributes.get("ci")) > 0);
        coverage.branches(file, number, covered, covered + Count.of(attributes.get("mb")));
      }
      default -> {}
    }
  }

  @Override
  public void end(String element, String text) {
    if (element.equals("group")) {
      groups.pollLast();
    }
  }
}
