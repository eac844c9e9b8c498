package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

  private final Buildspec buildspec;
  private final Path sourceDirectory;
  private final Path workDirectory;
  private final Map<String, String> variables;
  private final Map<String, String> overrides;
  private final Consumer<String> log;
  private final CompletionStage<?> cancellation;

  private BuildRequest(Builder builder) {
    this.buildspec = builder.buildspec;
    this.sourceDirectory = builder.sourceDirectory;
    this.workDirectory = builder.workDirectory;
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
    this.overrides = Collections.unmodifiableMap(new LinkedHashMap<>(builder.overrides));
    this.log = builder.log;
    this.cancellation = builder.cancellation;
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
    return new Builder(buildspec, sourceDirectory, workDirectory);
  }

  Buildspec buildspec() {
    return buildspec;
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

  Map<String, String> overrides() {
    return overrides;
  }

  Consumer<String> log() {
    return log;
  }

  CompletionStage<?> cancellation() {
    return cancellation;
  }

  /** Collects a request. Confined to one thread. */
  public static final class Builder {

    private final Buildspec buildspec;
    private final Path sourceDirectory;
    private final Path workDirectory;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private Consumer<String> log = line -> {};
    private CompletionStage<?> cancellation = new CompletableFuture<Void>();

    private Builder(Buildspec buildspec, Path sourceDirectory, Path workDirectory) {
      this.buildspec = Objects.requireNonNull(buildspec, "buildspec");
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
     * Adds a variable that replaces the buildspec's (B-055).
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Builder override(String name, String value) {
      overrides.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
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
