package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What the readers of an appspec's parts share. */
final class Fields {

  private Fields() {}

  /** Calls back for each mapping of a list of mappings; anything else is reported. */
  static void eachMapping(Section parent, String key, BiConsumer<Section, Integer> read) {
    Node node = parent.value(key);
    if (node == null || node.isNull() || (node instanceof Mapping m && m.entries().isEmpty())) {
      return;
    }
    if (!(node instanceof Sequence list)) {
      parent
          .findings()
          .report(
              DeployRule.WRONG_KIND,
              node,
              parent.at(key),
              "expected a list, found " + node.kind(),
              "",
              "begin each entry with a dash");
      return;
    }
    for (int i = 0; i < list.items().size(); i++) {
      if (list.items().get(i) instanceof Mapping item) {
        read.accept(new Section(item, parent.at(key).item(i), parent.findings()), i);
      } else {
        parent
            .findings()
            .report(
                DeployRule.WRONG_KIND,
                list.items().get(i),
                parent.at(key).item(i),
                "expected a mapping, found " + list.items().get(i).kind());
      }
    }
  }

  /** The texts of a list of texts; anything else is reported. */
  static List<String> texts(Section section, String key, List<String> otherwise) {
    Node node = section.value(key);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!(node instanceof Sequence list)) {
      section
          .findings()
          .report(
              DeployRule.WRONG_KIND,
              node,
              section.at(key),
              "expected a list, found " + node.kind(),
              "",
              "begin each entry with a dash");
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      if (item instanceof dev.penstock.spec.tree.Scalar scalar && !item.isNull()) {
        texts.add(scalar.text());
      } else {
        section
            .findings()
            .report(
                DeployRule.WRONG_KIND,
                item,
                section.at(key).item(i),
                "expected a text, found " + item.kind());
      }
    }
    return texts;
  }

  /** Reports keys that mean nothing here, and those that are known but not carried out. */
  static void checkKeys(Section section, ImmutableSet<String> keys, ImmutableSet<String> readOver) {
    for (Mapping.Entry entry : section.unknown(keys)) {
      String name = entry.name();
      if (readOver.contains(name)) {
        section
            .findings()
            .report(
                DeployRule.READ_OVER,
                entry.key(),
                section.at(name),
                "this release reads over \"" + name + "\"");
        continue;
      }
      section
          .findings()
          .report(
              DeployRule.UNKNOWN_KEY,
              entry.key(),
              section.at(name),
              "key \"" + name + "\" means nothing here and is ignored",
              String.join(", ", keys),
              Section.nearest(name, keys).map(word -> "did you mean \"" + word + "\"?").orElse(""));
    }
  }

  /** Whether a path, once joined to the bundle's root, stays below it. */
  static boolean staysInside(String path) {
    int depth = 0;
    for (String part : path.replace('\\', '/').split("/", -1)) {
      if (part.equals("..")) {
        depth--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return false;
      }
    }
    return path.indexOf('\0') < 0;
  }

  static void reportOutside(Section section, String key, Node at, String path) {
    section
        .findings()
        .report(
            DeployRule.OUTSIDE_BUNDLE,
            at,
            section.at(key),
            "\"" + path + "\" lies outside the bundle",
            "",
            "name a path below the bundle's root, without \"..\"");
  }
}
