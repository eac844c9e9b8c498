package dev.penstock.spec.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The XML of NUnit 3. */
final class Nunit3Xml implements XmlFormat {

  private final CaseCollector cases;
  private @Nullable CaseDraft draft;
  private boolean explains;

  Nunit3Xml(CaseCollector cases) {
    this.cases = cases;
  }

  @Override
  public Set<String> roots() {
    return Set.of("test-run");
  }

  @Override
  public boolean wantsText(String element) {
    return element.equals("message");
  }

  @Override
  public void start(String element, Attributes attributes) {
    if (element.equals("test-case")) {
      draft =
          new CaseDraft(
              attributes.get("classname"),
              attributes.get("name"),
              Seconds.of(attributes.get("duration")),
              status(attributes.get("result"), attributes.get("label")));
    } else if (element.equals("failure") || element.equals("reason")) {
      explains = true;
    }
  }

  private static CaseStatus status(String result, String label) {
    return switch (result) {
      case "Passed", "Warning" -> CaseStatus.SUCCEEDED;
      case "Failed" ->
          label.equals("Error") || label.equals("Invalid") ? CaseStatus.ERROR : CaseStatus.FAILED;
      case "Skipped" -> CaseStatus.SKIPPED;
      default -> CaseStatus.UNKNOWN;
    };
  }

  @Override
  public void end(String element, String text) {
    CaseDraft open = draft;
    if (element.equals("failure") || element.equals("reason")) {
      explains = false;
    } else if (open != null && element.equals("message") && explains) {
      open.told(text);
    } else if (open != null && element.equals("test-case")) {
      cases.add(open.test());
      draft = null;
    }
  }
}
