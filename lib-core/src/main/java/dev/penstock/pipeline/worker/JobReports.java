package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExternalExecution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reports of workers may say, and what they mean for an action. */
final class JobReports {
  private static final int LONGEST_TOKEN = 2_048;
  private static final int LONGEST_SUMMARY = 2_048;
  private static final int LONGEST_ID = 1_500;
  private static final int LONGEST_MESSAGE = 5_000;

  private JobReports() {}

  /** What is wrong with a report, for a person; null if nothing is. */
  static @Nullable String faultOf(JobSuccess success) {
    String token = success.continuationToken().orElse(null);
    if (token != null && (token.isEmpty() || token.length() > LONGEST_TOKEN)) {
      return "a continuation token of "
          + token.length()
          + " characters; allowed: 1 to "
          + LONGEST_TOKEN;
    }
    if (token != null && !success.outputVariables().isEmpty()) {
      return "output variables beside a continuation token; report them with the last success";
    }
    if (token != null && !success.artifacts().isEmpty()) {
      return "output artifacts beside a continuation token; report them with the last success";
    }
    int percent = success.percentComplete().orElse(0);
    if (percent < 0 || percent > 100) {
      return percent + " percent complete; allowed: 0 to 100";
    }
    String fault = tooLong("a summary", success.summary(), LONGEST_SUMMARY);
    fault =
        fault != null
            ? fault
            : tooLong("an external id", success.externalExecutionId(), LONGEST_ID);
    return fault != null ? fault : tooLong("a revision", success.revision().orElse(""), LONGEST_ID);
  }

  /** The same for a failure. */
  static @Nullable String faultOf(JobFailure failure) {
    if (failure.message().isEmpty()) {
      return "a message of 0 characters; allowed: 1 to " + LONGEST_MESSAGE;
    }
    String fault = tooLong("a message", failure.message(), LONGEST_MESSAGE);
    return fault != null
        ? fault
        : tooLong("an external id", failure.externalExecutionId(), LONGEST_ID);
  }

  private static @Nullable String tooLong(String what, String text, int longest) {
    return text.length() > longest
        ? what + " of " + text.length() + " characters; allowed: 0 to " + longest
        : null;
  }

  static ActionResult resultOf(JobSuccess success) {
    ActionResult result = ActionResult.succeeded().withSummary(success.summary());
    for (Map.Entry<String, String> each : success.outputVariables().entrySet()) {
      result = result.withVariable(each.getKey(), each.getValue());
    }
    for (var each : success.artifacts().entrySet()) {
      result = result.withArtifact(each.getKey(), each.getValue());
    }
    if (success.revision().isPresent()) {
      result = result.withRevision(success.revision().get(), success.revisionDetails());
    }
    return success.externalExecutionId().isEmpty()
        ? result
        : result.withExternalExecution(new ExternalExecution(success.externalExecutionId(), ""));
  }
}
