package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of a definition. Unknown items are left out, and the list is known to lack them. */
final class Lists {
  private Lists() {}

  static List<Level> levels(Level level, String key, String part) {
    List<Level> levels = new ArrayList<>();
    Sequence list = sequence(level, key, part);
    if (list == null) {
      return levels;
    }
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      DocumentPath at = level.at(key).item(i);
      if (item instanceof Mapping mapping) {
        String model = level.inModel(part) + "[" + levels.size() + "]";
        levels.add(new Level(level.reading(), mapping, at, model));
      } else {
        skip(level, part, item, at, "a mapping");
      }
    }
    return levels;
  }

  static List<String> texts(Level level, String key, String part) {
    List<String> texts = new ArrayList<>();
    Sequence list = sequence(level, key, part);
    if (list == null) {
      return texts;
    }
    Reading reading = level.reading();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      DocumentPath at = level.at(key).item(i);
      if (!(item instanceof Scalar scalar) || item.isNull()) {
        skip(level, part, item, at, "a text");
        continue;
      }
      String model = level.inModel(part) + "[" + texts.size() + "]";
      reading.places().put(model, item, at, reading.origins().of(item));
      String other = Values.otherKind(scalar);
      if (other != null && reading.form() == Form.SERVICE) {
        reading
            .findings()
            .report(
                DefinitionRule.TEXT_TYPE,
                item,
                at,
                other + " where a text is expected",
                "",
                "put it in quotes: \"" + Values.normalized(scalar) + "\"");
      }
      texts.add(Values.normalized(scalar));
    }
    return texts;
  }

  /** A list; null if it is absent, unknown, or was reported. */
  static @Nullable Sequence sequence(Level level, String key, String part) {
    Node value = level.value(key);
    if (value == null) {
      return null;
    }
    Reading reading = level.reading();
    if (value instanceof Sequence list) {
      reading.places().put(level.inModel(part), value, level.at(key), Knowledge.WRITTEN);
      return list;
    }
    if (reading.origins().isUnknown(value)) {
      reading.places().put(level.inModel(part), value, level.at(key), Knowledge.UNKNOWN);
    } else {
      level.wrongKind(key, part, value, "a list");
    }
    return null;
  }

  private static void skip(Level level, String part, Node item, DocumentPath at, String expected) {
    Reading reading = level.reading();
    boolean isUnknown = reading.origins().isUnknown(item);
    if (!isUnknown) {
      reading
          .findings()
          .report(
              DefinitionRule.WRONG_TYPE,
              item,
              at,
              "expected " + expected + ", found " + item.kind());
    }
    reading.places().lacks(level.inModel(part));
  }
}
