package dev.penstock.samples.localhost;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A context with one output that keeps the text of the files which are stored. */
final class RecordingContext implements ActionContext {
  private final Map<String, String> configuration;
  private final Map<String, String> stored = new LinkedHashMap<>();
  private final CompletableFuture<Void> cancellation = new CompletableFuture<>();

  RecordingContext(Map<String, String> configuration) {
    this.configuration = Map.copyOf(configuration);
  }

  Map<String, String> stored() {
    return stored;
  }

  ArtifactReference reference() {
    return new ArtifactReference("memory:" + key(), new Digest("0".repeat(64)));
  }

  @Override
  public String key() {
    return "execution-1/Source/Checkout/1";
  }

  @Override
  public String pipeline() {
    return "shop";
  }

  @Override
  public String execution() {
    return "execution-1";
  }

  @Override
  public String stage() {
    return "Source";
  }

  @Override
  public String action() {
    return "Checkout";
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
  public Map<String, String> configuration() {
    return configuration;
  }

  @Override
  public String configuration(String key) {
    String value = configuration.get(key);
    if (value == null) {
      throw new IllegalArgumentException("Checkout: no " + key);
    }
    return value;
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public Map<String, ArtifactReference> inputs() {
    return Map.of();
  }

  @Override
  public List<String> outputs() {
    return List.of("sources");
  }

  @Override
  public void fetch(String input, Path directory) {
    throw new IllegalArgumentException("no input " + input);
  }

  @Override
  public ArtifactReference store(String output, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        stored.put(directory.relativize(file).toString(), Files.readString(file));
      }
    }
    return reference();
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
    return cancellation;
  }

  @Override
  public boolean isCancelled() {
    return cancellation.isDone();
  }
}
