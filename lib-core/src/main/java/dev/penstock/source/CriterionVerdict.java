package dev.penstock.source;

import java.util.Objects;
import java.util.Optional;

/**
 * What one criterion of a filter says of an event.
 *
 * @param criterion which: {@code branches}, {@code tags}, {@code filePaths}, {@code events}, {@code
 *     event} for the kind of event, {@code repository}, or {@code DetectChanges}
 * @param isMatching whether it holds
 * @param value the branch, tag, file or event that decided; empty if there was none
 * @param pattern the include or exclude that decided; empty if none did
 * @param reason why, for people
 */
public record CriterionVerdict(
    String criterion, boolean isMatching, String value, Optional<String> pattern, String reason) {

  /** All parts are required. */
  public CriterionVerdict {
    Objects.requireNonNull(criterion, "criterion");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(reason, "reason");
  }

  static CriterionVerdict plain(String criterion, boolean isMatching, String value, String reason) {
    return new CriterionVerdict(criterion, isMatching, value, Optional.empty(), reason);
  }

  /** The criterion and the reason, for people. */
  @Override
  public String toString() {
    return criterion + ": " + reason;
  }
}
