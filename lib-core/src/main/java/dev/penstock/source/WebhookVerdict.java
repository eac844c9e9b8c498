package dev.penstock.source;

import java.util.Objects;

/**
 * Whether a delivery starts a pipeline, and why.
 *
 * @param isMatching whether all filters match
 * @param reason which filter decided and what it found, for people
 */
public record WebhookVerdict(boolean isMatching, String reason) {

  /** The reason is required. */
  public WebhookVerdict {
    Objects.requireNonNull(reason, "reason");
  }
}
