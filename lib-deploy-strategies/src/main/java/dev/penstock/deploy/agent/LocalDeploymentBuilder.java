package dev.penstock.deploy.agent;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.Severity;
import dev.penstock.revision.FileExistsBehavior;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Configures a {@link LocalDeployment}. Later calls replace earlier ones. Confined to one thread.
 *
 * @see LocalDeployment#builder
 */
public final class LocalDeploymentBuilder {
  final InstanceAgent agent;
  final String instance;
  final Path bundle;
  List<String> events = LocalEvents.DEFAULT;
  String groupId = "local";
  ExtractionLimits limits = ExtractionLimits.UNTRUSTED;
  private String group = "local";
  private String application = "local";
  private String appSpec = DeploymentSpecification.DEFAULT_APP_SPEC;
  private FileExistsBehavior behavior = FileExistsBehavior.DISALLOW;

  LocalDeploymentBuilder(InstanceAgent agent, String instance, Path bundle) {
    this.agent = Objects.requireNonNull(agent, "agent");
    this.instance = Objects.requireNonNull(instance, "instance");
    this.bundle = Objects.requireNonNull(bundle, "bundle");
  }

  /**
   * Which events to run, in this order; all that an instance behind a load balancer has, unless set
   * (D-190). Custom names are allowed. DownloadBundle and Install are added in front if they are
   * missing, since no run can do without them (D-191).
   *
   * @param names the names of events
   * @return this builder
   */
  public LocalDeploymentBuilder events(String... names) {
    events = List.of(names);
    return this;
  }

  /**
   * By what the instance keeps its notes; {@code local} unless set.
   *
   * @param value a group's id
   * @return this builder
   */
  public LocalDeploymentBuilder groupId(String value) {
    groupId = Objects.requireNonNull(value, "groupId");
    return this;
  }

  /**
   * The group's name that scripts see; {@code local} unless set.
   *
   * @param value a name
   * @return this builder
   */
  public LocalDeploymentBuilder group(String value) {
    group = Objects.requireNonNull(value, "group");
    return this;
  }

  /**
   * The application's name that scripts see; {@code local} unless set.
   *
   * @param value a name
   * @return this builder
   */
  public LocalDeploymentBuilder application(String value) {
    application = Objects.requireNonNull(value, "application");
    return this;
  }

  /**
   * Which file of the bundle says how to install it; {@value
   * DeploymentSpecification#DEFAULT_APP_SPEC} unless set.
   *
   * @param value the file's name
   * @return this builder
   */
  public LocalDeploymentBuilder appSpec(String value) {
    appSpec = Objects.requireNonNull(value, "appSpec");
    return this;
  }

  /**
   * What to do about files that are already there; {@link FileExistsBehavior#DISALLOW} unless set.
   *
   * @param value the behavior, unless the bundle says otherwise
   * @return this builder
   */
  public LocalDeploymentBuilder fileExistsBehavior(FileExistsBehavior value) {
    behavior = Objects.requireNonNull(value, "fileExistsBehavior");
    return this;
  }

  /**
   * How much an archive may unpack to; {@link ExtractionLimits#UNTRUSTED} unless set.
   *
   * @param value the limits
   * @return this builder
   */
  public LocalDeploymentBuilder limits(ExtractionLimits value) {
    limits = Objects.requireNonNull(value, "limits");
    return this;
  }

  DeploymentSpecificationBuilder specification() {
    return DeploymentSpecification.builder()
        .groupId(groupId)
        .group(group)
        .application(application)
        .appSpec(appSpec)
        .fileExistsBehavior(behavior);
  }

  /**
   * Builds the deployment.
   *
   * @return a deployment that has not run
   * @throws InvalidDefinitionException if events stand twice or in an order that cannot be; it
   *     names all of them
   */
  public LocalDeployment build() {
    List<Diagnostic> faults = new ArrayList<>();
    for (String fault : LocalEvents.faults(events)) {
      faults.add(
          new Diagnostic(
              Severity.ERROR, "deploy.local-events", "", null, "events", fault, "", "", "D-191"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("the local deployment", faults);
    }
    return new LocalDeployment(this);
  }
}
