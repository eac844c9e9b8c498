package dev.penstock.deploy;

import java.util.Objects;

/**
 * The identity of a deployment: its group's name and its number in the group. It identifies, and
 * authorises nothing.
 *
 * @param text such as {@code production-7}
 */
public record DeploymentId(String text) {

  /** Refuses an empty id. */
  public DeploymentId {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("deployment id: found an empty text; allowed: a name");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
