package dev.penstock.artifact.action;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One attempt at an action, with a real transfer and without an engine. */
record OneAttempt(
    Map<String, String> configuration,
    Map<String, ArtifactReference> inputs,
    List<String> outputs,
    ArtifactTransfer transfer)
    implements ActionContext {

  @Override
  public String key() {
    return "7/Release/publish/1";
  }

  @Override
  public String pipeline() {
    return "checkout";
  }

  @Override
  public String execution() {
    return "7";
  }

  @Override
  public String stage() {
    return "Release";
  }

  @Override
  public String action() {
    return "publish";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public boolean isRepeat() {
    return false;
  }

  @Override
  public String configuration(String key) {
    return Objects.requireNonNull(configuration.get(key), key);
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public void fetch(String input, Path directory) throws IOException {
    transfer.fetch(Objects.requireNonNull(inputs.get(input), input), directory);
  }

  @Override
  public ArtifactReference store(String output, Path directory) throws IOException {
    return transfer.store(key() + "/" + output, directory);
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Void> checkpoint(String text) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> cancellation() {
    return new CompletableFuture<>();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }
}
