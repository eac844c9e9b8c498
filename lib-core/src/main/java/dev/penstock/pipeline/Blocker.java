package dev.penstock.pipeline;

import java.util.Objects;

/**
 * A blocker of a stage: a field that the cloud service reserves, without any behaviour (P-133).
 *
 * @param name its name
 * @param type its kind, {@link #SCHEDULE} for the service
 */
public record Blocker(String name, String type) {

  /** The one kind that the service knows. */
  public static final String SCHEDULE = "Schedule";

  /** Both parts are required. */
  public Blocker {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
