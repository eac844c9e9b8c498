package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.source.SourceAction;
import dev.penstock.source.Trigger;
import dev.penstock.source.TriggerRules;
import java.util.List;

/** The rules of triggers, which their own package knows (P-217). */
final class TriggerChecks implements DefinitionCheck {
  private final Conformance conformance;

  TriggerChecks(Conformance conformance) {
    this.conformance = conformance;
  }

  @Override
  public void check(Definition definition, Faults faults) {
    List<Trigger> triggers = definition.draft().triggers();
    if (triggers.isEmpty()) {
      return;
    }
    List<SourceAction> sources = PipelineTriggers.sourcesOf(definition.draft().stages());
    List<Diagnostic> found =
        conformance == Conformance.CODEPIPELINE
            ? TriggerRules.codePipeline(triggers, sources)
            : TriggerRules.structural(triggers, sources);
    found.forEach(faults::add);
  }
}
