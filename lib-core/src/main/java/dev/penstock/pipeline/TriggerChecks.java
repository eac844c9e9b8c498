package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.source.SourceAction;
import dev.penstock.source.Trigger;
import dev.penstock.source.TriggerRules;
import java.util.List;
import java.util.function.BiFunction;

/** The rules of triggers, which their own package knows (P-217). */
final class TriggerChecks implements DefinitionCheck {
  static final TriggerChecks STRUCTURAL = new TriggerChecks(TriggerRules::structural);
  static final TriggerChecks SERVICE = new TriggerChecks(TriggerRules::codePipeline);

  private final BiFunction<List<Trigger>, List<SourceAction>, List<Diagnostic>> rules;

  private TriggerChecks(BiFunction<List<Trigger>, List<SourceAction>, List<Diagnostic>> rules) {
    this.rules = rules;
  }

  @Override
  public void check(Definition definition, Faults faults) {
    Draft draft = definition.draft();
    if (!draft.triggers().isEmpty()) {
      rules
          .apply(draft.triggers(), PipelineTriggers.sourcesOf(draft.stages()))
          .forEach(faults::add);
    }
  }
}
