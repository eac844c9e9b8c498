package dev.penstock.deploy.traffic;

import java.util.Objects;

/**
 * The traffic of an experiment: as much for the baseline as for the trial, both taken from the
 * stable side.
 *
 * @param name the experiment's name
 * @param each the share of either, at most half of everything
 */
public record ExperimentShare(String name, Weight each) {

  /** Refuses more than there is. */
  public ExperimentShare {
    Objects.requireNonNull(name, "name");
    if (each.basisPoints() * 2 > Weight.WHOLE) {
      throw new IllegalArgumentException(
          "experiment " + name + ": " + each + " for each of two; allowed: up to 50 %");
    }
  }
}
