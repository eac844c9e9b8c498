package dev.penstock.artifact.format;

import dev.penstock.artifact.ArtifactAction;

/** What a request may need to do, by the service's names of its actions. */
public enum RepositoryRight {
  /** To read packages and their documents. */
  READ(ArtifactAction.READ_FROM_REPOSITORY),
  /** To list packages, as a search does. */
  LIST(ArtifactAction.LIST_PACKAGES),
  /** To publish versions and assets. */
  PUBLISH(ArtifactAction.PUBLISH_PACKAGE_VERSION),
  /** To change what stands beside a version: tags, deprecation, yanking. */
  METADATA(ArtifactAction.PUT_PACKAGE_METADATA),
  /** To give versions another status. */
  STATUS(ArtifactAction.UPDATE_PACKAGE_VERSIONS_STATUS),
  /** To delete versions. */
  DELETE(ArtifactAction.DELETE_PACKAGE_VERSIONS);

  private final ArtifactAction action;

  RepositoryRight(ArtifactAction action) {
    this.action = action;
  }

  /**
   * The action's name in policies.
   *
   * @return such as {@code codeartifact:ReadFromRepository}
   */
  public String action() {
    return action.id();
  }

  ArtifactAction asked() {
    return action;
  }
}
