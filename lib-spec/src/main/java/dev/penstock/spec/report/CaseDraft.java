package dev.penstock.spec.report;

import java.time.Duration;

/** A test case of which the end is not read yet. The first failure counts, and its message. */
final class CaseDraft {

  private final String suite;
  private final String name;
  private final Duration duration;
  private CaseStatus status;
  private String message = "";

  CaseDraft(String suite, String name, Duration duration, CaseStatus status) {
    this.suite = suite;
    this.name = name;
    this.duration = duration;
    this.status = status;
  }

  void ended(CaseStatus as, String why) {
    if (!status.isFailure()) {
      status = as;
      message = why;
    }
  }

  /** A text that explains, unless there is one already. */
  void told(String text) {
    if (message.isEmpty() && status != CaseStatus.SUCCEEDED) {
      message = text;
    }
  }

  CaseStatus status() {
    return status;
  }

  TestCase test() {
    return new TestCase(suite, name, status, duration, message);
  }

  TestCase test(String of) {
    return new TestCase(of, name, status, duration, message);
  }
}
