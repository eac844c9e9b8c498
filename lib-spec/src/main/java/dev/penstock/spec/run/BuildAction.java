package dev.penstock.spec.run;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.shell.Shell;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline action that builds its input by the input's buildspec.
 *
 * <pre>{@code
 * ActionExecutor builds = BuildAction.builder(shell, Path.of("/var/lib/ci/builds"), InstantSource.system())
 *     .log(context -> line -> System.out.println(context.action() + ": " + line))
 *     .secrets(vault)
 *     .build();
 * }</pre>
 *
 * <p>The action's configuration may hold:
 *
 * <ul>
 *   <li>{@code BuildSpec}: the buildspec's path in the input, {@code buildspec.yml} by default; or
 *       its text, if it has more than one line;
 *   <li>{@code PrimarySource}: which input is built, the first by default. Others lie in {@code
 *       CODEBUILD_SRC_DIR_<input>};
 *   <li>{@code EnvironmentVariables}: a JSON array of {@code {name, value, type}}, or {@code
 *       EnvironmentVariables.<NAME>} for one of them: variables that replace the buildspec's. Types
 *       are {@code PLAINTEXT}, {@code PARAMETER_STORE} and {@code SECRETS_MANAGER}.
 * </ul>
 *
 * <p>Secrets and parameters that a build asks for are concealed from then on: in its log and
 * result, and in those of the execution's other actions.
 *
 * <p>A secondary artifact becomes the output of its name, the primary one the first other output.
 * Exported variables become output variables. Each attempt has a directory of its own, named by its
 * key, emptied first and removed at the end: a call that repeats one cut short by a crash builds
 * afresh. Blocks the calling thread; safe for several threads.
 */
public final class BuildAction implements ActionExecutor {

  private static final String DEFAULT_BUILDSPEC = "buildspec.yml";
  private static final int LONGEST_SUMMARY = 2_048;

  private final Shell shell;
  private final InstantSource clock;
  private final BuildSecrets secrets;
  private final Path workspace;
  private final Function<ActionContext, Consumer<String>> logs;

  private BuildAction(Builder builder) {
    this.shell = builder.shell;
    this.clock = builder.clock;
    this.secrets = builder.secretsOrNone();
    this.workspace = builder.workspace;
    this.logs = builder.logsOrNone();
  }

  /**
   * Begins an executor.
   *
   * @param shell runs the commands
   * @param workspace the directory that holds the attempts' directories; made if need be
   * @param clock tells when phases begin and end
   * @return a builder
   */
  public static Builder builder(Shell shell, Path workspace, InstantSource clock) {
    return new Builder(shell, workspace, clock);
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) throws IOException {
    Path directory = AttemptDirectory.in(workspace, context.key());
    Directories.createPrivate(directory);
    try {
      return CompletableFuture.completedFuture(execute(context, directory));
    } finally {
      Directories.delete(directory);
    }
  }

  private ActionResult execute(ActionContext context, Path directory) throws IOException {
    Map<String, Path> sources = new LinkedHashMap<>();
    for (String input : context.inputs().keySet()) {
      Path source = directory.resolve("source-" + sources.size());
      context.fetch(input, Files.createDirectory(source));
      sources.put(input, source);
    }
    Optional<String> primary =
        Optional.ofNullable(context.configuration().get("PrimarySource"))
            .or(() -> sources.keySet().stream().findFirst());
    Path source = primary.map(sources::get).orElse(null);
    if (source == null) {
      return ActionResult.failed(
          primary.isEmpty()
              ? "the action has no input to build"
              : "PrimarySource: \"%s\" is no input of the action; allowed: %s"
                  .formatted(primary.get(), String.join(", ", sources.keySet())));
    }
    Consumer<String> lines = logs.apply(context);
    Consumer<String> log = line -> lines.accept(context.masked(line));
    SpecSource text;
    ConfiguredEnvironment configured;
    try {
      text = buildspec(context.configuration().get("BuildSpec"), source);
      configured = ConfiguredEnvironment.read(context.configuration());
    } catch (IOException e) {
      return ActionResult.failed(cut(String.valueOf(e.getMessage())));
    }
    ReadResult<Buildspec> read = Buildspec.read(text);
    text.listing(read.diagnostics()).lines().forEach(log);
    if (read instanceof ReadResult.Accepted<Buildspec> accepted) {
      return run(context, configured.applyTo(accepted.value()), sources, source, directory, log);
    }
    return ActionResult.failed(
        cut(
            read.diagnostics().stream()
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n", text.name() + " is faulty:\n", ""))));
  }

  private ActionResult run(
      ActionContext context,
      Buildspec buildspec,
      Map<String, Path> sources,
      Path source,
      Path directory,
      Consumer<String> log)
      throws IOException {
    BuildRequest.Builder request =
        BuildRequest.builder(buildspec, source, Files.createDirectory(directory.resolve("work")))
            .log(log)
            .cancellation(context.cancellation())
            .variable("CI", "true")
            .variable("CODEBUILD_BUILD_ID", context.pipeline() + ":" + context.key())
            .variable("CODEBUILD_INITIATOR", "codepipeline/" + context.pipeline());
    sources.forEach(
        (input, path) -> request.variable("CODEBUILD_SRC_DIR_" + word(input), path.toString()));
    BuildResult result =
        new BuildRunner(shell, clock, new ConcealedSecrets(secrets, context)).run(request.build());
    return result.isSucceeded()
        ? withOutputs(context, result)
        : ActionResult.failed(cut(result.summary()));
  }

  private static ActionResult withOutputs(ActionContext context, BuildResult result)
      throws IOException {
    Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
    boolean isPrimaryGiven = false;
    for (String output : context.outputs()) {
      Path files = result.secondaryArtifacts().get(output);
      if (files == null && !isPrimaryGiven) {
        files = result.artifact().orElse(null);
        isPrimaryGiven = true;
      }
      if (files == null) {
        return ActionResult.failed(
            "output \"%s\": the buildspec makes no artifact for it; secondary artifacts: %s"
                .formatted(output, String.join(", ", result.secondaryArtifacts().keySet())));
      }
      artifacts.put(output, context.store(output, files));
    }
    return new ActionResult(true, cut(result.summary()), artifacts, result.exportedVariables(), "");
  }

  /** The text of the buildspec: that of a file within the sources, or the configured text. */
  private static SpecSource buildspec(@Nullable String configured, Path source) throws IOException {
    String name = configured == null || configured.isBlank() ? DEFAULT_BUILDSPEC : configured;
    if (name.indexOf('\n') >= 0) {
      return new SpecSource("BuildSpec", name);
    }
    Path root = source.toRealPath();
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root)) {
      throw new IOException("BuildSpec: \"" + name + "\" lies outside the sources");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("BuildSpec: the sources have no file \"" + name + "\"");
    }
    if (!file.toRealPath().startsWith(root)) {
      throw new IOException("BuildSpec: \"" + name + "\" is a link that leads out of the sources");
    }
    return SpecSource.read(file, name);
  }

  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  private static String cut(String summary) {
    return summary.length() <= LONGEST_SUMMARY
        ? summary
        : summary.substring(0, LONGEST_SUMMARY - 4) + "\n...";
  }

  /** Collects what a build action needs. Confined to one thread. */
  public static final class Builder {

    private final Shell shell;
    private final Path workspace;
    private final InstantSource clock;
    private @Nullable BuildSecrets secrets;
    private @Nullable Function<ActionContext, Consumer<String>> logs;

    private Builder(Shell shell, Path workspace, InstantSource clock) {
      this.shell = Objects.requireNonNull(shell, "shell");
      this.workspace = workspace.toAbsolutePath().normalize();
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Sets who looks up secrets and parameters; by default a buildspec that names any fails.
     *
     * @param lookup looks them up
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder secrets(BuildSecrets lookup) {
      requireUnset("secrets", secrets);
      this.secrets = Objects.requireNonNull(lookup, "lookup");
      return this;
    }

    /**
     * Sets where the lines of each build's log go; by default nowhere.
     *
     * @param receivers gives the receiver of one attempt's lines, which are masked; called once for
     *     each attempt
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder log(Function<ActionContext, Consumer<String>> receivers) {
      requireUnset("log", logs);
      this.logs = Objects.requireNonNull(receivers, "receivers");
      return this;
    }

    /**
     * Ends the executor.
     *
     * @return the executor
     */
    public BuildAction build() {
      return new BuildAction(this);
    }

    private BuildSecrets secretsOrNone() {
      return secrets == null ? BuildSecrets.NONE : secrets;
    }

    private Function<ActionContext, Consumer<String>> logsOrNone() {
      return logs == null ? context -> line -> {} : logs;
    }

    private static void requireUnset(String option, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(option + " was set before, to " + value);
      }
    }
  }
}
