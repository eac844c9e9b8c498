package dev.penstock.pipeline;

/** A rule and where it stands. */
record PlacedRule(PlacedCondition condition, int index, Rule rule) {

  String path() {
    return condition.path() + ".rules[" + index + "]";
  }

  /** The path of one part, with the names of stage and rule for a person. */
  String at(String part) {
    return path() + part + " (" + condition.stage().stage().name() + "/" + rule.name() + ")";
  }
}
