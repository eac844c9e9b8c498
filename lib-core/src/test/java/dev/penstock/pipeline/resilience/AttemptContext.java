package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.SecretReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.revision.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An attempt that a test may ask to stop. */
final class AttemptContext implements ActionContext {
  static final ArtifactReference STORED =
      new ArtifactReference("place", new Digest("0".repeat(64)));

  final CompletableFuture<Void> stop = new CompletableFuture<>();
  final CompletableFuture<String> fetched = new CompletableFuture<>();
  private final String key;
  private String concealed = "hunter2";
  private Optional<String> noted = Optional.empty();

  AttemptContext(String key) {
    this.key = key;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String pipeline() {
    return "pipeline of " + key;
  }

  @Override
  public String execution() {
    return "execution of " + key;
  }

  @Override
  public String stage() {
    return "stage of " + key;
  }

  @Override
  public String action() {
    return "action of " + key;
  }

  @Override
  public Action definition() {
    return Action.builder("defined", Action.MANUAL_APPROVAL).build();
  }

  @Override
  public List<String> commands() {
    return List.of("make");
  }

  @Override
  public List<EnvironmentVariable> environmentVariables() {
    return List.of(EnvironmentVariable.plain("A", "a"));
  }

  @Override
  public int attempt() {
    return 7;
  }

  @Override
  public boolean isRepeat() {
    return false;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of("color", "green");
  }

  @Override
  public String configuration(String name) {
    return configuration().get(name);
  }

  @Override
  public Map<String, String> variables() {
    return Map.of("build.version", "2");
  }

  @Override
  public Map<String, ArtifactReference> inputs() {
    return Map.of("in", STORED);
  }

  @Override
  public List<String> outputs() {
    return List.of("out");
  }

  @Override
  public void fetch(String input, Path directory) {
    fetched.complete(input + " to " + directory);
  }

  @Override
  public ArtifactReference store(String output, Path directory) {
    return STORED;
  }

  @Override
  public Optional<String> checkpoint() {
    return noted;
  }

  @Override
  public CompletionStage<Void> checkpoint(String text) {
    noted = Optional.of(text);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> cancellation() {
    return stop;
  }

  @Override
  public boolean isCancelled() {
    return stop.isDone();
  }

  @Override
  public String secret(String name) {
    return "secret of " + name;
  }

  @Override
  public String secret(SecretReference reference) {
    return "secret of " + reference;
  }

  @Override
  public void conceal(String value) {
    concealed = value;
  }

  @Override
  public String masked(String text) {
    return text.replace(concealed, "***");
  }

  @Override
  public Map<RevisionType, String> revisions() {
    return Map.of();
  }
}
