package dev.penstock.process;

import java.util.Objects;

/**
 * Why a command was refused.
 *
 * @param code a stable, dotted identifier that programs match, such as {@code approval.stale-token}
 * @param reason one sentence for a person: what was found and what is allowed
 */
public record Rejection(String code, String reason) {

  /** Both parts are required. */
  public Rejection {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return reason + " [" + code + "]";
  }
}
