package dev.penstock.artifact.format.npm;

import com.google.common.base.Splitter;
import dev.penstock.artifact.format.ProtocolRequest;
import java.util.List;
import java.util.Locale;

/**
 * Which form of a packument a client would rather have (W-051).
 *
 * @param abbreviated how much it wants the abbreviated one, 0 to 1
 * @param full how much it wants the full one, 0 to 1
 */
record Accepted(double abbreviated, double full) {
  private static final Splitter COMMAS = Splitter.on(',');
  private static final Splitter SEMICOLONS = Splitter.on(';').trimResults();

  static Accepted of(ProtocolRequest request) {
    double abbreviated = 0;
    double full = 0;
    for (String one : COMMAS.split(String.join(",", request.headers("Accept")))) {
      List<String> parts = SEMICOLONS.splitToList(one.toLowerCase(Locale.ROOT));
      double weight = 1;
      for (String part : parts) {
        weight = part.startsWith("q=") ? weight(part.substring(2)) : weight;
      }
      switch (parts.get(0)) {
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
