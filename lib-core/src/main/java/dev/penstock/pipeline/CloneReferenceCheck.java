package dev.penstock.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An artifact that is a reference into Git, not files, goes to CodeBuild only (P-312). */
final class CloneReferenceCheck implements DefinitionCheck {
  private static final String CODE_BUILD = "CodeBuild";

  @Override
  public void check(Definition definition, Faults faults) {
    Set<String> references = new HashSet<>();
    definition
        .actions()
        .forEach(
            each -> {
              if ("CODEBUILD_CLONE_REF"
                  .equals(each.action().configuration().get("OutputArtifactFormat"))) {
                references.addAll(each.action().outputArtifacts());
              }
            });
    definition
        .actions()
        .forEach(
            each -> {
              List<String> inputs = each.action().inputArtifacts();
              for (int i = 0; i < inputs.size(); i++) {
                if (references.contains(inputs.get(i))
                    && !each.action().type().provider().equals(CODE_BUILD)) {
                  faults.error(
                      "clone-reference",
                      "P-312",
                      each.at(".inputArtifacts[" + i + "]"),
                      "\"" + inputs.get(i) + "\" is a reference into Git, not files",
                      "such inputs of " + CODE_BUILD + " actions");
                }
              }
            });
  }
}
