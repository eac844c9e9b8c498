package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the lists of commands of one phase. */
final class CommandsReader {

  private final BuildPhase phaseName;
  private final Findings findings;
  private final SourceText text;
  private final List<ReadCommand> found;

  CommandsReader(
      BuildPhase phaseName, Findings findings, SourceText text, List<ReadCommand> found) {
    this.text = text;
    this.phaseName = phaseName;
    this.findings = findings;
    this.found = found;
  }

  List<Command> read(Section phase, String key) {
    Node node = phase.value(key);
    List<Command> commands = new ArrayList<>();
    if (node == null) {
      return commands;
    }
    DocumentPath path = phase.at(key);
    if (node instanceof Sequence sequence && !sequence.items().isEmpty()) {
      for (int i = 0; i < sequence.items().size(); i++) {
        command(sequence.items().get(i), path, i, commands);
      }
    } else if (node.isNull() || node instanceof Sequence) {
      findings.report(
          BuildRule.EMPTY_LIST, phase.keyNode(key), path, "the list is empty", "", "remove it");
    } else if (node instanceof Scalar scalar) {
      findings.report(
          BuildRule.SCALAR_COMMANDS,
          node,
          path,
          "a text is taken as a list of one",
          "",
          "write it as a list",
          Fixes.listOf(scalar));
      add(scalar, new ReadCommand(phaseName, scalar, path), commands);
    } else {
      findings.report(
          BuildRule.NESTED_COMMANDS,
          node,
          path,
          "expected a list of commands, found a mapping",
          "",
          "begin each command with a dash");
    }
    return commands;
  }

  private void command(Node item, DocumentPath list, int index, List<Command> commands) {
    if (item instanceof Scalar scalar) {
      if (CommandNotes.isBlank(scalar.notes())) {
        findings.report(
            BuildRule.EMPTY_ITEM,
            item,
            list.item(index),
            "the command is empty",
            "",
            "delete it, or put its comment on a line of its own");
        return;
      }
      if (scalar.isPlain() && CommandNotes.isNumberOrBoolean(scalar.notes())) {
        findings.report(
            BuildRule.UNQUOTED_ITEM,
            item,
            list.item(index),
            "\"" + scalar.text() + "\" is taken as a command",
            "",
            "quote it",
            scalar.quoted());
      }
      add(scalar, new ReadCommand(phaseName, scalar, list, index), commands);
    } else if (item instanceof Mapping mapping) {
      findings.report(
          BuildRule.MAPPING_ITEM,
          item,
          list.item(index),
          mappingFound(mapping),
          "",
          "put the whole command in single quotes, or write it below \"- |\"",
          Fixes.quotedItem(mapping, text));
    } else {
      findings.report(
          BuildRule.NESTED_COMMANDS,
          item,
          list.item(index),
          "expected a command, found a list",
          "",
          "begin each command with one dash");
    }
  }

  private void add(Scalar scalar, ReadCommand read, List<Command> commands) {
    commands.add(new Command(scalar.text(), scalar.position()));
    found.add(read);
  }

  private static String mappingFound(Mapping mapping) {
    Iterator<Mapping.Entry> entries = mapping.entries().iterator();
    return entries.hasNext()
        ? "the text up to the colon, \""
            + entries.next().name()
            + "\", makes a mapping of the command"
        : "expected a command, found an empty mapping";
  }
}
