package dev.penstock.pipeline;

import java.util.Objects;

/**
 * The work that an action has caused outside: a build of a build server, a deployment.
 *
 * @param id how the outside names it; may be empty
 * @param url where people can look at it; may be empty
 */
public record ExternalExecution(String id, String url) {

  /** Both texts are required. */
  public ExternalExecution {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(url, "url");
  }
}
