package dev.penstock.deploy.analysis;

import java.util.Objects;

/**
 * What one group of metrics adds to a canary's score.
 *
 * @param group the group's name
 * @param weight its percentage of the score, 0 to 100
 * @param passed how many of its metrics passed
 * @param counted how many of its metrics had data, or had to have some; 0 is a group without data
 * @param score {@code passed} in percent of {@code counted}; 100 without data
 */
public record GroupScore(String group, double weight, int passed, int counted, double score) {

  /** Refuses null. */
  public GroupScore {
    Objects.requireNonNull(group, "group");
  }
}
