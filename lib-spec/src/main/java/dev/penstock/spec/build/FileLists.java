package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists of paths and other texts, a single text as a list of one (B-019, B-020). */
final class FileLists {

  private FileLists() {}

  /** Paths; a warning if they are written as one text or the list is empty. */
  static List<String> paths(Section section, String key) {
    Node node = section.value(key);
    Findings findings = section.findings();
    if (node == null) {
      return List.of();
    }
    if (isEmpty(node)) {
      findings.report(
          BuildRule.EMPTY_LIST,
          section.keyNode(key),
          section.at(key),
          "the list is empty",
          "",
          "name the files, or remove the key");
    } else if (node instanceof Scalar scalar) {
      findings.report(
          BuildRule.SCALAR_FILES,
          node,
          section.at(key),
          "a text is taken as a list of one",
          "",
          "write it as a list",
          Fixes.listOf(scalar));
    }
    return eitherForm(section, key);
  }

  /** Paths that may as well be written as one text. */
  static List<String> eitherForm(Section section, String key) {
    Node node = section.value(key);
    if (node instanceof Mapping) {
      section
          .findings()
          .report(
              BuildRule.SCALAR_FILES,
              Severity.ERROR,
              node,
              section.at(key),
              "expected a list of paths, found a mapping",
              "",
              "begin each path with a dash");
    }
    return texts(section, key, BuildRule.MAPPING_ITEM);
  }

  /** Whether a list says nothing. */
  static boolean isEmpty(Node node) {
    return node.isNull() || (node instanceof Sequence list && list.items().isEmpty());
  }

  /** B-172: folders are not stored for themselves. */
  static void checkDirectories(Section section, String key) {
    boolean isList = section.value(key) instanceof Sequence;
    int index = 0;
    for (Node item : section.items(key)) {
      if (item instanceof Scalar scalar && scalar.text().endsWith("/")) {
        section
            .findings()
            .report(
                BuildRule.DIRECTORY_PATTERN,
                item,
                isList ? section.at(key).item(index) : section.at(key),
                "a directory is never stored for itself",
                "",
                "write \"" + scalar.text() + "**/*\"",
                isList ? Fixes.appended(scalar, "**/*") : Optional.empty());
      }
      index++;
    }
  }

  /** The texts of a list of texts; what is no text is reported. */
  static List<String> texts(Section section, String key, BuildRule wrongItem) {
    List<String> texts = new ArrayList<>();
    boolean isList = section.value(key) instanceof Sequence;
    int index = 0;
    for (Node item : section.items(key)) {
      DocumentPath path = isList ? section.at(key).item(index) : section.at(key);
      if (item.isNull()) {
        section
            .findings()
            .report(BuildRule.EMPTY_ITEM, item, path, "the item is empty", "", "delete it");
      } else if (item instanceof Scalar scalar) {
        texts.add(scalar.text());
      } else {
        section
            .findings()
            .report(
                wrongItem,
                Severity.ERROR,
                item,
                path,
                "expected a text, found " + item.kind(),
                "",
                "quote the whole item");
      }
      index++;
    }
    return texts;
  }
}
