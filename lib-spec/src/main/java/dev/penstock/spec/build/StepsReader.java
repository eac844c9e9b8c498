package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code steps} of a phase (B-101, B-102). */
final class StepsReader {

  private final Section phase;
  private final Findings findings;

  StepsReader(Section phase) {
    this.phase = phase;
    this.findings = phase.findings();
  }

  List<Step> read() {
    Node node = phase.value("steps");
    if (node == null) {
      return List.of();
    }
    DocumentPath path = phase.at("steps");
    boolean besideCommands = phase.value("commands") != null;
    if (besideCommands || !(node instanceof Sequence || node.isNull())) {
      findings.report(
          BuildRule.STEPS_AND_COMMANDS,
          besideCommands ? phase.keyNode("steps") : node,
          path,
          besideCommands
              ? "both \"steps\" and \"commands\" are given"
              : "expected a list, found " + node.kind(),
          "",
          "keep one list");
    } else if (FileLists.isEmpty(node)) {
      findings.report(
          BuildRule.EMPTY_LIST, phase.keyNode("steps"), path, "the list is empty", "", "remove it");
    }
    List<Step> steps = new ArrayList<>();
    if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        Step step = step(list.items().get(i), path.item(i));
        if (step != null) {
          steps.add(step);
        }
      }
    }
    return steps;
  }

  private @Nullable Step step(Node node, DocumentPath path) {
    if (!(node instanceof Mapping mapping)) {
      findings.report(
          BuildRule.STEP,
          node,
          path,
          "expected a mapping, found " + node.kind(),
          "exactly one of uses, run",
          "begin each step with \"- uses:\" or \"- run:\"");
      return null;
    }
    Section step = new Section(mapping, path, findings);
    Level.STEP.reportUnknown(step);
    Step.Work work = work(step);
    Optional<String> id = step.text("id", BuildRule.SECTION_KIND);
    Optional<String> name = step.text("name", BuildRule.SECTION_KIND);
    Optional<String> condition = step.text("if", BuildRule.SECTION_KIND);
    Map<String, String> env = texts(step, "env");
    Optional<String> goesOn = step.text("continue-on-error", BuildRule.SECTION_KIND);
    Optional<String> timeout = step.text("timeout-minutes", BuildRule.SECTION_KIND);
    return work == null ? null : new Step(work, id, name, condition, env, goesOn, timeout);
  }

  private Step.@Nullable Work work(Section step) {
    Optional<String> uses = step.text("uses", BuildRule.SECTION_KIND);
    Optional<String> run = step.text("run", BuildRule.SECTION_KIND);
    Map<String, String> inputs = texts(step, "with");
    Optional<String> shell = step.text("shell", BuildRule.SECTION_KIND);
    boolean isBoth = isGiven(step, "uses") && isGiven(step, "run");
    if (isBoth || !(isGiven(step, "uses") || isGiven(step, "run"))) {
      findings.report(
          BuildRule.STEP,
          isBoth ? step.keyNode("run") : step.mapping(),
          step.path(),
          isBoth ? "both \"uses\" and \"run\" are given" : "the step does nothing",
          "exactly one of uses, run",
          "");
      return null;
    }
    if (uses.isPresent()) {
      return new Step.Uses(uses.get(), inputs);
    }
    return run.isPresent() ? new Step.Run(run.get(), shell) : null;
  }

  private static boolean isGiven(Section step, String key) {
    return step.mapping().entry(key) != null && !step.valueNode(key).isNull();
  }

  private static Map<String, String> texts(Section step, String key) {
    return step.section(key, BuildRule.SECTION_KIND)
        .map(
            section ->
                section.each(
                    entry ->
                        entry.value() instanceof Scalar scalar
                            ? scalar.text()
                            : wrongKind(section, entry)))
        .orElse(Map.of());
  }

  private static @Nullable String wrongKind(Section section, Mapping.Entry entry) {
    section
        .findings()
        .report(
            BuildRule.SECTION_KIND,
            entry.value(),
            section.at(entry.name()),
            "expected a text, found " + entry.value().kind(),
            "",
            "");
    return null;
  }
}
