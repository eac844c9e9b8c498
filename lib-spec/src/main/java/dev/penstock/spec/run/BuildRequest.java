package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.BuildspecLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What to build, where, and who listens. Immutable.
 *
 * <pre>{@code
 * BuildRequest request = BuildRequest.builder(buildspec, checkout, work)
 *     .variable("CODEBUILD_BUILD_ID", "shop:17")
 *     .override("STAGE", "test")
 *     .log(System.out::println)
 *     .build();
 * }</pre>
 */
public final class BuildRequest {

  private final BuildspecFile.Reader buildspec;
  private final Path sourceDirectory;
  private final Path workDirectory;
  private final Map<String, String> variables;
  private final Map<String, BuildVariable> overrides;
  private final Optional<BuildspecObjects> objects;
  private final BuildProject project;
  private final BuildStep provision;
  private final BuildStep download;
  private final Optional<Instant> submitted;
  private final Consumer<String> log;
  private final Consumer<PhaseResult> phases;
  private final CompletionStage<?> cancellation;

  private BuildRequest(Builder builder) {
    this.buildspec = builder.buildspec;
    this.sourceDirectory = builder.sourceDirectory;
    this.workDirectory = builder.workDirectory;
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
    this.overrides = Collections.unmodifiableMap(new LinkedHashMap<>(builder.overrides));
    this.objects = builder.objects;
    this.project = builder.project;
    this.provision = builder.provision;
    this.download = builder.download;
    this.submitted = builder.submitted;
    this.log = builder.log;
    this.phases = builder.phases;
    this.cancellation = builder.cancellation;
  }

  /**
   * Begins a request that names its buildspec, which is read in phase {@code DOWNLOAD_SOURCE}.
   *
   * @param location where the buildspec comes from
   * @param sourceDirectory an existing directory for the sources; commands start there and may
   *     change it
   * @param workDirectory an existing, empty directory outside the sources; receives scripts and
   *     artifacts
   * @return a builder
   * @throws IllegalArgumentException if the work directory lies within the sources
   */
  public static Builder builder(
      BuildspecLocation location, Path sourceDirectory, Path workDirectory) {
    Objects.requireNonNull(location, "location");
    return new Builder(
        (source, objects, log) -> BuildspecFile.read(location, source, objects, log),
        sourceDirectory,
        workDirectory);
  }

  /**
   * Begins a request.
   *
   * @param buildspec what to run
   * @param sourceDirectory an existing directory with the sources; commands start there and may
   *     change it
   * @param workDirectory an existing, empty directory outside the sources; receives scripts and
   *     artifacts
   * @return a builder
   * @throws IllegalArgumentException if the work directory lies within the sources
   */
  public static Builder builder(Buildspec buildspec, Path sourceDirectory, Path workDirectory) {
    Objects.requireNonNull(buildspec, "buildspec");
    return new Builder((source, objects, log) -> buildspec, sourceDirectory, workDirectory);
  }

  Buildspec buildspec(MaskedLog to) throws PhaseFailure, IOException {
    return buildspec.read(sourceDirectory, objects, to);
  }

  Path sourceDirectory() {
    return sourceDirectory;
  }

  Path workDirectory() {
    return workDirectory;
  }

  Map<String, String> variables() {
    return variables;
  }

  Map<String, BuildVariable> overrides() {
    return overrides;
  }

  BuildProject project() {
    return project;
  }

  BuildStep provision() {
    return provision;
  }

  BuildStep download() {
    return download;
  }

  Optional<Instant> submitted() {
    return submitted;
  }

  Consumer<String> log() {
    return log;
  }

  Consumer<PhaseResult> phases() {
    return phases;
  }

  CompletionStage<?> cancellation() {
    return cancellation;
  }

  /** Collects a request. Confined to one thread. */
  public static final class Builder {

    private final BuildspecFile.Reader buildspec;
    private final Path sourceDirectory;
    private final Path workDirectory;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, BuildVariable> overrides = new LinkedHashMap<>();
    private final Map<String, String> secondarySources = new HashMap<>();
    private Optional<BuildspecObjects> objects = Optional.empty();
    private BuildProject project = BuildProject.NONE;
    private BuildStep provision = () -> {};
    private BuildStep download = () -> {};
    private Optional<Instant> submitted = Optional.empty();
    private Consumer<String> log = line -> {};
    private Consumer<PhaseResult> phases = phase -> {};
    private CompletionStage<?> cancellation = new CompletableFuture<Void>();

    private Builder(BuildspecFile.Reader buildspec, Path sourceDirectory, Path workDirectory) {
      this.buildspec = buildspec;
      this.sourceDirectory = sourceDirectory.toAbsolutePath().normalize();
      this.workDirectory = workDirectory.toAbsolutePath().normalize();
      if (this.workDirectory.startsWith(this.sourceDirectory)) {
        throw new IllegalArgumentException(
            "work directory "
                + this.workDirectory
                + " lies within the sources "
                + this.sourceDirectory
                + "; allowed: any directory outside");
      }
    }

    /**
     * Adds a variable that the buildspec may replace, such as one that describes the build.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Builder variable(String name, String value) {
      variables.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Adds the directory of a further source as {@code CODEBUILD_SRC_DIR_<identifier>}.
     *
     * @param identifier its identifier: letters, digits and underscores, under 128 (B-211)
     * @param directory where its files lie
     * @return this
     * @throws IllegalArgumentException if the identifier has not that form
     * @throws IllegalStateException if a source of this identifier was added before
     */
    public Builder secondarySource(String identifier, Path directory) {
      if (!identifier.matches("[A-Za-z0-9_]{1,127}")) {
        throw new IllegalArgumentException(
            "source identifier \"%s\": allowed: letters, digits and underscores, under 128 [B-211]"
                .formatted(identifier));
      }
      String absolute = directory.toAbsolutePath().normalize().toString();
      String earlier = secondarySources.putIfAbsent(identifier, absolute);
      if (earlier != null) {
        throw new IllegalStateException(
            "source \"%s\" was added before, as %s; allowed: one source of each identifier"
                .formatted(identifier, earlier));
      }
      return variable("CODEBUILD_SRC_DIR_" + identifier, absolute);
    }

    /**
     * Adds a variable that replaces the buildspec's and the project's (B-055).
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Builder override(String name, String value) {
      return override(name, new BuildVariable.Plain(value));
    }

    /**
     * Adds a variable that replaces the buildspec's and the project's (B-055).
     *
     * @param name its name
     * @param value where its value comes from
     * @return this
     */
    public Builder override(String name, BuildVariable value) {
      overrides.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets who fetches a buildspec that lies in a store; by default one that is named by an ARN
     * fails the build.
     *
     * @param fetcher fetches it
     * @return this
     */
    public Builder buildspecObjects(BuildspecObjects fetcher) {
      this.objects = Optional.of(fetcher);
      return this;
    }

    /**
     * Sets the project, by default {@link BuildProject#NONE}.
     *
     * @param set the project
     * @return this
     */
    public Builder project(BuildProject set) {
      this.project = Objects.requireNonNull(set, "project");
      return this;
    }

    /**
     * Sets what prepares the place of the build, in phase {@code PROVISIONING}; by default nothing.
     *
     * @param step what to do
     * @return this
     */
    public Builder provision(BuildStep step) {
      this.provision = Objects.requireNonNull(step, "step");
      return this;
    }

    /**
     * Sets what brings the sources into their directory, in phase {@code DOWNLOAD_SOURCE}; by
     * default nothing, because they are there.
     *
     * @param step what to do
     * @return this
     */
    public Builder download(BuildStep step) {
      this.download = Objects.requireNonNull(step, "step");
      return this;
    }

    /**
     * Sets when the build was asked for, by default when the runner begins. If the limit of waiting
     * has passed since, the build times out in phase {@code QUEUED}.
     *
     * @param at the instant
     * @return this
     */
    public Builder submitted(Instant at) {
      this.submitted = Optional.of(at);
      return this;
    }

    /**
     * Sets who is told of phases, by default nobody.
     *
     * @param listener receives each phase when it begins, with status {@code IN_PROGRESS}, and when
     *     it has ended; called on the thread that runs the build
     * @return this
     */
    public Builder phases(Consumer<PhaseResult> listener) {
      this.phases = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets who receives the log, by default nobody.
     *
     * @param receiver receives each line, masked, without its line end; called by the thread that
     *     runs the build and by the shell's, one at a time
     * @return this
     */
    public Builder log(Consumer<String> receiver) {
      this.log = Objects.requireNonNull(receiver, "receiver");
      return this;
    }

    /**
     * Sets what stops the build, by default nothing.
     *
     * @param stage when it completes, the running command is terminated and the build ends as
     *     stopped; {@code finally} commands do not run then
     * @return this
     */
    public Builder cancellation(CompletionStage<?> stage) {
      this.cancellation = Objects.requireNonNull(stage, "stage");
      return this;
    }

    /**
     * Ends the request.
     *
     * @return the request
     */
    public BuildRequest build() {
      return new BuildRequest(this);
    }
  }
}
