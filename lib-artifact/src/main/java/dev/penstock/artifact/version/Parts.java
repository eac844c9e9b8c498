package dev.penstock.artifact.version;

/**
 * What a version's text means to its ecosystem. Two parts are equal as the ecosystem's own code
 * calls them equal, which may be finer than its order.
 */
interface Parts {

  /** The ecosystem's order. Only parts of one ecosystem are ever compared. */
  int order(Parts other);

  /** The ecosystem's normal form. */
  String normalized();

  /** Whether the ecosystem calls it a pre-release. */
  boolean isPrerelease();
}
