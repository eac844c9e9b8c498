package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code phases}. */
final class PhasesReader {

  private final Section phases;
  private final Findings findings;

  PhasesReader(Section phases) {
    this.phases = phases;
    this.findings = phases.findings();
  }

  Map<BuildPhase, Phase> read() {
    Level.PHASES.reportUnknown(phases);
    Map<BuildPhase, Phase> read = new EnumMap<>(BuildPhase.class);
    boolean isAnyNamed = false;
    for (BuildPhase name : BuildPhase.values()) {
      Node node = phases.value(name.key());
      isAnyNamed |= node != null;
      if (node != null) {
        phase(name, node).ifPresent(phase -> read.put(name, phase));
      }
    }
    if (!isAnyNamed) {
      findings.report(
          BuildRule.NO_KNOWN_PHASE,
          phases.mapping(),
          phases.path(),
          "none of the phases is named",
          String.join(", ", Level.PHASES.keys()),
          "");
    }
    return read;
  }

  private Optional<Phase> phase(BuildPhase name, Node node) {
    DocumentPath path = phases.at(name.key());
    if (node.isNull() || (node instanceof Mapping mapping && mapping.entries().isEmpty())) {
      findings.report(
          BuildRule.EMPTY_PHASE,
          phases.keyNode(name.key()),
          path,
          "the phase is empty",
          "",
          "indent what belongs to it, or remove it");
      return Optional.empty();
    }
    if (!(node instanceof Mapping mapping)) {
      findings.report(
          BuildRule.PHASE_KIND,
          node,
          path,
          "expected a mapping, found " + node.kind(),
          "",
          "put the list under \"commands:\"");
      return Optional.empty();
    }
    Section phase = new Section(mapping, path, findings);
    Level.PHASE.reportUnknown(phase);
    checkContent(name, phase);
    return Optional.of(
        new Phase(
            commands(phase, "commands"),
            commands(phase, "finally"),
            onFailure(phase),
            BuildspecReader.runAs(phase),
            name == BuildPhase.INSTALL ? RuntimesReader.read(phase) : Map.of(),
            new StepsReader(phase).read()));
  }

  private void checkContent(BuildPhase name, Section phase) {
    boolean hasRuntimes = phase.value("runtime-versions") != null;
    boolean hasWork = phase.value("commands") != null || phase.value("steps") != null;
    if (!hasWork && !(name == BuildPhase.INSTALL && hasRuntimes)) {
      findings.report(
          BuildRule.NO_COMMANDS,
          phases.keyNode(name.key()),
          phase.path(),
          "the phase has no commands",
          "",
          "add \"commands:\", or remove the phase");
    }
    if (hasRuntimes && name != BuildPhase.INSTALL) {
      findings.report(
          BuildRule.RUNTIMES_OUTSIDE_INSTALL,
          phase.keyNode("runtime-versions"),
          phase.at("runtime-versions"),
          "runtimes are selected in \"install\" only",
          "",
          "move it to \"phases.install\"");
    }
  }

  private List<Command> commands(Section phase, String key) {
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
          "write it as a list");
      commands.add(new Command(scalar.text(), scalar.position()));
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
      if (scalar.text().isBlank()) {
        findings.report(
            BuildRule.EMPTY_ITEM,
            item,
            list.item(index),
            "the command is empty",
            "",
            "delete it, or put its comment on a line of its own");
        return;
      }
      if (scalar.isPlain() && PlainValue.isNumberOrBoolean(scalar.text())) {
        findings.report(
            BuildRule.UNQUOTED_ITEM,
            item,
            list.item(index),
            "\"" + scalar.text() + "\" is taken as a command",
            "",
            "quote it");
      }
      commands.add(new Command(scalar.text(), scalar.position()));
    } else if (item instanceof Mapping mapping) {
      findings.report(
          BuildRule.MAPPING_ITEM,
          item,
          list.item(index),
          mappingFound(mapping),
          "",
          "put the whole command in single quotes, or write it below \"- |\"");
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

  private static String mappingFound(Mapping mapping) {
    return mapping.entries().stream()
        .findFirst()
        .map(
            entry ->
                "the text up to the colon, \""
                    + entry.name()
                    + "\", makes a mapping of the command")
        .orElse("expected a command, found an empty mapping");
  }

  private Optional<OnFailure> onFailure(Section phase) {
    Optional<String> text = phase.text("on-failure", BuildRule.ON_FAILURE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<OnFailure> parsed = OnFailure.parse(text.get());
    Node value = phase.valueNode("on-failure");
    if (parsed.isEmpty()) {
      findings.report(
          BuildRule.ON_FAILURE,
          value,
          phase.at("on-failure"),
          "found \"" + text.get() + "\"",
          OnFailure.FORMS,
          "");
      return parsed;
    }
    String action = parsed.get().action().name();
    if (!text.get().startsWith(action)) {
      findings.report(
          BuildRule.ON_FAILURE,
          Severity.INFO,
          value,
          phase.at("on-failure"),
          "found \"" + text.get() + "\"",
          OnFailure.FORMS,
          "write it in upper case");
    }
    return parsed;
  }
}
