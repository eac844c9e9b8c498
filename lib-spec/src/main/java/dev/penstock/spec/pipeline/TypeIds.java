package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Node;
import java.util.Optional;
import java.util.function.Supplier;

/** What ids of action types and rule types share: the core refuses those outside their patterns. */
final class TypeIds {
  private TypeIds() {}

  /** Makes the id; what the core refuses is reported at its part, or is unknown. */
  static <T> Optional<T> make(Level level, String provider, String version, Supplier<T> type) {
    if (!level.isKnown("provider") || !level.isKnown("version")) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.get());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String part = message.startsWith("provider") ? "provider" : "version";
      String allowed =
          message.substring(message.lastIndexOf("; allowed: ") + "; allowed: ".length());
      Node at = level.value(part);
      level.fault(
          DefinitionRule.ACTION_TYPE,
          part,
          part,
          at == null ? level.mapping() : at,
          "\"" + (part.equals("provider") ? provider : version) + "\" is no " + part,
          allowed,
          "");
      return Optional.empty();
    }
  }
}
