package dev.penstock.spec.run;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.BuildspecLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The builds of one attempt at a pipeline action: the one of a {@link BuildAction}, or those of a
 * batch. Made by {@link BuildAction#builds}. Safe for several threads, for builds of different
 * names.
 */
public final class ActionBuilds {

  private final BuildAction action;
  private final ActionContext context;
  private final Path directory;
  private final Consumer<String> log;

  ActionBuilds(BuildAction action, ActionContext context, Path directory, Consumer<String> log) {
    this.action = action;
    this.context = context;
    this.directory = directory;
    this.log = log;
  }

  /**
   * How a build differs from the one that the action describes.
   *
   * @param name names its directory; letters, digits and underscores
   * @param buildspec the path of its buildspec, or the text of one; empty for the action's
   * @param overrides variables that win over all others
   * @param variables variables that describe the build
   */
  public record Variation(
      String name,
      Optional<String> buildspec,
      Map<String, String> overrides,
      Map<String, String> variables) {

    static final Variation NONE = new Variation("attempt", Optional.empty(), Map.of(), Map.of());

    /** Copies the maps. */
    public Variation {
      if (!name.matches("[A-Za-z0-9_]+")) {
        throw new IllegalArgumentException(
            "name: \"" + name + "\"; allowed: letters, digits and underscores");
      }
      Objects.requireNonNull(buildspec, "buildspec");
      overrides = Map.copyOf(overrides);
      variables = Map.copyOf(variables);
    }
  }

  /**
   * Reads the action's buildspec out of its primary input.
   *
   * @return the buildspec
   * @throws IOException if the input or the buildspec is missing, or faulty; the message says all
   *     that is wrong with it
   */
  public Buildspec buildspec() throws IOException {
    identifiers();
    Path place = Directories.createPrivate(directory.resolve("batchspec"));
    try {
      context.fetch(primary(), place);
      MaskedLog to = new MaskedLog(log);
      return BuildspecFile.read(location(Optional.empty()), place, Optional.empty(), to);
    } catch (PhaseFailure e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Directories.delete(place);
    }
  }

  /**
   * Runs a build, and again as its phases and the project ask for. What it keeps lies in a
   * directory of its own until {@link #delete}; a directory that an earlier call left is emptied
   * first.
   *
   * @param variation how it differs from the action's
   * @param cancellation stops it
   * @return how its last attempt ended
   * @throws IOException if the action's configuration is faulty, or its directory cannot be used
   */
  public BuildResult run(Variation variation, CompletionStage<?> cancellation) throws IOException {
    String primary = primary();
    Map<String, String> identifiers = identifiers();
    ConfiguredEnvironment configured = ConfiguredEnvironment.read(context.configuration());
    Path own = Directories.createPrivate(directory.resolve("build-" + variation.name()));
    BuildAttempts attempts =
        number -> {
          Directories.delete(own.resolve("attempt-" + (number - 1)));
          Path place = Files.createDirectory(own.resolve("attempt-" + number));
          BuildRequest.Builder request = request(primary, identifiers, variation, place);
          configured.variables().forEach(request::override);
          variation.overrides().forEach(request::override);
          return request.cancellation(cancellation).build();
        };
    return action
        .runner(new ConcealedSecrets(action.secrets(), context))
        .runWithRetries(attempts)
        .latest()
        .orElseThrow();
  }

  private BuildRequest.Builder request(
      String primary, Map<String, String> identifiers, Variation variation, Path place)
      throws IOException {
    Map<String, Path> sources = new LinkedHashMap<>();
    for (String input : context.inputs().keySet()) {
      sources.put(input, Files.createDirectory(place.resolve("source-" + sources.size())));
    }
    BuildRequest.Builder request =
        BuildRequest.builder(
                location(variation.buildspec()),
                Objects.requireNonNull(sources.get(primary)),
                Files.createDirectory(place.resolve("work")))
            .project(action.project())
            .log(lines(variation))
            .download(() -> fetch(sources))
            .variable("CI", "true")
            .variable("CODEBUILD_BUILD_ID", id(variation))
            .variable("CODEBUILD_INITIATOR", "codepipeline/" + context.pipeline());
    variation.variables().forEach(request::variable);
    identifiers.forEach(
        (identifier, input) ->
            request.secondarySource(identifier, Objects.requireNonNull(sources.get(input))));
    return request;
  }

  /** Builds of a batch log side by side, and into one place. */
  private Consumer<String> lines(Variation variation) {
    return variation.equals(Variation.NONE)
        ? log
        : line -> {
          synchronized (this) {
            log.accept(variation.name() + ": " + line);
          }
        };
  }

  private String id(Variation variation) {
    String id = context.pipeline() + ":" + context.key();
    return variation.equals(Variation.NONE) ? id : id + "/" + variation.name();
  }

  private void fetch(Map<String, Path> sources) throws IOException {
    for (Map.Entry<String, Path> source : sources.entrySet()) {
      context.fetch(source.getKey(), source.getValue());
    }
  }

  private BuildspecLocation location(Optional<String> override) {
    return BuildspecLocation.of(
        override, Optional.ofNullable(context.configuration().get("BuildSpec")));
  }

  private String primary() throws IOException {
    Set<String> inputs = context.inputs().keySet();
    String primary =
        Optional.ofNullable(context.configuration().get("PrimarySource"))
            .or(() -> inputs.stream().findFirst())
            .orElseThrow(() -> new ActionFault("the action has no input to build"));
    if (!inputs.contains(primary)) {
      throw new ActionFault(
          "PrimarySource: \"%s\" is no input of the action; allowed: %s"
              .formatted(primary, String.join(", ", inputs)));
    }
    return primary;
  }

  /** The inputs by their identifiers as sources, in which no hyphen may stand (B-211). */
  private Map<String, String> identifiers() throws ActionFault {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String input : context.inputs().keySet()) {
      String identifier = input.replaceAll("[^A-Za-z0-9_]", "_");
      String other = inputs.putIfAbsent(identifier, input);
      if (other != null) {
        throw new ActionFault(
            "inputs: \"%s\" and \"%s\" would share CODEBUILD_SRC_DIR_%s; allowed: names that differ in more than hyphens and underscores, as a hyphen becomes an underscore there; rename one of the artifacts [B-211]"
                .formatted(other, input, identifier));
      }
    }
    return inputs;
  }

  /**
   * Stores the files of an artifact as an output of the action.
   *
   * @param output the output's name
   * @param files a directory
   * @return where it is stored
   * @throws IOException if that fails
   */
  public ArtifactReference store(String output, Path files) throws IOException {
    return context.store(output, files);
  }

  /**
   * A text without what the execution's actions conceal.
   *
   * @param text the text
   * @return the text, masked
   */
  public String masked(String text) {
    return context.masked(text);
  }

  /**
   * A directory for what is to be kept until the action has ended.
   *
   * @param name letters, digits, underscores and hyphens; {@code build-} is taken
   * @return a new, empty directory
   * @throws IOException if it cannot be made
   */
  public Path emptyDirectory(String name) throws IOException {
    return Directories.createPrivate(directory.resolve(name));
  }

  /**
   * A directory that {@link #emptyDirectory} made, perhaps before a restart.
   *
   * @param name its name
   * @return the directory, which may not exist
   */
  public Path keptDirectory(String name) {
    return directory.resolve(name);
  }

  /**
   * Removes the files of all builds.
   *
   * @throws IOException if a file cannot be removed
   */
  public void delete() throws IOException {
    Directories.delete(directory);
  }

  /**
   * Removes the files of one build.
   *
   * @param name the build's
   * @throws IOException if a file cannot be removed
   */
  public void delete(String name) throws IOException {
    Directories.delete(directory.resolve("build-" + name));
  }
}
