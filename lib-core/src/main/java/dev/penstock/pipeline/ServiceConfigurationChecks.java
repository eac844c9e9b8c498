package dev.penstock.pipeline;

import java.util.List;

/** What single providers demand of their configuration beyond the catalogue. */
final class ServiceConfigurationChecks implements DefinitionCheck {
  private static final List<ProviderCheck> CHECKS =
      List.of(
          new BuildConfigurationCheck(),
          new CloudFormationCheck(),
          new DeployConfigurationCheck(),
          new InvokeConfigurationCheck());

  @Override
  public void check(Definition definition, Faults faults) {
    definition
        .actions()
        .forEach(
            each -> {
              Configured configured = new Configured(each, faults);
              CHECKS.forEach(check -> check.check(each.action().type(), configured));
            });
    new CloneReferenceCheck().check(definition, faults);
  }

  /** The rules of one group of providers. */
  interface ProviderCheck {
    void check(ActionType type, Configured action);
  }
}
