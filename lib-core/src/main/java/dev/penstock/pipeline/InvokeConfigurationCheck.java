package dev.penstock.pipeline;

/** Invoke actions. */
final class InvokeConfigurationCheck implements ServiceConfigurationChecks.ProviderCheck {

  @Override
  public void check(ActionType type, Configured action) {
    if (type.equals(ActionType.aws(ActionCategory.INVOKE, "StepFunctions"))
        && action.is("InputType", "FilePath")) {
      action.needs("P-426", "for a FilePath", "Input");
      if (action.action().inputArtifacts().isEmpty()) {
        action.fault(
            "P-426", "InputType", "FilePath without an input artifact", "one input artifact");
      }
    } else if (type.equals(ActionType.aws(ActionCategory.INVOKE, "CodePipeline"))) {
      action.json("P-427", "SourceRevisions", true);
      action.json("P-427", "Variables", true);
    }
  }
}
