package dev.penstock.pipeline;

import dev.penstock.diagnostic.Spelling;
import java.util.List;

/** The service's rules of the rules of conditions. */
final class ServiceRuleChecks implements DefinitionCheck {
  private static final RuleType COMMANDS = RuleType.aws("Commands");
  private static final int LONGEST_VALUE = 10_000;
  private static final int MOST_KEYS = 200;

  @Override
  public void check(Definition definition, Faults faults) {
    definition
        .rules()
        .forEach(
            each -> {
              type(each, faults);
              fields(each, faults);
            });
  }

  private static void type(PlacedRule each, Faults faults) {
    RuleType type = each.rule().type();
    if (ActionCatalogue.find(type).isPresent()) {
      boolean isBuiltIn =
          type.equals(RuleType.VARIABLE_CHECK) || type.equals(RuleType.DEPLOYMENT_WINDOW);
      ServiceCatalogueChecks.keys(
          ActionCatalogue.find(type).get(),
          type.toString(),
          each.at(".configuration"),
          each.rule().configuration(),
          !isBuiltIn, // what those need is a structural rule
          faults);
      return;
    }
    List<String> providers = ActionCatalogue.ruleProviders();
    faults.error(
        "rule-type",
        "P-1231",
        each.at(".type"),
        type + " of " + type.owner() + " in version " + type.version() + " is unknown",
        String.join(", ", providers) + " of " + ActionType.AWS + " in version 1",
        Spelling.hint(type.provider(), providers));
  }

  private static void fields(PlacedRule each, Faults faults) {
    Rule rule = each.rule();
    String configuration = each.at(".configuration");
    if (rule.configuration().size() > MOST_KEYS) {
      faults.count(
          "configuration", "P-173", configuration, rule.configuration().size(), 0, MOST_KEYS);
    }
    ServiceActionChecks.configuration(
        "P-173", configuration, rule.configuration(), LONGEST_VALUE, faults);
    if (rule.type().equals(COMMANDS)) {
      ServiceActionChecks.commands("P-174", each.at(".commands"), rule.commands(), faults);
    } else if (!rule.commands().isEmpty()) {
      faults.error(
          "commands",
          "P-174",
          each.at(".commands"),
          "commands of " + rule.type(),
          "commands of " + COMMANDS);
    }
    rule.roleArn()
        .ifPresent(role -> ServicePipelineChecks.role(faults, "P-176", each.at(".roleArn"), role));
    rule.timeout()
        .ifPresent(
            value -> ServiceActionChecks.minutes("P-177", each.at(".timeout"), value, faults));
  }
}
