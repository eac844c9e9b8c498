package dev.penstock.pipeline.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Names made of facts. They look random and are not: they identify, and never authorise. */
final class DerivedIds {
  private DerivedIds() {}

  /**
   * The token of an approval: another one for each attempt (P-1305), of the form that the service
   * uses (P-1306).
   */
  static String approvalToken(ActionKey key) {
    return UUID.nameUUIDFromBytes(("approval/" + key.text()).getBytes(UTF_8)).toString();
  }

  /** The id of a pipeline's execution (P-914). */
  static String executionId(String pipeline, long number) {
    return UUID.nameUUIDFromBytes(("execution/" + pipeline + "/" + number).getBytes(UTF_8))
        .toString();
  }
}
