package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import dev.penstock.pipeline.ActionCatalogue.Entry;
import dev.penstock.pipeline.ActionCatalogue.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of actions exist, with the artifacts and the configuration that they take. */
final class ServiceCatalogueChecks implements DefinitionCheck {
  private static final Range CUSTOM_COUNT = new Range(0, 5);

  @Override
  public void check(Definition definition, Faults faults) {
    definition.actions().forEach(each -> check(each, faults));
  }

  private static void check(PlacedAction each, Faults faults) {
    ActionType type = each.action().type();
    Optional<Entry> entry = ActionCatalogue.find(type);
    if (entry.isPresent()) {
      String reference = entry.get().reference();
      if (!each.action().isManualApproval()) { // its artifacts are a structural fault
        counts(each, reference, entry.get().inputs(), entry.get().outputs(), faults);
      }
      keys(
          entry.get(),
          type.toString(),
          each.at(".configuration"),
          each.action().configuration(),
          true,
          faults);
    } else if (type.owner().equals(ActionType.CUSTOM)) {
      counts(each, "P-434", CUSTOM_COUNT, CUSTOM_COUNT, faults);
    } else {
      faults.error(
          "action-type",
          "P-435",
          each.at(".type"),
          type + " of " + type.owner() + " in version " + type.version() + " is unknown",
          "a type of the catalogue, or one of " + ActionType.CUSTOM,
          ActionCatalogue.hint(type));
    }
  }

  private static void counts(
      PlacedAction each, String reference, Range inputs, Range outputs, Faults faults) {
    Action action = each.action();
    count(each.at(".inputArtifacts"), reference, action.inputArtifacts(), inputs, faults);
    count(each.at(".outputArtifacts"), reference, action.outputArtifacts(), outputs, faults);
  }

  private static void count(
      String path, String reference, List<String> artifacts, Range range, Faults faults) {
    faults.count("artifact-count", reference, path, artifacts.size(), range.least(), range.most());
  }

  static void keys(
      Entry entry,
      String type,
      String path,
      Map<String, String> configuration,
      boolean isStrict,
      Faults faults) {
    List<String> keys = entry.keys();
    for (String key : entry.required()) {
      if (isStrict && !configuration.containsKey(key)) {
        faults.error(
            "required-key",
            entry.reference(),
            path,
            type + " without \"" + key + "\"",
            String.join(", ", entry.required()));
      }
    }
    Map<String, List<String>> values = entry.values();
    configuration.forEach(
        (key, value) -> {
          if (!keys.contains(key) && !entry.takesAnyKey()) {
            faults.warning(
                "unknown-key",
                entry.reference(),
                path,
                type + " has no key \"" + key + "\"",
                keys.isEmpty() ? "none" : String.join(", ", keys),
                Spelling.hint(key, keys));
          }
          List<String> allowed = values.get(key);
          if (isStrict
              && allowed != null
              && !allowed.contains(value)
              && VariableReference.in(value).isEmpty()) {
            faults.error(
                "value",
                allowed.contains("true") ? "P-436" : entry.reference(),
                path,
                "\"" + key + "\" is \"" + value + "\"",
                String.join(", ", allowed),
                Spelling.hint(value, allowed));
          }
        });
  }
}
