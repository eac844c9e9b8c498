package dev.penstock.samples.quickstart.traffic;

/**
 * Chooses a side for each request so that the shares come out exactly: of any 10,000 requests in a
 * row with the same weight, green gets precisely its basis points, evenly spread. No chance is
 * involved. Thread-safe.
 */
final class WeightedChoice {
  private int greenWeight;
  private int owedToGreen;

  synchronized void weigh(int basisPointsOfGreen) {
    if (basisPointsOfGreen < 0 || basisPointsOfGreen > LoadBalancer.ALL) {
      throw new IllegalArgumentException(
          "weight " + basisPointsOfGreen + "; allowed: 0 to " + LoadBalancer.ALL);
    }
    greenWeight = basisPointsOfGreen;
    owedToGreen = 0;
  }

  synchronized int weight(Side side) {
    return side == Side.GREEN ? greenWeight : LoadBalancer.ALL - greenWeight;
  }

  synchronized Side next() {
    owedToGreen += greenWeight;
    if (owedToGreen < LoadBalancer.ALL) {
      return Side.BLUE;
    }
    owedToGreen -= LoadBalancer.ALL;
    return Side.GREEN;
  }
}
