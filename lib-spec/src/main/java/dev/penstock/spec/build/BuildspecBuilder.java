package dev.penstock.spec.build;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes a buildspec of version 0.2 in code. What is made is held to the rules of files, with the
 * same ids and words.
 *
 * <pre>{@code
 * Buildspec spec =
 *     Buildspec.builder()
 *         .variable("STAGE", "test")
 *         .secret("TOKEN", "shop:token")
 *         .phase(BuildPhase.INSTALL, install -> install.runtime("java", "corretto21"))
 *         .phase(BuildPhase.BUILD, build -> build.command("make").onFailure("ABORT"))
 *         .report("unit", report -> report.file("TEST-*.xml"))
 *         .artifacts(artifacts -> artifacts.file("out/*"))
 *         .build();
 * }</pre>
 *
 * <p>Confined to one thread.
 */
public final class BuildspecBuilder {

  private final Tree root = new Tree();
  private final Tree env = new Tree();
  private final Tree variables = new Tree();
  private final Tree parameters = new Tree();
  private final Tree secrets = new Tree();
  private final List<String> exported = new ArrayList<>();
  private final Tree proxy = new Tree();
  private final Tree phases = new Tree();
  private final Tree reports = new Tree();
  private final Tree artifacts = new Tree();
  private final Tree secondary = new Tree();
  private final Tree rest = new Tree();
  private boolean hasArtifacts;

  BuildspecBuilder() {
    root.plain("version", Buildspec.Version.V0_2.text());
  }

  /**
   * Names the user who runs all commands.
   *
   * @param user a user's name
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public BuildspecBuilder runAs(String user) {
    root.once("run-as", user);
    return this;
  }

  /**
   * Names the shell that runs the commands.
   *
   * @param shell such as {@code bash}
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public BuildspecBuilder shell(String shell) {
    env.once("shell", shell);
    return this;
  }

  /**
   * Sets a variable.
   *
   * @param name its name
   * @param value its value, in which nothing is expanded
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public BuildspecBuilder variable(String name, String value) {
    variables.once(name, BlockYaml.text(value));
    return this;
  }

  /**
   * Sets a variable to the value of a parameter.
   *
   * @param name its name
   * @param parameter the parameter's name
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public BuildspecBuilder parameter(String name, String parameter) {
    parameters.once(name, BlockYaml.text(parameter));
    return this;
  }

  /**
   * Sets a variable to a secret.
   *
   * @param name its name
   * @param reference {@code secret-id[:json-key[:version-stage[:version-id]]]}
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public BuildspecBuilder secret(String name, String reference) {
    secrets.once(name, BlockYaml.text(reference));
    return this;
  }

  /**
   * Hands a variable on to whoever started the build.
   *
   * @param name its name
   * @return this builder
   */
  public BuildspecBuilder export(String name) {
    exported.add(Objects.requireNonNull(name, "name"));
    return this;
  }

  /**
   * Lets Git use the host's credentials.
   *
   * @return this builder
   */
  public BuildspecBuilder gitCredentialHelper() {
    env.plain("git-credential-helper", "true");
    return this;
  }

  /**
   * Says what goes through the project's proxy.
   *
   * @param uploadsArtifacts whether artifacts do
   * @param logs whether logs do
   * @return this builder
   */
  public BuildspecBuilder proxy(boolean uploadsArtifacts, boolean logs) {
    proxy.flag("upload-artifacts", uploadsArtifacts);
    proxy.flag("logs", logs);
    return this;
  }

  /**
   * Says what a phase does.
   *
   * @param name which phase
   * @param phase fills it
   * @return this builder
   * @throws IllegalStateException if the phase is there already
   */
  public BuildspecBuilder phase(BuildPhase name, Consumer<PhaseBuilder> phase) {
    PhaseBuilder builder = new PhaseBuilder();
    phase.accept(builder);
    phases.once(name.key(), builder.value());
    return this;
  }

  /**
   * Makes builds of it.
   *
   * @param batch the builds
   * @return this builder
   * @throws IllegalStateException if there is a batch already
   */
  public BuildspecBuilder batch(Batch batch) {
    rest.once("batch", BatchWriter.write(batch));
    return this;
  }

  /**
   * Adds a group of reports.
   *
   * @param group its name or its ARN
   * @param report fills it
   * @return this builder
   * @throws IllegalStateException if the group is there already
   */
  public BuildspecBuilder report(String group, Consumer<ReportGroupBuilder> report) {
    ReportGroupBuilder builder = new ReportGroupBuilder();
    report.accept(builder);
    reports.once(group, builder.value());
    return this;
  }

  /**
   * Says which files are the primary artifact.
   *
   * @param files fills it
   * @return this builder
   * @throws IllegalStateException if there is a primary artifact already
   */
  public BuildspecBuilder artifacts(Consumer<ArtifactFilesBuilder> files) {
    if (hasArtifacts) {
      throw new IllegalStateException("artifacts is set already");
    }
    hasArtifacts = true;
    ArtifactFilesBuilder builder = new ArtifactFilesBuilder();
    files.accept(builder);
    builder.value().entries().forEach(artifacts::put);
    return this;
  }

  /**
   * Says which files are a secondary artifact.
   *
   * @param identifier how it is called
   * @param files fills it
   * @return this builder
   * @throws IllegalStateException if there is one of this identifier already
   */
  public BuildspecBuilder secondaryArtifacts(
      String identifier, Consumer<ArtifactFilesBuilder> files) {
    ArtifactFilesBuilder builder = new ArtifactFilesBuilder();
    files.accept(builder);
    secondary.once(identifier, builder.value());
    return this;
  }

  /**
   * Says what later builds find again.
   *
   * @param cache fills it
   * @return this builder
   * @throws IllegalStateException if there is a cache already
   */
  public BuildspecBuilder cache(Consumer<CacheBuilder> cache) {
    CacheBuilder builder = new CacheBuilder();
    cache.accept(builder);
    rest.once("cache", builder.value());
    return this;
  }

  /**
   * Makes the buildspec.
   *
   * @return the buildspec, which {@link Buildspec#toYaml} writes so that it reads back equal
   * @throws InvalidDefinitionException with every rule that it breaks, by the ids of files
   */
  public Buildspec build() {
    Tree all = new Tree();
    root.value().entries().forEach(all::put);
    all.putUnlessEmpty("env", environment());
    all.putUnlessEmpty("proxy", proxy);
    all.putUnlessEmpty("phases", phases);
    all.putUnlessEmpty("reports", reports);
    Tree kept = new Tree();
    artifacts.value().entries().forEach(kept::put);
    kept.putUnlessEmpty("secondary-artifacts", secondary);
    all.putUnlessEmpty("artifacts", kept);
    rest.value().entries().forEach(all::put);
    return Buildspec.read(new SpecSource("buildspec", BlockYaml.write(all.value())))
        .fold(
            ReadResult.Accepted::value,
            refused -> {
              throw new InvalidDefinitionException("buildspec", faults(refused.diagnostics()));
            });
  }

  private Tree environment() {
    Tree all = new Tree();
    env.value().entries().forEach(all::put);
    all.putUnlessEmpty("variables", variables);
    all.putUnlessEmpty("parameter-store", parameters);
    all.putUnlessEmpty("secrets-manager", secrets);
    all.list("exported-variables", exported);
    return all;
  }

  /** The errors, without the places of a text that nobody has seen. */
  private static List<Diagnostic> faults(List<Diagnostic> told) {
    return told.stream()
        .filter(each -> each.severity() == Severity.ERROR)
        .map(
            each ->
                new Diagnostic(
                    each.severity(),
                    each.rule(),
                    "",
                    null,
                    each.path(),
                    each.found(),
                    each.allowed(),
                    each.hint(),
                    each.reference()))
        .toList();
  }
}
