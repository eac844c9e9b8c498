package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.Severity;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parts of a pipeline, which may be faulty. */
record Draft(
    String name,
    ExecutionMode executionMode,
    List<PipelineVariable> variables,
    List<Stage> stages,
    Optional<PipelineType> pipelineType,
    Optional<Integer> version,
    Optional<String> roleArn,
    Optional<ArtifactStore> artifactStore,
    Map<String, ArtifactStore> artifactStores,
    List<Trigger> triggers) {

  private static final List<DefinitionCheck> STRUCTURAL =
      List.of(
          new NameChecks(),
          new OptionChecks(),
          new MatrixChecks(),
          new OrderChecks(),
          new ConditionChecks(),
          new BuiltInRuleChecks(),
          new ArtifactChecks(),
          new NamespaceChecks(),
          new ReferenceChecks(),
          new TriggerChecks(Conformance.OPEN));

  /** The rules of the cloud service, made when they are asked for: most pipelines never are. */
  private static final class Service {
    static final List<DefinitionCheck> CHECKS =
        List.of(
            new ServicePipelineChecks(),
            new ServiceStoreChecks(),
            new ServiceStageChecks(),
            new ServiceTypeChecks(),
            new ServiceActionChecks(),
            new ServiceRuleChecks(),
            new ServiceCatalogueChecks(),
            new ServiceConfigurationChecks(),
            new ServiceReferenceChecks(),
            new TriggerChecks(Conformance.CODEPIPELINE));
  }

  /** All faults in the order of the definition, none twice; at one place structural ones first. */
  List<Diagnostic> check(Conformance conformance) {
    Definition definition = new Definition(this);
    Set<Diagnostic> found = new LinkedHashSet<>();
    Faults open = new Faults(name, Conformance.OPEN, found);
    for (DefinitionCheck check : STRUCTURAL) {
      check.check(definition, open);
    }
    if (conformance == Conformance.CODEPIPELINE) {
      Faults service = new Faults(name, Conformance.CODEPIPELINE, found);
      Service.CHECKS.forEach(check -> check.check(definition, service));
    } else {
      new HostTypeChecks().check(definition, open);
    }
    List<Diagnostic> sorted = new ArrayList<>(found);
    if (sorted.size() > 1) {
      sorted.sort(new FaultOrder());
    }
    return List.copyOf(sorted);
  }

  void require(Conformance conformance) {
    require(check(conformance));
  }

  /**
   * The same by the rules that hold for ever: what one JDK has written, another one reads, and it
   * may not know a time zone. The rule that waits for it then errs.
   */
  void requireReadable() {
    List<Diagnostic> found = new ArrayList<>(check(Conformance.OPEN));
    found.removeIf(each -> each.reference().equals(BuiltInRuleChecks.TIME_ZONE));
    require(found);
  }

  private void require(List<Diagnostic> found) {
    List<Diagnostic> errors = new ArrayList<>();
    for (Diagnostic each : found) {
      if (each.severity() == Severity.ERROR) {
        errors.add(each);
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + name, errors);
    }
  }

  /** Whether a rule of it waits for a window, and may name a time zone. */
  boolean hasWindow() {
    return StageList.copyOf(stages).ruleTypes().contains(RuleType.DEPLOYMENT_WINDOW);
  }

  Pipeline pipeline() {
    return new Pipeline(
        name,
        executionMode,
        variables,
        stages,
        pipelineType,
        version,
        roleArn,
        artifactStore,
        artifactStores,
        triggers);
  }
}
