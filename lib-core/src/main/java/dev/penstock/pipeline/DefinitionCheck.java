package dev.penstock.pipeline;

/** One group of rules of a definition. Has no state, and reports every fault that it finds. */
interface DefinitionCheck {
  void check(Definition definition, Faults faults);
}
