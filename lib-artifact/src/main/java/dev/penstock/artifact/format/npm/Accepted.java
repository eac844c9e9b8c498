package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.format.ProtocolRequest;
import java.util.Locale;

/**
 * Which form of a packument a client would rather have (W-051).
 *
 * @param abbreviated how much it wants the abbreviated one, 0 to 1
 * @param full how much it wants the full one, 0 to 1
 */
record Accepted(double abbreviated, double full) {

  static Accepted of(ProtocolRequest request) {
    double abbreviated = 0;
    double full = 0;
    for (String one : String.join(",", request.headers("Accept")).split(",")) {
      String[] parts = one.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
      double weight = 1;
      for (String part : parts) {
        weight = part.startsWith("q=") ? weight(part.substring(2)) : weight;
      }
      switch (parts[0]) {
        case "application/vnd.npm.install-v1+json" -> abbreviated = Math.max(abbreviated, weight);
        case "application/json" -> full = Math.max(full, weight);
        default -> {
          // What else a client takes does not tell the two apart.
        }
      }
    }
    return new Accepted(abbreviated, full);
  }

  private static double weight(String text) {
    try {
      double weight = Double.parseDouble(text);
      return weight >= 0 && weight <= 1 ? weight : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Only those that ask for it get the abbreviated form. */
  boolean prefersAbbreviated() {
    return abbreviated > 0 && abbreviated >= full;
  }
}
