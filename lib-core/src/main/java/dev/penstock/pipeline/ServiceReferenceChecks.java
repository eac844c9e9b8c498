package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The service's rules of references to variables. */
final class ServiceReferenceChecks implements DefinitionCheck {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9@_-]+");

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedAction each : definition.inOrder()) {
      boolean isSource = each.cell().type().category() == ActionCategory.SOURCE;
      for (PlacedReference placed : PlacedReference.of(each.cell())) {
        VariableReference reference = placed.reference();
        String path = each.at(placed.path());
        if (isSource && reference.namespace().equals(VariableReference.PIPELINE_VARIABLES)) {
          faults.error(
              "source-variable",
              "P-218",
              path,
              "\"" + reference.text() + "\" in a source action",
              "variables of the pipeline in later stages");
        }
        key(definition, path, reference, faults);
      }
      each.action().region().ifPresent(text -> plain(each.at(".region"), text, faults));
      each.action().roleArn().ifPresent(text -> plain(each.at(".roleArn"), text, faults));
    }
    for (PlacedRule each : definition.rules()) {
      for (PlacedReference placed : PlacedReference.of(each.rule())) {
        key(definition, each.at(placed.path()), placed.reference(), faults);
      }
      each.rule().region().ifPresent(text -> plain(each.at(".region"), text, faults));
      each.rule().roleArn().ifPresent(text -> plain(each.at(".roleArn"), text, faults));
    }
  }

  /** Warns of references where nothing says that they are resolved. */
  private static void plain(String path, String text, Faults faults) {
    if (!VariableReference.in(text).isEmpty()) {
      faults.warning(
          "reference-place",
          "P-510",
          path,
          "a reference to a variable",
          "references in configuration, commands and environment variables");
    }
  }

  private static void key(
      Definition definition, String path, VariableReference reference, Faults faults) {
    if (!KEY.matcher(reference.name()).matches()) {
      faults.warning(
          "variable-key",
          "P-506",
          path,
          "\"" + reference.name() + "\" is an unusual name",
          "characters of A-Za-z0-9@_-");
      return;
    }
    PlacedAction owner = definition.ownerOf(reference.namespace());
    if (owner == null) {
      return;
    }
    Optional<ActionCatalogue.Entry> entry = ActionCatalogue.find(owner.cell().type());
    Optional<Set<String>> exported = entry.flatMap(ActionCatalogue.Entry::exported);
    if (owner.cell().type().equals(ServiceActionChecks.COMMANDS)
        && owner.cell().outputVariables().isEmpty()) {
      faults.error(
          "unproduced-variable",
          "P-537",
          path,
          owner.called() + " exports no variables",
          "those that its outputVariables name");
    } else if (owner.cell().type().equals(CloudFormationCheck.TYPE)
        && "DELETE_ONLY".equals(owner.cell().configuration().get("ActionMode"))) {
      faults.warning(
          "unproduced-variable",
          "P-538",
          path,
          owner.called() + " deletes a stack, which exports nothing",
          "variables of the other modes");
    } else if (exported.isPresent() && !exported.get().contains(reference.name())) {
      faults.warning(
          "unproduced-variable",
          referenceOf(owner.cell().type()),
          path,
          owner.cell().type() + " is not known to export \"" + reference.name() + "\"",
          String.join(", ", new TreeSet<>(exported.get())),
          Spelling.hint(reference.name(), exported.get()));
    }
  }

  /** The rule that lists what a type exports. */
  private static String referenceOf(ActionType type) {
    return switch (type.toString()) {
      case "SOURCE/S3" -> "P-531";
      case "SOURCE/CodeCommit" -> "P-532";
      case "SOURCE/CodeStarSourceConnection" -> "P-533";
      case "SOURCE/GitHub" -> "P-534";
      case "SOURCE/ECR" -> "P-535";
      case "DEPLOY/CloudFormationStackSet", "DEPLOY/CloudFormationStackInstances" -> "P-539";
      case "INVOKE/StepFunctions" -> "P-541";
      case "BUILD/ECRBuildAndPublish" -> "P-542";
      case "DEPLOY/EKS" -> "P-543";
      case "DEPLOY/Lambda" -> "P-544";
      default -> "P-545";
    };
  }
}
