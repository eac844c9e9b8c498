package dev.penstock.spec.run;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.process.Scheduler;
import dev.penstock.shell.Shell;
import dev.penstock.spec.cache.CacheStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
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
 *       CODEBUILD_SRC_DIR_<input>}, where a hyphen becomes an underscore; inputs that would share
 *       it are refused;
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
 * afresh. Blocks the calling thread, so a shell must not depend on the same bounded pool; safe for
 * several threads.
 */
public final class BuildAction implements ActionExecutor {

  private static final int LONGEST_SUMMARY = 2_048;

  private final Shell shell;
  private final InstantSource clock;
  private final BuildSecrets secrets;
  private final Path workspace;
  private final Function<ActionContext, Consumer<String>> logs;
  private final BuildProject project;
  private final @Nullable Scheduler scheduler;
  private final @Nullable CacheStore caches;

  private BuildAction(Builder builder) {
    this.shell = builder.shell;
    this.clock = builder.clock;
    this.secrets = builder.secretsOrNone();
    this.workspace = builder.workspace;
    this.logs = builder.logsOrNone();
    this.project = builder.projectOrNone();
    this.scheduler = builder.scheduler;
    this.caches = builder.caches;
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
    Directories.createPrivate(AttemptDirectory.in(workspace, context.key()));
    ActionBuilds builds = builds(context);
    try {
      return CompletableFuture.completedFuture(execute(context, builds));
    } finally {
      builds.delete();
    }
  }

  /**
   * The builds of an attempt at an action, for an executor that runs several. Their directory is
   * that of the attempt, as an earlier call may have left it.
   *
   * @param context the attempt
   * @return its builds
   * @throws IOException if their directory cannot be made
   */
  public ActionBuilds builds(ActionContext context) throws IOException {
    Directories.requirePrivate(AttemptDirectory.in(workspace, context.key()));
    Consumer<String> lines = logs.apply(context);
    return new ActionBuilds(
        this,
        context,
        AttemptDirectory.in(workspace, context.key()),
        line -> lines.accept(context.masked(line)));
  }

  private ActionResult execute(ActionContext context, ActionBuilds builds) throws IOException {
    BuildResult result;
    try {
      result = builds.run(ActionBuilds.Variation.NONE, context.cancellation());
    } catch (ActionFault e) {
      return ActionResult.failed(cut(String.valueOf(e.getMessage())));
    }
    return result.isSucceeded()
        ? withOutputs(context, result)
        : ActionResult.failed(cut(summary(result)));
  }

  BuildRunner runner(BuildSecrets concealed) {
    BuildRunner runner = new BuildRunner(shell, clock, concealed);
    if (scheduler != null) {
      runner = runner.withScheduler(scheduler);
    }
    return caches == null ? runner : runner.withCaches(caches);
  }

  BuildSecrets secrets() {
    return secrets;
  }

  BuildProject project() {
    return project;
  }

  /** The build in one line, and a line for each report. */
  private static String summary(BuildResult result) {
    StringBuilder text = new StringBuilder(result.summary());
    result.reports().values().forEach(report -> text.append('\n').append(report));
    return text.toString();
  }

  private static ActionResult withOutputs(ActionContext context, BuildResult result)
      throws IOException {
    Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
    boolean isPrimaryGiven = false;
    for (String output : context.outputs()) {
      BuildArtifact files = result.secondaryArtifacts().get(output);
      if (files == null && !isPrimaryGiven) {
        files = result.artifact().orElse(null);
        isPrimaryGiven = true;
      }
      if (files == null) {
        return ActionResult.failed(
            "output \"%s\": the buildspec makes no artifact for it; secondary artifacts: %s"
                .formatted(output, String.join(", ", result.secondaryArtifacts().keySet())));
      }
      artifacts.put(output, context.store(output, files.directory()));
    }
    return new ActionResult(true, cut(summary(result)), artifacts, result.exportedVariables(), "");
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
    private @Nullable BuildProject project;
    private @Nullable Scheduler scheduler;
    private @Nullable CacheStore caches;

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
     * @param receivers gives the receiver of one attempt's lines, which are masked and come one at
     *     a time; called once for each attempt. Lines of a batch begin with the name of their build
     *     and a colon
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder log(Function<ActionContext, Consumer<String>> receivers) {
      requireUnset("log", logs);
      this.logs = Objects.requireNonNull(receivers, "receivers");
      return this;
    }

    /**
     * Sets what counts for all builds of this executor, by default nothing.
     *
     * @param set the project
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder project(BuildProject set) {
      requireUnset("project", project);
      this.project = Objects.requireNonNull(set, "project");
      return this;
    }

    /**
     * Sets what ends builds whose time is up; by default they take as long as they take.
     *
     * @param set wakes a build when its time is up
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder scheduler(Scheduler set) {
      requireUnset("scheduler", scheduler);
      this.scheduler = Objects.requireNonNull(set, "scheduler");
      return this;
    }

    /**
     * Sets where the caches of builds are kept; by default nowhere.
     *
     * @param store keeps them
     * @return this
     * @throws IllegalStateException if it was set before
     */
    public Builder caches(CacheStore store) {
      requireUnset("caches", caches);
      this.caches = Objects.requireNonNull(store, "store");
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

    private BuildProject projectOrNone() {
      return project == null ? BuildProject.NONE : project;
    }

    private static void requireUnset(String option, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(option + " was set before, to " + value);
      }
    }
  }
}
