package dev.penstock.pipeline;

/** Warns of types that claim to be the cloud service's and are not (P-435). */
final class HostTypeChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    for (PlacedAction each : definition.actions()) {
      ActionType type = each.action().type();
      if (type.owner().equals(ActionType.AWS) && ActionCatalogue.find(type).isEmpty()) {
        faults.warning(
            "unknown-type",
            "P-435",
            each.at(".type"),
            "the cloud service has no type " + type + " in version " + type.version(),
            "a type of another owner, such as " + ActionType.CUSTOM,
            ActionCatalogue.hint(type));
      }
    }
  }
}
