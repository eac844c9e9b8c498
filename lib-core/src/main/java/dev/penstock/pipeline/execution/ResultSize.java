package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.source.CommitDetails;
import dev.penstock.source.GitChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a journal could keep what an executor reports: if it could not, the whole pipeline would
 * be given up for one action, and again after each restart.
 */
final class ResultSize {
  /** In an event of 16 MB each has room for its widest escape, and 512 of them in one batch. */
  static final int MOST_CHARACTERS = 250_000;

  private ResultSize() {}

  /** What is too much about a result, for a person; null if nothing is. */
  static @Nullable String excessOf(ActionResult result) {
    long size = (long) result.summary().length() + result.revision().length();
    if (!result.variables().isEmpty()) {
      for (Map.Entry<String, String> each : result.variables().entrySet()) {
        if (OrderTexts.isTorn(each.getKey())) {
          return "the name of an output variable, \""
              + each.getKey()
              + "\", holds half a surrogate pair";
        }
        size += (long) each.getKey().length() + each.getValue().length();
      }
    }
    if (!result.artifacts().isEmpty()) {
      for (Map.Entry<String, ArtifactReference> each : result.artifacts().entrySet()) {
        size += (long) each.getKey().length() + each.getValue().location().length();
      }
    }
    if (result.revisionDetails().isPresent()) { // without lambdas: each result comes by here
      size += result.revisionDetails().get().url().length();
    }
    if (result.external().isPresent()) {
      ExternalExecution external = result.external().get();
      size += (long) external.id().length() + external.url().length();
    }
    return size <= MOST_CHARACTERS
        ? null
        : "reported "
            + size
            + " characters in its summary, variables and other texts; allowed: "
            + MOST_CHARACTERS
            + "; hand more on as an artifact";
  }

  /** What is too much about the change that causes a start, for a person; empty if nothing is. */
  static String excessOf(GitChange change) {
    long size =
        (long) change.sourceAction().length()
            + change.repository().length()
            + change.ref().name().length()
            + change.commit().length()
            + change.details().map(ResultSize::sizeOf).orElse(0L);
    return size <= MOST_CHARACTERS
        ? ""
        : "the change "
            + change.ref()
            + " is told of in "
            + size
            + " characters, those of its commit's message included; allowed: "
            + MOST_CHARACTERS;
  }

  private static long sizeOf(CommitDetails details) {
    return (long) details.message().length()
        + details.authorName().length()
        + details.authorEmail().length()
        + details.authorId().length();
  }

  /** The answer of a rule, or one that says that it was too long. */
  static RuleResult fitting(RuleResult answer) {
    int size = answer.summary().length();
    return size <= MOST_CHARACTERS
        ? answer
        : RuleResult.errored(
            "answered with a summary of " + size + " characters; allowed: " + MOST_CHARACTERS);
  }
}
