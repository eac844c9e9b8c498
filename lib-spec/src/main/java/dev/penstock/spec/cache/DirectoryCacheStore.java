package dev.penstock.spec.cache;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keeps caches in a directory, one file each, with its key in another one beside it. Several
 * programs may use the directory at once: a cache appears complete, or not at all.
 */
public final class DirectoryCacheStore implements CacheStore {

  private static final String KEY = ".key";
  private static final String ARCHIVE = ".zip";
  private static final int LONGEST_KEY = 4_096;
  private static final AtomicLong COUNT = new AtomicLong();

  private final Path directory;
  private final InstantSource clock;

  /**
   * A store in a directory.
   *
   * @param directory made if need be; nothing else should lie in it
   * @param clock tells which cache is the newest
   */
  public DirectoryCacheStore(Path directory, InstantSource clock) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
  }

  @Override
  public boolean load(CacheScope scope, String key, Path archive) throws IOException {
    try {
      Files.copy(file(scope, key, ARCHIVE), archive);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public Optional<String> newest(CacheScope scope, String prefix) throws IOException {
    Path folder = folder(scope);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(KEY)).sorted().toList()) {
        String key = Files.readString(file);
        if (key.startsWith(prefix) && Files.exists(file(scope, key, ARCHIVE))) {
          entries.add(new Entry(key, Files.getLastModifiedTime(file)));
        }
      }
    }
    return entries.stream().max(Comparator.comparing(Entry::saved)).map(Entry::key);
  }

  private record Entry(String key, FileTime saved) {}

  @Override
  public boolean save(CacheScope scope, String key, Path archive, boolean replaces)
      throws IOException {
    if (key.length() > LONGEST_KEY) {
      throw new IOException(
          "a cache key of %d characters; allowed: at most %d".formatted(key.length(), LONGEST_KEY));
    }
    Path target = file(scope, key, ARCHIVE);
    if (!replaces && Files.exists(target)) {
      return false;
    }
    Files.createDirectories(folder(scope));
    Path part = part(target);
    Path name = part(file(scope, key, KEY));
    try {
      Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(name, key);
      Files.setLastModifiedTime(name, FileTime.from(clock.instant()));
      // the key first: alone it is looked over, while a cache without it would never be found
      Files.move(name, file(scope, key, KEY), StandardCopyOption.ATOMIC_MOVE);
      if (replaces) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(target, part);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(name);
    }
  }

  /** A name that no other writer uses: this process's next. */
  private Path part(Path target) {
    return target.resolveSibling(
        "%s-%d-%d.part"
            .formatted(
                target.getFileName(), ProcessHandle.current().pid(), COUNT.incrementAndGet()));
  }

  private Path folder(CacheScope scope) {
    return directory.resolve(digest(scope.namespace() + "\n" + scope.version()));
  }

  private Path file(CacheScope scope, String key, String kind) {
    return folder(scope).resolve(digest(key) + kind);
  }

  private static String digest(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
