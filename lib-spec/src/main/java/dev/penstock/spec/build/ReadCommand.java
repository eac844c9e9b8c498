package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Scalar;
import java.util.List;

/** A command and where it stands, for hints about what it does. Confined to one thread. */
final class ReadCommand {

  private final BuildPhase phase;
  private final Scalar node;
  private final int notes;
  private final DocumentPath list;
  private final int index;
  private List<ShellText.Simple> simple = List.of();

  /** The only command, written without a list. */
  ReadCommand(BuildPhase phase, Scalar node, DocumentPath path) {
    this(phase, node, path, -1);
  }

  /** An item of a list. */
  ReadCommand(BuildPhase phase, Scalar node, DocumentPath list, int index) {
    this.phase = phase;
    this.node = node;
    this.notes = node.notes();
    this.list = list;
    this.index = index;
  }

  BuildPhase phase() {
    return phase;
  }

  Scalar node() {
    return node;
  }

  DocumentPath path() {
    return index < 0 ? list : list.item(index);
  }

  /** What was noted of its text, see {@link CommandNotes}. */
  int notes() {
    return notes;
  }

  String text() {
    return node.text();
  }

  /** The simple commands that it consists of; taken apart once, when first asked for. */
  List<ShellText.Simple> simple() {
    if (simple.isEmpty()) {
      simple = ShellText.commands(node.text());
    }
    return simple;
  }
}
