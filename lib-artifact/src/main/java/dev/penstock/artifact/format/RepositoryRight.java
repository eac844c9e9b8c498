package dev.penstock.artifact.format;

/** What a request may need to do, by the service's names of its actions. */
public enum RepositoryRight {
  /** To read packages and their documents. */
  READ("codeartifact:ReadFromRepository"),
  /** To list packages, as a search does. */
  LIST("codeartifact:ListPackages"),
  /** To publish versions and assets. */
  PUBLISH("codeartifact:PublishPackageVersion"),
  /** To change what stands beside a version: tags, deprecation, yanking. */
  METADATA("codeartifact:PutPackageMetadata"),
  /** To give versions another status. */
  STATUS("codeartifact:UpdatePackageVersionsStatus"),
  /** To delete versions. */
  DELETE("codeartifact:DeletePackageVersions");

  private final String action;

  RepositoryRight(String action) {
    this.action = action;
  }

  /**
   * The action's name in policies.
   *
   * @return such as {@code codeartifact:ReadFromRepository}
   */
  public String action() {
    return action;
  }
}
