package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import java.util.Objects;

/**
 * An analysis that goes on beside the steps until all users are on the new side (RP-18).
 *
 * @param analysis what is measured
 * @param fromStep the step before which it starts, counted from 0
 */
public record BackgroundAnalysis(Analysis analysis, int fromStep) {

  /** Refuses a step below 0. */
  public BackgroundAnalysis {
    Objects.requireNonNull(analysis, "analysis");
    if (fromStep < 0) {
      throw new IllegalArgumentException(
          "background analysis: step " + fromStep + " is out of range; allowed: 0 or more");
    }
  }
}
