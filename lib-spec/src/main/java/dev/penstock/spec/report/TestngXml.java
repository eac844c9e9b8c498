package dev.penstock.spec.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** TestNG's XML. Methods that only prepare tests count if they failed. */
final class TestngXml implements XmlFormat {

  private final CaseCollector cases;
  private @Nullable CaseDraft draft;
  private boolean isPreparation;
  private String owner = "";

  TestngXml(CaseCollector cases) {
    this.cases = cases;
  }

  @Override
  public Set<String> roots() {
    return Set.of("testng-results");
  }

  @Override
  public boolean wantsText(String element) {
    return element.equals("message") || element.equals("full-stacktrace");
  }

  @Override
  public void start(String element, Attributes attributes) {
    if (element.equals("class")) {
      owner = attributes.get("name");
    } else if (element.equals("test-method")) {
      isPreparation = attributes.get("is-config").equals("true");
      draft =
          new CaseDraft(
              owner,
              attributes.get("name"),
              Seconds.ofMillis(attributes.get("duration-ms")),
              switch (attributes.get("status")) {
                case "PASS" -> CaseStatus.SUCCEEDED;
                case "FAIL" -> CaseStatus.FAILED;
                case "SKIP" -> CaseStatus.SKIPPED;
                default -> CaseStatus.UNKNOWN;
              });
    }
  }

  @Override
  public void end(String element, String text) {
    CaseDraft open = draft;
    if (open != null && wantsText(element)) {
      open.told(text);
    } else if (open != null && element.equals("test-method")) {
      if (!isPreparation || open.status().isFailure()) {
        cases.add(open.test());
      }
      draft = null;
    }
  }
}
