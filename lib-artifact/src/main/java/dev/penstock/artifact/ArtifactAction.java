package dev.penstock.artifact;

import java.util.Locale;

/**
 * What somebody may be allowed to do, and to which sort of thing. {@link
 * #READ_FROM_REPOSITORY}, {@link #PUT_PACKAGE_METADATA} and {@link
 * #ASSOCIATE_WITH_DOWNSTREAM_REPOSITORY} name no call of the service's interface.
 */
public enum ArtifactAction {
  /** To make a domain. */
  CREATE_DOMAIN(Scope.NONE),
  /** To list domains. */
  LIST_DOMAINS(Scope.NONE),
  /** To list repositories of all domains. */
  LIST_REPOSITORIES(Scope.NONE),

  /** To delete the domain. */
  DELETE_DOMAIN(Scope.DOMAIN),
  /** To describe the domain. */
  DESCRIBE_DOMAIN(Scope.DOMAIN),
  /** To get a token. */
  GET_AUTHORIZATION_TOKEN(Scope.DOMAIN),
  /** To read the domain's policy. */
  GET_DOMAIN_PERMISSIONS_POLICY(Scope.DOMAIN),
  /** To set the domain's policy. */
  PUT_DOMAIN_PERMISSIONS_POLICY(Scope.DOMAIN),
  /** To remove the domain's policy. */
  DELETE_DOMAIN_PERMISSIONS_POLICY(Scope.DOMAIN),
  /** To list the domain's repositories. */
  LIST_REPOSITORIES_IN_DOMAIN(Scope.DOMAIN),
  /** To list package groups. */
  LIST_PACKAGE_GROUPS(Scope.DOMAIN),
  /** To make a repository. */
  CREATE_REPOSITORY(Scope.DOMAIN),
  /** To make a package group. */
  CREATE_PACKAGE_GROUP(Scope.DOMAIN),
  /** To find the group of a package. */
  GET_ASSOCIATED_PACKAGE_GROUP(Scope.DOMAIN),

  /** To describe the repository. */
  DESCRIBE_REPOSITORY(Scope.REPOSITORY),
  /** To change the repository. */
  UPDATE_REPOSITORY(Scope.REPOSITORY),
  /** To delete the repository. */
  DELETE_REPOSITORY(Scope.REPOSITORY),
  /** To add an external connection. */
  ASSOCIATE_EXTERNAL_CONNECTION(Scope.REPOSITORY),
  /** To remove an external connection. */
  DISASSOCIATE_EXTERNAL_CONNECTION(Scope.REPOSITORY),
  /** To make the repository the upstream of another one. */
  ASSOCIATE_WITH_DOWNSTREAM_REPOSITORY(Scope.REPOSITORY),
  /** To find the repository's end points. */
  GET_REPOSITORY_ENDPOINT(Scope.REPOSITORY),
  /** To read the repository's policy. */
  GET_REPOSITORY_PERMISSIONS_POLICY(Scope.REPOSITORY),
  /** To set the repository's policy. */
  PUT_REPOSITORY_PERMISSIONS_POLICY(Scope.REPOSITORY),
  /** To remove the repository's policy. */
  DELETE_REPOSITORY_PERMISSIONS_POLICY(Scope.REPOSITORY),
  /** To list packages. */
  LIST_PACKAGES(Scope.REPOSITORY),
  /** To read all packages as their clients do; not to be granted for some of them. */
  READ_FROM_REPOSITORY(Scope.REPOSITORY),

  /** To publish assets. */
  PUBLISH_PACKAGE_VERSION(Scope.PACKAGE),
  /** To change what goes with versions: metadata, documents, marks and tags. */
  PUT_PACKAGE_METADATA(Scope.PACKAGE),
  /** To change the package's origin controls. */
  PUT_PACKAGE_ORIGIN_CONFIGURATION(Scope.PACKAGE),
  /** To describe the package. */
  DESCRIBE_PACKAGE(Scope.PACKAGE),
  /** To delete the package. */
  DELETE_PACKAGE(Scope.PACKAGE),
  /** To list versions. */
  LIST_PACKAGE_VERSIONS(Scope.PACKAGE),
  /** To describe a version. */
  DESCRIBE_PACKAGE_VERSION(Scope.PACKAGE),
  /** To read an asset through the management interface. */
  GET_PACKAGE_VERSION_ASSET(Scope.PACKAGE),
  /** To read a readme. */
  GET_PACKAGE_VERSION_README(Scope.PACKAGE),
  /** To list assets. */
  LIST_PACKAGE_VERSION_ASSETS(Scope.PACKAGE),
  /** To list dependencies. */
  LIST_PACKAGE_VERSION_DEPENDENCIES(Scope.PACKAGE),
  /** To give versions another status. */
  UPDATE_PACKAGE_VERSIONS_STATUS(Scope.PACKAGE),
  /** To dispose of versions. */
  DISPOSE_PACKAGE_VERSIONS(Scope.PACKAGE),
  /** To delete versions. */
  DELETE_PACKAGE_VERSIONS(Scope.PACKAGE),
  /** To copy versions here; asked of the repository and of the package. */
  COPY_PACKAGE_VERSIONS(Scope.PACKAGE),

  /** To describe a package group. */
  DESCRIBE_PACKAGE_GROUP(Scope.PACKAGE_GROUP),
  /** To change a package group. */
  UPDATE_PACKAGE_GROUP(Scope.PACKAGE_GROUP),
  /** To change a package group's origin controls. */
  UPDATE_PACKAGE_GROUP_ORIGIN_CONFIGURATION(Scope.PACKAGE_GROUP),
  /** To delete a package group. */
  DELETE_PACKAGE_GROUP(Scope.PACKAGE_GROUP),
  /** To list the groups directly below a package group. */
  LIST_SUB_PACKAGE_GROUPS(Scope.PACKAGE_GROUP),
  /** To list the packages of a package group. */
  LIST_ASSOCIATED_PACKAGES(Scope.PACKAGE_GROUP),
  /** To list the repositories that a package group allows. */
  LIST_ALLOWED_REPOSITORIES_FOR_GROUP(Scope.PACKAGE_GROUP),

  /** To set tags. */
  TAG_RESOURCE(Scope.ANY),
  /** To take tags off. */
  UNTAG_RESOURCE(Scope.ANY),
  /** To list tags. */
  LIST_TAGS_FOR_RESOURCE(Scope.ANY);

  private final Scope scope;
  private final String id;

  ArtifactAction(Scope scope) {
    this.scope = scope;
    StringBuilder words = new StringBuilder("codeartifact:");
    for (String word : name().split("_", -1)) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    this.id = words.toString();
  }

  /** What an action is checked against. */
  public enum Scope {
    /** Nothing in particular. */
    NONE,
    /** A domain. */
    DOMAIN,
    /** A repository. */
    REPOSITORY,
    /** A package in a repository. */
    PACKAGE,
    /** A package group. */
    PACKAGE_GROUP,
    /** Whatever has tags. */
    ANY
  }

  /**
   * What it is checked against.
   *
   * @return the sort of thing whose resource name a policy must allow
   */
  public Scope scope() {
    return scope;
  }

  /**
   * Its name in policies.
   *
   * @return such as {@code codeartifact:DescribeDomain}
   */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
