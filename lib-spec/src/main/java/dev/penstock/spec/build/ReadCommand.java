package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Scalar;
import java.util.List;

/** A command and where it stands, for hints about what it does. Confined to one thread. */
final class ReadCommand {

  private final BuildPhase phase;
  private final Scalar node;
  private final DocumentPath path;
  private List<ShellText.Simple> simple = List.of();

  ReadCommand(BuildPhase phase, Scalar node, DocumentPath path) {
    this.phase = phase;
    this.node = node;
    this.path = path;
  }

  BuildPhase phase() {
    return phase;
  }

  Scalar node() {
    return node;
  }

  DocumentPath path() {
    return path;
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
