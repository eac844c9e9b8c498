package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

@Label("A repository, against a map of versions")
class RepositoryModelTest {
  private static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");

  /** What a version is, told as simply as possible. */
  private static final class ModelVersion {
    private String status = "Unfinished";
    private final Map<String, String> assets = new TreeMap<>();
  }

  /** The repository and its model, changed side by side. */
  static final class Pair {
    private final Map<String, ModelVersion> model = new TreeMap<>();
    private final Repository repository;

    Pair() {
      try {
        repository =
            Domain.builder(
                    "acme",
                    new InMemoryCatalogue(),
                    new InMemoryContentStore(),
                    () -> Instant.EPOCH)
                .build()
                .createRepository("releases");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void publish(String version, String asset, String text, boolean unfinished) throws IOException {
      @Nullable ModelVersion known = model.get(version);
      boolean fits =
          known == null
              || (Set.of("Unfinished", "Published", "Unlisted").contains(known.status)
                  && known.assets.getOrDefault(asset, text).equals(text));
      if (fits) {
        ModelVersion next = known == null ? new ModelVersion() : known;
        next.assets.put(asset, text);
        if (!unfinished && next.status.equals("Unfinished")) {
          next.status = "Published";
        }
        model.put(version, next);
      }
      PublishRequest request = PublishRequest.generic("acme", "app", version, asset);
      boolean succeeded;
      try {
        repository.publish(
            unfinished ? request.unfinished() : request,
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        succeeded = true;
      } catch (ArtifactException e) {
        assertEquals(ArtifactException.Kind.CONFLICT, e.kind());
        succeeded = false;
      }
      assertEquals(fits, succeeded);
    }

    void change(String version, VersionStatus target) throws IOException {
      @Nullable ModelVersion known = model.get(version);
      boolean fits =
          known != null
              && (!Set.of("Unfinished", "Disposed").contains(known.status)
                  || target == VersionStatus.DISPOSED
                  || target == VersionStatus.DELETED
                  || (known.status.equals("Unfinished") && target == VersionStatus.PUBLISHED));
      if (fits && known != null) {
        known.status = target.toString();
        if (target == VersionStatus.DELETED) {
          model.remove(version);
        }
      }
      VersionChange change = VersionChange.of(version);
      VersionChangeResult result =
          target == VersionStatus.DELETED
              ? repository.delete(APP, change)
              : target == VersionStatus.DISPOSED
                  ? repository.dispose(APP, change)
                  : repository.updateStatus(APP, change, target);
      assertEquals(fits, result.successful().containsKey(version), result::toString);
    }

    void compare() throws IOException {
      if (repository.packages(PackageQuery.ALL, PageRequest.first()).items().isEmpty()) {
        assertEquals(Map.of(), model);
        return;
      }
      Map<String, String> found =
          repository.versions(APP, VersionQuery.ALL, PageRequest.first()).items().stream()
              .collect(
                  Collectors.toMap(v -> v.coordinates().version(), v -> v.status().toString()));
      Map<String, String> expected = new TreeMap<>();
      model.forEach((version, state) -> expected.put(version, state.status));
      assertEquals(expected, new TreeMap<>(found));
      for (Map.Entry<String, ModelVersion> entry : model.entrySet()) {
        VersionCoordinates version = APP.version(entry.getKey());
        Map<String, String> assets = new TreeMap<>();
        for (Asset asset : repository.assets(version, PageRequest.first()).items()) {
          boolean readable = Set.of("Published", "Unlisted").contains(entry.getValue().status);
          assets.put(
              asset.name(),
              readable
                  ? text(version, asset.name())
                  : entry.getValue().assets.getOrDefault(asset.name(), ""));
        }
        assertEquals(entry.getValue().assets, assets);
      }
    }

    private String text(VersionCoordinates version, String asset) throws IOException {
      try (InputStream in = repository.asset(version, asset).open()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Override
    public String toString() {
      return model.keySet().toString();
    }
  }

  private interface Step {
    void on(Pair pair) throws IOException;
  }

  private static Transformer<Pair> transform(String label, Step step) {
    return Transformer.mutate(
        label,
        pair -> {
          try {
            step.on(pair);
            pair.compare();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Property(seed = "11", tries = 60)
  @Label("answers every sequence of calls as the map does")
  void agreesWithTheModel(@ForAll("chains") ActionChain<Pair> chain) {
    chain.run();
  }

  @Provide
  Arbitrary<ActionChain<Pair>> chains() {
    Arbitrary<String> versions = Arbitraries.of("1.0", "2.0");
    Action.Independent<Pair> publish =
        () ->
            Combinators.combine(
                    versions,
                    Arbitraries.of("a", "b"),
                    Arbitraries.of("one", "other"),
                    Arbitraries.of(true, false))
                .as(
                    (version, asset, text, unfinished) ->
                        transform(
                            "publish " + version + "/" + asset + " " + text + " " + unfinished,
                            pair -> pair.publish(version, asset, text, unfinished)));
    Action.Independent<Pair> change =
        () ->
            Combinators.combine(
                    versions,
                    Arbitraries.frequencyOf(
                        Tuple.of(
                            6,
                            Arbitraries.of(
                                VersionStatus.PUBLISHED,
                                VersionStatus.UNLISTED,
                                VersionStatus.ARCHIVED)),
                        Tuple.of(1, Arbitraries.of(VersionStatus.DISPOSED, VersionStatus.DELETED))))
                .as(
                    (version, target) ->
                        transform(
                            version + " becomes " + target, pair -> pair.change(version, target)));
    return ActionChain.startWith(Pair::new)
        .withAction(3, publish)
        .withAction(2, change)
        .withMaxTransformations(25);
  }
}
