package dev.penstock.spec.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The XML of NUnit 2. A case's name holds that of its fixture, up to the last point. */
final class Nunit2Xml implements XmlFormat {

  private final CaseCollector cases;
  private @Nullable CaseDraft draft;

  Nunit2Xml(CaseCollector cases) {
    this.cases = cases;
  }

  @Override
  public Set<String> roots() {
    return Set.of("test-results");
  }

  @Override
  public boolean wantsText(String element) {
    return element.equals("message");
  }

  @Override
  public void start(String element, Attributes attributes) {
    if (element.equals("test-case")) {
      String name = attributes.get("name");
      int arguments = name.indexOf('(');
      int point = name.lastIndexOf('.', arguments < 0 ? name.length() : arguments);
      draft =
          new CaseDraft(
              point < 0 ? "" : name.substring(0, point),
              name.substring(point + 1),
              Seconds.of(attributes.get("time")),
              status(attributes));
    }
  }

  private static CaseStatus status(Attributes attributes) {
    return switch (attributes.get("result")) {
      case "Success" -> CaseStatus.SUCCEEDED;
      case "Failure" -> CaseStatus.FAILED;
      case "Error", "NotRunnable", "Invalid" -> CaseStatus.ERROR;
      case "Ignored", "Skipped" -> CaseStatus.SKIPPED;
      case "" -> ofOlder(attributes);
      default -> CaseStatus.UNKNOWN;
    };
  }

  /** Before version 2.5 there is no result, but whether it ran and how. */
  private static CaseStatus ofOlder(Attributes attributes) {
    if (attributes.get("executed").equalsIgnoreCase("false")) {
      return CaseStatus.SKIPPED;
    }
    return switch (attributes.get("success")) {
      case "True", "true" -> CaseStatus.SUCCEEDED;
      case "False", "false" -> CaseStatus.FAILED;
      default -> CaseStatus.UNKNOWN;
    };
  }

  @Override
  public void end(String element, String text) {
    CaseDraft open = draft;
    if (open != null && element.equals("message")) {
      open.told(text);
    } else if (open != null && element.equals("test-case")) {
      cases.add(open.test());
      draft = null;
    }
  }
}
