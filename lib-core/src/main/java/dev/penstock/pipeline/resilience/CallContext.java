package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.SecretReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.execution.RevisionType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The attempt as one call sees it: what is not said here is the attempt's. */
final class CallContext implements ActionContext {
  private final ActionContext attempt;
  private final boolean isRepeat;
  private final Optional<CompletableFuture<Void>> stop;

  CallContext(ActionContext attempt, boolean isRepeat, Optional<CompletableFuture<Void>> stop) {
    this.attempt = attempt;
    this.isRepeat = isRepeat;
    this.stop = stop;
    stop.ifPresent(own -> attempt.cancellation().thenRun(() -> own.complete(null)));
  }

  @Override
  public boolean isRepeat() {
    return isRepeat;
  }

  @Override
  public CompletionStage<Void> cancellation() {
    return stop.isPresent() ? stop.get().minimalCompletionStage() : attempt.cancellation();
  }

  @Override
  public boolean isCancelled() {
    return stop.map(CompletableFuture::isDone).orElseGet(attempt::isCancelled);
  }

  @Override
  public boolean isGivenUp() {
    return attempt.isGivenUp();
  }

  @Override
  public int nesting() {
    return attempt.nesting();
  }

  @Override
  public String key() {
    return attempt.key();
  }

  @Override
  public String pipeline() {
    return attempt.pipeline();
  }

  @Override
  public String execution() {
    return attempt.execution();
  }

  @Override
  public String stage() {
    return attempt.stage();
  }

  @Override
  public String action() {
    return attempt.action();
  }

  @Override
  public int attempt() {
    return attempt.attempt();
  }

  @Override
  public Map<String, String> configuration() {
    return attempt.configuration();
  }

  @Override
  public String configuration(String key) {
    return attempt.configuration(key);
  }

  @Override
  public Action definition() {
    return attempt.definition();
  }

  @Override
  public List<String> commands() {
    return attempt.commands();
  }

  @Override
  public List<EnvironmentVariable> environmentVariables() {
    return attempt.environmentVariables();
  }

  @Override
  public Map<String, String> variables() {
    return attempt.variables();
  }

  @Override
  public Map<String, ArtifactReference> inputs() {
    return attempt.inputs();
  }

  @Override
  public List<String> outputs() {
    return attempt.outputs();
  }

  @Override
  public void fetch(String input, Path directory) throws IOException {
    attempt.fetch(input, directory);
  }

  @Override
  public ArtifactReference store(String output, Path directory) throws IOException {
    return attempt.store(output, directory);
  }

  @Override
  public Optional<String> checkpoint() {
    return attempt.checkpoint();
  }

  @Override
  public CompletionStage<Void> checkpoint(String text) {
    return attempt.checkpoint(text);
  }

  @Override
  public String secret(String key) throws IOException {
    return attempt.secret(key);
  }

  @Override
  public String secret(SecretReference reference) throws IOException {
    return attempt.secret(reference);
  }

  @Override
  public void conceal(String value) {
    attempt.conceal(value);
  }

  @Override
  public String masked(String text) {
    return attempt.masked(text);
  }

  @Override
  public Map<RevisionType, String> revisions() {
    return attempt.revisions();
  }
}
