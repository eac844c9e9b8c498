package dev.penstock.artifact;

/**
 * A package that a version needs directly.
 *
 * @param type the ecosystem's word, such as {@code peer}, {@code compile} or {@code Requires-Dist};
 *     an empty text if it has none
 * @param namespace the needed package's namespace; an empty text if it has none
 * @param name the needed package's name
 * @param requirement which versions will do, as the manifest says it
 */
public record Dependency(String type, String namespace, String name, String requirement) {
  private static final int LONGEST = 255;
  private static final int LONGEST_REQUIREMENT = 2_048;

  /** Checks all parts, and reports all faults. */
  public Dependency {
    Faults faults = new Faults();
    faults.length("type", type, LONGEST);
    faults.length("namespace", namespace, LONGEST);
    faults.length("name", name, LONGEST);
    faults.length("requirement", requirement, LONGEST_REQUIREMENT);
    faults.throwIfAny("dependency");
  }

  int length() {
    return type.length() + namespace.length() + name.length() + requirement.length();
  }
}
