package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.spec.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels that a pipeline has in the service, and their limits (P-1455). */
final class Tags {
  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String RESERVED = "aws:";

  private static final String TAGS = "tags";
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private Tags() {}

  /** What is wrong with a part of a tag. */
  private record Fault(String found, String allowed) {}

  /** The tags of a level, in their order; those that break a limit are reported and left out. */
  static Map<String, String> read(Level level) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<Level> all = level.levels(TAGS, TAGS);
    for (Level tag : all) {
      tag.checkKeys(KEY, VALUE);
      String key = tag.required(KEY);
      String value = tag.required(VALUE);
      boolean isKey = check(tag, KEY, keyFault(key));
      boolean isValue = check(tag, VALUE, valueFault(value));
      if (!isKey || !isValue) {
        continue;
      }
      if (tags.containsKey(key) && tag.isKnown(KEY)) {
        report(
            tag,
            KEY,
            tag.keyNode(KEY),
            new Fault("a second tag \"" + key + "\"", "one for each key"));
      } else if (tags.size() < MOST) {
        tags.putIfAbsent(key, value);
      }
    }
    countFault(all.size()).ifPresent(fault -> report(level, TAGS, level.keyNode(TAGS), fault));
    return tags;
  }

  /** Whether a part is there and as it must be; what is not known is. */
  private static boolean check(Level tag, String part, Optional<Fault> fault) {
    Node value = tag.value(part);
    if (value == null || tag.knowledge(part) == Knowledge.FAULTY) {
      return false;
    }
    if (!tag.isKnown(part) || fault.isEmpty()) {
      return true;
    }
    report(tag, part, value, fault.get());
    return false;
  }

  private static void report(Level level, String part, Node at, Fault fault) {
    level.fault(DefinitionRule.PIPELINE_TAG, part, part, at, fault.found(), fault.allowed(), "");
  }

  /**
   * Refuses tags that the service would not take.
   *
   * @throws InvalidDefinitionException that holds every fault
   */
  static void require(String pipeline, Map<String, String> tags) {
    List<Diagnostic> faults = new ArrayList<>();
    countFault(tags.size()).ifPresent(fault -> faults.add(diagnostic(TAGS, fault)));
    int index = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String path = TAGS + "[" + index++ + "].";
      keyFault(tag.getKey()).ifPresent(fault -> faults.add(diagnostic(path + KEY, fault)));
      valueFault(tag.getValue()).ifPresent(fault -> faults.add(diagnostic(path + VALUE, fault)));
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + pipeline, faults);
    }
  }

  private static Diagnostic diagnostic(String path, Fault fault) {
    return Diagnostic.error(DefinitionRule.PIPELINE_TAG.id(), path, fault.found(), fault.allowed());
  }

  private static Optional<Fault> countFault(int count) {
    return count > MOST
        ? Optional.of(new Fault(count + " tags", "up to " + MOST))
        : Optional.empty();
  }

  private static Optional<Fault> keyFault(String key) {
    if (key.startsWith(RESERVED)) {
      return Optional.of(new Fault("the key begins with \"" + RESERVED + "\"", "keys that do not"));
    }
    return key.isEmpty() || key.length() > LONGEST_KEY
        ? Optional.of(new Fault("a key of " + key.length() + " characters", "1 to " + LONGEST_KEY))
        : Optional.empty();
  }

  private static Optional<Fault> valueFault(String value) {
    return value.length() > LONGEST_VALUE
        ? Optional.of(
            new Fault("a value of " + value.length() + " characters", "0 to " + LONGEST_VALUE))
        : Optional.empty();
  }
}
