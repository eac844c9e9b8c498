package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.Severity;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link DeploymentSpecification} together. The deployment's and the group's id, the names
 * of group and application, and a revision are required; the rest has defaults (D-116). Later calls
 * replace earlier ones. Confined to one thread.
 *
 * @see DeploymentSpecification#builder()
 */
public final class DeploymentSpecificationBuilder {
  private @Nullable DeploymentId deployment;
  private @Nullable String groupId;
  private @Nullable String group;
  private @Nullable String application;
  private @Nullable Revision revision;
  private DeploymentStyle style = DeploymentStyle.IN_PLACE;
  private DeploymentCreator creator = DeploymentCreator.USER;
  private String appSpec = DeploymentSpecification.DEFAULT_APP_SPEC;
  private FileExistsBehavior fileExistsBehavior = FileExistsBehavior.DISALLOW;

  DeploymentSpecificationBuilder() {}

  /**
   * The deployment. Required.
   *
   * @param value its id
   * @return this builder
   */
  public DeploymentSpecificationBuilder deployment(DeploymentId value) {
    deployment = Objects.requireNonNull(value, "deployment");
    return this;
  }

  /**
   * The group's id, by which agents keep their notes. Required.
   *
   * @param value its id
   * @return this builder
   */
  public DeploymentSpecificationBuilder groupId(String value) {
    groupId = Objects.requireNonNull(value, "groupId");
    return this;
  }

  /**
   * The group's name. Required.
   *
   * @param value its name
   * @return this builder
   */
  public DeploymentSpecificationBuilder group(String value) {
    group = Objects.requireNonNull(value, "group");
    return this;
  }

  /**
   * The application's name. Required.
   *
   * @param value its name
   * @return this builder
   */
  public DeploymentSpecificationBuilder application(String value) {
    application = Objects.requireNonNull(value, "application");
    return this;
  }

  /**
   * What is deployed. Required.
   *
   * @param value the revision
   * @return this builder
   */
  public DeploymentSpecificationBuilder revision(Revision value) {
    revision = Objects.requireNonNull(value, "revision");
    return this;
  }

  /**
   * How it reaches users; {@link DeploymentStyle#IN_PLACE} unless set.
   *
   * @param value the style
   * @return this builder
   */
  public DeploymentSpecificationBuilder style(DeploymentStyle value) {
    style = Objects.requireNonNull(value, "style");
    return this;
  }

  /**
   * Who asked for it; {@link DeploymentCreator#USER} unless set.
   *
   * @param value the creator
   * @return this builder
   */
  public DeploymentSpecificationBuilder creator(DeploymentCreator value) {
    creator = Objects.requireNonNull(value, "creator");
    return this;
  }

  /**
   * Which file of the bundle says how to install it; {@value
   * DeploymentSpecification#DEFAULT_APP_SPEC} unless set.
   *
   * @param value the file's name
   * @return this builder
   */
  public DeploymentSpecificationBuilder appSpec(String value) {
    appSpec = Objects.requireNonNull(value, "appSpec");
    return this;
  }

  /**
   * What to do about files that are already there; {@link FileExistsBehavior#DISALLOW} unless set.
   *
   * @param value the behavior
   * @return this builder
   */
  public DeploymentSpecificationBuilder fileExistsBehavior(FileExistsBehavior value) {
    fileExistsBehavior = Objects.requireNonNull(value, "fileExistsBehavior");
    return this;
  }

  /**
   * Builds the specification.
   *
   * @return the specification
   * @throws InvalidDefinitionException if something required is missing; it names all that is
   * @throws IllegalArgumentException if a part is too long, empty, or holds control characters
   */
  public DeploymentSpecification build() {
    List<Diagnostic> missing = new ArrayList<>();
    require("deployment", deployment, missing);
    require("groupId", groupId, missing);
    require("group", group, missing);
    require("application", application, missing);
    require("revision", revision, missing);
    if (deployment == null
        || groupId == null
        || group == null
        || application == null
        || revision == null) {
      throw new InvalidDefinitionException("the deployment specification", missing);
    }
    return new DeploymentSpecification(
        deployment,
        groupId,
        group,
        application,
        style,
        creator,
        revision,
        appSpec,
        fileExistsBehavior);
  }

  private static void require(String name, @Nullable Object value, List<Diagnostic> missing) {
    if (value == null) {
      missing.add(
          new Diagnostic(
              Severity.ERROR,
              "deploy.specification",
              "",
              null,
              name,
              "is missing",
              "a value",
              "call " + name + "(...)",
              "D-116"));
    }
  }
}
