package dev.penstock.spec.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JUnit's XML, as Ant brought it up and every tool writes it. */
final class JunitXml implements XmlFormat {

  private final CaseCollector cases;
  private @Nullable CaseDraft draft;
  private String suite = "";

  JunitXml(CaseCollector cases) {
    this.cases = cases;
  }

  @Override
  public Set<String> roots() {
    return Set.of("testsuites", "testsuite");
  }

  @Override
  public boolean wantsText(String element) {
    return Set.of("failure", "error", "skipped").contains(element);
  }

  @Override
  public void start(String element, Attributes attributes) {
    CaseDraft open = draft;
    if (element.equals("testsuite")) {
      suite = attributes.get("name");
    } else if (element.equals("testcase")) {
      String owner = attributes.get("classname");
      draft =
          new CaseDraft(
              owner.isEmpty() ? suite : owner,
              attributes.get("name"),
              Seconds.of(attributes.get("time")),
              attributes.get("status").equals("notrun")
                  ? CaseStatus.SKIPPED
                  : CaseStatus.SUCCEEDED);
    } else if (open != null) {
      switch (element) {
        case "failure" -> open.ended(CaseStatus.FAILED, attributes.get("message"));
        case "error" -> open.ended(CaseStatus.ERROR, attributes.get("message"));
        case "skipped" -> open.ended(CaseStatus.SKIPPED, attributes.get("message"));
        default -> {}
      }
    }
  }

  @Override
  public void end(String element, String text) {
    CaseDraft open = draft;
    if (open != null && element.equals("testcase")) {
      cases.add(open.test());
      draft = null;
    } else if (open != null && wantsText(element)) {
      open.told(text);
    }
  }
}
