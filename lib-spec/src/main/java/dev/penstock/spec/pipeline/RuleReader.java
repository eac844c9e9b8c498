package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleType;
import java.time.Duration;
import java.util.Optional;

/** Reads the rules of conditions. */
final class RuleReader {
  private static final RuleType STANDS_FOR = RuleType.of("unknown");

  private RuleReader() {}

  static Rule read(Level rule) {
    rule.checkKeys(
        "name",
        "ruleTypeId",
        "configuration",
        "commands",
        "inputArtifacts",
        "roleArn",
        "region",
        "timeoutInMinutes");
    if (rule.value("ruleTypeId") == null) {
      rule.missing("ruleTypeId", "type");
    }
    Optional<RuleType> type = rule.level("ruleTypeId", "type").flatMap(RuleReader::type);
    if (type.isEmpty()) { // nothing that depends on the type can be said of the rule
      rule.reading().places().put(rule.model(), rule.mapping(), rule.path(), Knowledge.UNKNOWN);
    }
    return new Rule(
        rule.required("name"),
        type.orElse(STANDS_FOR),
        rule.configuration(),
        rule.texts("commands", "commands"),
        ActionReader.inputs(rule),
        rule.integer("timeoutInMinutes", "timeout").map(Duration::ofMinutes),
        rule.text("region"),
        rule.text("roleArn"));
  }

  private static Optional<RuleType> type(Level type) {
    type.checkKeys("category", "owner", "provider", "version");
    String category = type.required("category");
    if (!category.equals(RuleType.CATEGORY) && type.isKnown("category")) {
      type.fault(
          DefinitionRule.WORD,
          "category",
          "category",
          java.util.Objects.requireNonNull(type.value("category")),
          "\"" + category + "\" is unknown",
          RuleType.CATEGORY,
          "");
    }
    String owner = type.text("owner").orElse(ActionType.AWS);
    String provider = type.required("provider");
    String version = type.text("version").orElse("1");
    return type.isKnown("owner")
        ? TypeIds.make(type, provider, version, () -> new RuleType(owner, provider, version))
        : Optional.empty();
  }
}
