package dev.penstock.deploy.analysis;

import java.util.List;

/** What a metric provider answers. */
public sealed interface Measurement {

  /** The most values of one series. */
  int MAX_VALUES = 10_000;

  /** The longest message of a failure, in characters; longer ones are cut. */
  int LONGEST_MESSAGE = 1000;

  /**
   * Series of values.
   *
   * @param canary the canary's values, the newest last, at most {@value #MAX_VALUES}; may hold NaN
   *     where there was no value. None is no data
   * @param baseline the baseline's; empty if it was not asked for, else none is no data
   * @param samples how many samples the values rest on, of the smaller side, 0 or more; the number
   *     of values unless somebody knows better
   */
  record Values(List<Double> canary, List<Double> baseline, long samples) implements Measurement {
    /** Copies the series, and refuses too many values and a negative number of samples. */
    public Values {
      canary = checked("canary", canary);
      baseline = checked("baseline", baseline);
      requireSamples(samples);
    }
  }

  /**
   * Events of a kind among all of them, such as errors of requests. Their proportion is the value;
   * the smaller number of trials is the number of samples.
   *
   * @param canaryEvents of the canary, 0 to {@code canaryTrials}
   * @param canaryTrials of the canary, 0 or more; 0 is no data
   * @param baselineEvents of the baseline, 0 to {@code baselineTrials}
   * @param baselineTrials of the baseline, 0 or more; 0 if it was not asked for, else no data
   */
  record Counts(long canaryEvents, long canaryTrials, long baselineEvents, long baselineTrials)
      implements Measurement {
    /** Refuses more events than trials. */
    public Counts {
      requireCounts("canary", canaryEvents, canaryTrials);
      requireCounts("baseline", baselineEvents, baselineTrials);
    }
  }

  /** The provider answered, and there is no data. */
  record NoData() implements Measurement {}

  /**
   * The measurement could not be taken.
   *
   * @param message why, for a person; cut after {@value #LONGEST_MESSAGE} characters
   */
  record Failed(String message) implements Measurement {
    /** Cuts the message. */
    public Failed {
      message =
          message.length() > LONGEST_MESSAGE
              ? message.substring(0, LONGEST_MESSAGE - 1) + "…"
              : message;
    }
  }

  /**
   * One value of the canary.
   *
   * @param value the value
   * @return the measurement, of one sample
   */
  static Measurement of(double value) {
    return of(value, 1);
  }

  /**
   * One value of the canary.
   *
   * @param value the value
   * @param samples how many samples it rests on, 0 or more
   * @return the measurement
   */
  static Measurement of(double value, long samples) {
    return new Values(List.of(value), List.of(), samples);
  }

  /**
   * One value of each side.
   *
   * @param canary the canary's value
   * @param baseline the baseline's value
   * @param samples how many samples each rests on, at least; 0 or more
   * @return the measurement
   */
  static Measurement against(double canary, double baseline, long samples) {
    return new Values(List.of(canary), List.of(baseline), samples);
  }

  /**
   * A series of each side.
   *
   * @param canary the canary's values, the newest last
   * @param baseline the baseline's values
   * @return the measurement, with as many samples as the shorter series has values
   */
  static Measurement series(List<Double> canary, List<Double> baseline) {
    return new Values(canary, baseline, Math.min(canary.size(), baseline.size()));
  }

  /**
   * A proportion of the canary.
   *
   * @param events how many of the trials, such as errors
   * @param trials of how many, such as requests
   * @return the measurement
   */
  static Measurement counts(long events, long trials) {
    return new Counts(events, trials, 0, 0);
  }

  /**
   * There is no data.
   *
   * @return the measurement
   */
  static Measurement noData() {
    return new NoData();
  }

  /**
   * The measurement could not be taken.
   *
   * @param message why, for a person
   * @return the measurement
   */
  static Measurement failed(String message) {
    return new Failed(message);
  }

  private static List<Double> checked(String side, List<Double> values) {
    if (values.size() > MAX_VALUES) {
      throw new IllegalArgumentException(
          side + ": " + values.size() + " values are too many; allowed: at most " + MAX_VALUES);
    }
    return List.copyOf(values);
  }

  private static void requireSamples(long samples) {
    if (samples < 0) {
      throw new IllegalArgumentException(
          "samples: " + samples + " is out of range; allowed: 0 or more");
    }
  }

  private static void requireCounts(String side, long events, long trials) {
    if (events < 0 || events > trials) {
      throw new IllegalArgumentException(
          side + ": " + events + " events of " + trials + " trials; allowed: 0 to all of them");
    }
  }
}
