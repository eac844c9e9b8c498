package dev.penstock.spec.build;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.TagResolver;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a project is built: what {@code buildspec.yml} says.
 *
 * <pre>{@code
 * ReadResult<Buildspec> result = Buildspec.read(new SpecSource("buildspec.yml", """
 *     version: 0.2
 *     phases:
 *       build:
 *         commands:
 *           - make
 *     artifacts:
 *       files: ['out/*']
 *     """));
 * }</pre>
 *
 * @param version the version of the format
 * @param runAs the user who runs all commands; empty for the host's own
 * @param env the environment
 * @param proxy what goes through the project's proxy
 * @param batch the builds of a batch, which a build that is not part of one leaves aside (B-200)
 * @param phases the phases that the file names, in running order
 * @param reports the reports by group: the group's name or its ARN
 * @param artifacts what to keep of the build's files; empty if nothing
 * @param cache what later builds find again; empty if nothing
 * @param unknown the keys that mean nothing
 */
public record Buildspec(
    Version version,
    Optional<String> runAs,
    Env env,
    Proxy proxy,
    Optional<Batch> batch,
    Map<BuildPhase, Phase> phases,
    Map<String, ReportGroup> reports,
    Optional<Artifacts> artifacts,
    Optional<BuildCache> cache,
    List<UnknownKey> unknown) {

  /** Copies the collections; phases are put into running order. */
  public Buildspec {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(runAs, "runAs");
    Objects.requireNonNull(env, "env");
    Objects.requireNonNull(proxy, "proxy");
    Objects.requireNonNull(batch, "batch");
    Map<BuildPhase, Phase> ordered = new EnumMap<>(BuildPhase.class);
    ordered.putAll(phases);
    phases = Collections.unmodifiableMap(ordered);
    reports = Copies.of(reports);
    Objects.requireNonNull(artifacts, "artifacts");
    Objects.requireNonNull(cache, "cache");
    unknown = List.copyOf(unknown);
  }

  /**
   * Reads a buildspec. Takes time in proportion to the text.
   *
   * @param source the text
   * @return the buildspec with its warnings, or everything that is wrong with it
   */
  public static ReadResult<Buildspec> read(SpecSource source) {
    return BuildspecReader.read(source, Optional.empty(), TagResolver.NONE);
  }

  /**
   * Reads a buildspec that an image is to run, and notes which of its runtimes the image has not
   * got.
   *
   * @param source the text
   * @param image the image
   * @return the buildspec with its warnings, or everything that is wrong with it
   */
  public static ReadResult<Buildspec> read(SpecSource source, BuildImage image) {
    return BuildspecReader.read(source, Optional.of(image), TagResolver.NONE);
  }

  /**
   * Reads a buildspec that holds tags of another tool, such as {@code !Ref} (B-018).
   *
   * @param source the text
   * @param tags gives a text to texts with tags; those that it does not know are faults
   * @return the buildspec with its warnings, or everything that is wrong with it
   */
  public static ReadResult<Buildspec> read(SpecSource source, TagResolver tags) {
    return BuildspecReader.read(source, Optional.empty(), tags);
  }

  /**
   * Makes a buildspec in code.
   *
   * @return a builder of a buildspec of version 0.2
   */
  public static BuildspecBuilder builder() {
    return new BuildspecBuilder();
  }

  /**
   * Whether a file is a buildspec by what it says, for tools that come upon files called so: other
   * formats use the name as well.
   *
   * @param source the text
   * @return true for a mapping that has a version, and phases, a batch or artifacts
   */
  public static boolean isLikely(SpecSource source) {
    return BuildspecReader.isBuildspec(source.text());
  }

  /**
   * What one phase does.
   *
   * @param name which phase
   * @return the phase; {@link Phase#NONE} if the file does not name it
   */
  public Phase phase(BuildPhase name) {
    return phases.getOrDefault(name, Phase.NONE);
  }

  /**
   * The same buildspec with another environment.
   *
   * @param other the environment
   * @return a copy
   */
  public Buildspec withEnv(Env other) {
    return new Buildspec(
        version, runAs, other, proxy, batch, phases, reports, artifacts, cache, unknown);
  }

  /**
   * Writes the buildspec as YAML that reads back equal, in which no text can be taken for something
   * else. What is the default is not written.
   *
   * @return the text, ended by a line feed
   */
  public String toYaml() {
    return BuildspecWriter.write(this);
  }

  /** A version of the format. */
  public enum Version {
    /** Every command has a shell of its own (B-140). */
    V0_1("0.1"),
    /** Directory and variables carry over from command to command (B-141). */
    V0_2("0.2");

    private final String text;

    Version(String text) {
      this.text = text;
    }

    /**
     * The version as the file writes it.
     *
     * @return such as {@code 0.2}
     */
    public String text() {
      return text;
    }
  }

  /**
   * The environment of the commands. Values of {@link #variables} are literal: nothing in them is
   * expanded (B-042).
   *
   * @param shell the shell that runs the commands; empty for the host's own
   * @param variables values by name
   * @param parameterStore names of parameters by name of variable
   * @param secretsManager references to secrets by name of variable
   * @param exportedVariables the names of the variables that are handed on (B-050)
   * @param gitCredentialHelper whether git may use the host's credentials
   */
  public record Env(
      Optional<String> shell,
      Map<String, String> variables,
      Map<String, String> parameterStore,
      Map<String, SecretsManagerReference> secretsManager,
      List<String> exportedVariables,
      boolean gitCredentialHelper) {

    /** An environment that adds nothing. */
    public static final Env NONE =
        new Env(Optional.empty(), Map.of(), Map.of(), Map.of(), List.of(), false);

    /** Copies the collections, keeping their order. */
    public Env {
      Objects.requireNonNull(shell, "shell");
      variables = Copies.of(variables);
      parameterStore = Copies.of(parameterStore);
      secretsManager = Copies.of(secretsManager);
      exportedVariables = List.copyOf(exportedVariables);
    }

    /** The names only; values may be what should not be seen. */
    @Override
    public String toString() {
      return "Env[variables="
          + variables.keySet()
          + ", parameterStore="
          + parameterStore.keySet()
          + ", secretsManager="
          + secretsManager.keySet()
          + ", exported="
          + exportedVariables
          + "]";
    }
  }

  /**
   * What may go through the proxy that the project names. The proxy's address does not stand in the
   * file (B-062).
   *
   * @param uploadArtifacts whether artifacts are uploaded through it (B-060)
   * @param logs whether logs are sent through it (B-061)
   */
  public record Proxy(boolean uploadArtifacts, boolean logs) {

    /** Nothing goes through the proxy. */
    public static final Proxy NONE = new Proxy(false, false);
  }

  /**
   * What one phase does.
   *
   * @param commands the commands in order; the first that fails ends the list (B-076)
   * @param finallyCommands commands that run afterwards in any case (B-075)
   * @param onFailure what to do if the phase fails; empty for the usual order of phases
   * @param runAs the user who runs the commands; empty for the buildspec's
   * @param runtimeVersions versions by name of runtime, which the host's image selects
   * @param steps the phase as steps of a workflow, in order; empty unless it is written so, and
   *     then there are no commands (B-100)
   */
  public record Phase(
      List<Command> commands,
      List<Command> finallyCommands,
      Optional<OnFailure> onFailure,
      Optional<String> runAs,
      Map<String, String> runtimeVersions,
      List<Step> steps) {

    /** A phase that does nothing. */
    public static final Phase NONE =
        new Phase(List.of(), List.of(), Optional.empty(), Optional.empty(), Map.of(), List.of());

    /** Copies the collections. */
    public Phase {
      commands = List.copyOf(commands);
      finallyCommands = List.copyOf(finallyCommands);
      Objects.requireNonNull(onFailure, "onFailure");
      Objects.requireNonNull(runAs, "runAs");
      runtimeVersions = Copies.of(runtimeVersions);
      steps = List.copyOf(steps);
    }

    /**
     * Whether the phase is written as steps of a workflow.
     *
     * @return true if there is a step
     */
    public boolean hasSteps() {
      return !steps.isEmpty();
    }
  }

  /**
   * What is kept of the build's files.
   *
   * @param primary the primary artifact; empty if only secondary ones are named
   * @param secondary the secondary artifacts by identifier
   */
  public record Artifacts(Optional<ArtifactFiles> primary, Map<String, ArtifactFiles> secondary) {

    /** Copies the map, keeping its order. */
    public Artifacts {
      Objects.requireNonNull(primary, "primary");
      secondary = Copies.of(secondary);
    }
  }

  /**
   * The files of one artifact.
   *
   * @param files patterns of files, relative to the base directory
   * @param name the artifact's name, which is shell text (B-163); empty for the host's own
   * @param discardPaths whether all files are put into one folder
   * @param baseDirectory the directory that patterns and stored paths are relative to, itself a
   *     pattern; empty for the source directory
   * @param excludePaths patterns of files that are left out
   * @param enableSymlinks whether links within the tree are kept as links (B-167)
   * @param s3Prefix a folder in front of the stored name (B-168); empty for none
   */
  public record ArtifactFiles(
      List<String> files,
      Optional<String> name,
      boolean discardPaths,
      Optional<String> baseDirectory,
      List<String> excludePaths,
      boolean enableSymlinks,
      Optional<String> s3Prefix) {

    /** Copies the lists. */
    public ArtifactFiles {
      files = List.copyOf(files);
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(baseDirectory, "baseDirectory");
      excludePaths = List.copyOf(excludePaths);
      Objects.requireNonNull(s3Prefix, "s3Prefix");
    }

    /**
     * Files without the options that only some stores know.
     *
     * @param files patterns of files
     * @param name the artifact's name
     * @param discardPaths whether all files are put into one folder
     * @param baseDirectory the directory that patterns are relative to
     * @param excludePaths patterns of files that are left out
     */
    public ArtifactFiles(
        List<String> files,
        Optional<String> name,
        boolean discardPaths,
        Optional<String> baseDirectory,
        List<String> excludePaths) {
      this(files, name, discardPaths, baseDirectory, excludePaths, false, Optional.empty());
    }
  }
}
