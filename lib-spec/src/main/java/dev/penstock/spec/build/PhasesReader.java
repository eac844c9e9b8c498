package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code phases}. */
final class PhasesReader {

  private final Section phases;
  private final Findings findings;
  private final SourceText text;
  private final Optional<BuildImage> image;
  private final List<ReadCommand> found;

  /** Reads phases for an image, if it is known, and adds the commands to those found. */
  PhasesReader(
      Section phases, SourceText text, Optional<BuildImage> image, List<ReadCommand> found) {
    this.phases = phases;
    this.text = text;
    this.findings = phases.findings();
    this.image = image;
    this.found = found;
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
    CommandsReader commands = new CommandsReader(name, findings, text, found);
    return Optional.of(
        new Phase(
            commands.read(phase, "commands"),
            commands.read(phase, "finally"),
            onFailure(phase),
            BuildspecReader.runAs(phase),
            name == BuildPhase.INSTALL ? new RuntimesReader(phase, image).read() : Map.of(),
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

  private Optional<OnFailure> onFailure(Section phase) {
    Optional<String> written = phase.text("on-failure", BuildRule.ON_FAILURE);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<OnFailure> parsed = OnFailure.parse(written.get());
    Node value = phase.valueNode("on-failure");
    if (parsed.isEmpty()) {
      findings.report(
          BuildRule.ON_FAILURE,
          value,
          phase.at("on-failure"),
          "found \"" + written.get() + "\"",
          OnFailure.FORMS,
          "");
      return parsed;
    }
    String action = parsed.get().action().name();
    if (!written.get().startsWith(action)) {
      findings.report(
          BuildRule.ON_FAILURE,
          Severity.INFO,
          value,
          phase.at("on-failure"),
          "found \"" + written.get() + "\"",
          OnFailure.FORMS,
          "write it in upper case",
          value instanceof Scalar scalar
              ? scalar.replacedBy(action + written.get().substring(action.length()))
              : Optional.empty());
    }
    return parsed;
  }
}
