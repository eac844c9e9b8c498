package dev.penstock.spec.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Visual Studio's TRX. Results name their test by id; its class is told elsewhere in the file. */
final class Trx implements XmlFormat {

  private static final int MOST_WAITING = 100_000;

  private final CaseCollector cases;
  private final Map<String, String> classes = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable CaseDraft draft;
  private String id = "";
  private String unit = "";
  private boolean isInResult;
  private boolean isInError;

  Trx(CaseCollector cases) {
    this.cases = cases;
  }

  private record Waiting(String id, CaseDraft draft) {}

  @Override
  public Set<String> roots() {
    return Set.of("TestRun");
  }

  @Override
  public boolean wantsText(String element) {
    return element.equals("Message");
  }

  @Override
  public void start(String element, Attributes attributes) {
    switch (element) {
      case "UnitTestResult" -> {
        isInResult = true;
        id = attributes.get("testId");
        draft =
            new CaseDraft(
                "",
                attributes.get("testName"),
                Seconds.ofClock(attributes.get("duration")),
                status(attributes.get("outcome")));
      }
      case "ErrorInfo" -> isInError = true;
      case "UnitTest" -> unit = attributes.get("id");
      case "TestMethod" -> {
        if (classes.size() < MOST_WAITING) {
          classes.put(unit, attributes.get("className"));
        }
      }
      default -> {}
    }
  }

  private static CaseStatus status(String outcome) {
    return switch (outcome) {
      case "Passed", "PassedButRunAborted", "Warning" -> CaseStatus.SUCCEEDED;
      case "Failed" -> CaseStatus.FAILED;
      case "Error", "Timeout", "Aborted", "NotRunnable" -> CaseStatus.ERROR;
      case "NotExecuted", "Disconnected", "Pending" -> CaseStatus.SKIPPED;
      default -> CaseStatus.UNKNOWN;
    };
  }

  @Override
  public void end(String element, String text) {
    CaseDraft open = draft;
    if (element.equals("ErrorInfo")) {
      isInError = false;
    } else if (open != null && element.equals("Message") && isInError) {
      open.told(text);
    } else if (open != null && element.equals("UnitTestResult") && isInResult) {
      waiting.add(new Waiting(id, open));
      if (waiting.size() >= MOST_WAITING) {
        flush();
      }
      draft = null;
      isInResult = false;
    } else if (element.equals("TestRun")) {
      flush();
    }
  }

  private void flush() {
    waiting.forEach(one -> cases.add(one.draft().test(classes.getOrDefault(one.id(), ""))));
    waiting.clear();
  }
}
