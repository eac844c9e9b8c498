package dev.penstock.spec.run;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipArchive;
import dev.penstock.spec.build.BuildCache;
import dev.penstock.spec.cache.CacheScope;
import dev.penstock.spec.cache.CacheStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Restores and saves the cache of one build (B-180 to B-187). Its trouble is said in the log and
 * fails nothing (B-186).
 */
final class BuildCaching {

  private static final String ONLY = "";

  private final CacheStore store;
  private final BuildCache cache;
  private final CacheScope scope;
  private final CacheFiles files;
  private final Path work;
  private final MaskedLog log;
  private Optional<String> key = Optional.empty();
  private boolean isUsable;

  BuildCaching(
      CacheStore store,
      BuildCache cache,
      String namespace,
      CacheFiles files,
      Path work,
      MaskedLog log) {
    this.store = store;
    this.cache = cache;
    this.scope = CacheScope.of(namespace, cache.paths());
    this.files = files;
    this.work = work;
    this.log = log;
  }

  /** Finds out the key, and brings what is kept under it, or under the next best one. */
  void restore(BuildTexts texts, Path source) {
    if (cache.paths().isEmpty()) {
      log.line("Unable to initialize cache download: no paths specified to be cached");
      return;
    }
    try {
      FileHashes hashes = new FileHashes(source, texts, log);
      if (cache.key().isPresent()) {
        key = Optional.of(texts.evaluate(hashes.replaceIn(cache.key().get())));
        if (key.get().isBlank()) {
          throw new IOException("its key \"" + cache.key().get() + "\" gives nothing");
        }
      }
      isUsable = true;
      if (cache.action().restores()) {
        restore(texts, hashes);
      }
    } catch (IOException e) {
      log.line("Unable to restore the cache: " + e.getMessage());
    }
  }

  private void restore(BuildTexts texts, FileHashes hashes) throws IOException {
    Path archive = work.resolve("cache.zip");
    try {
      Optional<String> found = load(archive, key.orElse(ONLY));
      if (key.isPresent()) {
        for (String fallback : cache.fallbackKeys()) {
          if (found.isEmpty()) {
            String prefix = texts.evaluate(hashes.replaceIn(fallback));
            // every key begins with nothing, which a variable that is not set gives
            Optional<String> newest =
                prefix.isBlank() ? Optional.empty() : store.newest(scope, prefix);
            found = newest.isEmpty() ? newest : load(archive, newest.get());
          }
        }
      }
      if (found.isEmpty()) {
        log.line("No cache found");
        return;
      }
      Path unpacked = Directories.createPrivate(work.resolve("cache"));
      ZipArchive.extract(archive, unpacked, ExtractionLimits.OWN);
      int count = files.putBack(unpacked);
      log.line("Restored %d files from cache %s".formatted(count, shown(found.get())));
    } finally {
      Files.deleteIfExists(archive);
      Directories.delete(work.resolve("cache"));
    }
  }

  private Optional<String> load(Path archive, String of) throws IOException {
    return store.load(scope, of, archive) ? Optional.of(of) : Optional.empty();
  }

  /** Keeps the files under the key; one that is kept already stays as it is (B-181). */
  void save() {
    if (!isUsable || !cache.action().saves()) {
      return;
    }
    Path archive = work.resolve("cache.zip");
    try {
      Path packed = Directories.createPrivate(work.resolve("cache"));
      int count = files.gather(packed);
      if (count == 0) {
        log.line("No cache saved: no file matches " + String.join(", ", cache.paths()));
        return;
      }
      try (OutputStream out = Files.newOutputStream(archive)) {
        ZipArchive.pack(packed, out);
      }
      String as = key.orElse(ONLY);
      log.line(
          store.save(scope, as, archive, key.isEmpty())
              ? "Saved %d files to cache %s".formatted(count, shown(as))
              : "Cache %s is there and stays as it is".formatted(shown(as)));
    } catch (IOException e) {
      log.line("Unable to save the cache: " + e.getMessage());
    } finally {
      clean(archive);
    }
  }

  private void clean(Path archive) {
    try {
      Files.deleteIfExists(archive);
      Directories.delete(work.resolve("cache"));
    } catch (IOException e) {
      log.line("Unable to clean up after the cache: " + e.getMessage());
    }
  }

  private static String shown(String name) {
    return name.equals(ONLY) ? "of the project" : name;
  }
}
