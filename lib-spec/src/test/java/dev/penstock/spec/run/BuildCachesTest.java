package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.conventions.Covers;
import dev.penstock.spec.cache.CacheScope;
import dev.penstock.spec.cache.CacheStore;
import dev.penstock.spec.cache.DirectoryCacheStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCachesTest {

  @TempDir Path directory;
  private final AtomicInteger ticks = new AtomicInteger();
  private int benches;

  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    nextBuild();
  }

  /** Another build, with sources of its own and the same store. */
  private void nextBuild() throws IOException {
    bench = new BuildBench(Files.createDirectory(directory.resolve("bench-" + benches++)));
    bench.runner =
        bench.runner.withCaches(
            new DirectoryCacheStore(
                directory.resolve("caches"), () -> Instant.ofEpochSecond(ticks.incrementAndGet())));
  }

  private BuildResult run(String project, String cache, String command) throws IOException {
    BuildResult result =
        bench.run(
            "version: 0.2\nenv: {variables: {HOME: '%s', OS: linux}}\n".formatted(home())
                + "phases: {build: {commands: ['%s']}}\n".formatted(command)
                + "cache:\n"
                + cache.indent(2),
            r -> r.project(BuildProject.builder(project).build()));
    assertTrue(result.isSucceeded() || command.contains("exit"), result::summary);
    return result;
  }

  private Path home() {
    return directory.resolve("home");
  }

  /** Prints the caches' files that are there, and makes them. */
  private static String touch(String text, String... files) {
    StringBuilder command = new StringBuilder();
    for (String file : files) {
      command.append(
          "echo \"> $(cat %1$s 2>/dev/null)\"; mkdir -p $(dirname %1$s); echo %2$s > %1$s; "
              .formatted(file, text));
    }
    return command.toString();
  }

  @Test
  @Covers({"B-181", "B-127", "B-170"})
  void withoutAKeyAProjectHasOneCacheThatIsOverwritten() throws IOException {
    String cache = "paths: ['deps/**/*']";
    run("shop", cache, touch("one", "deps/a/x") + "cd deps");
    assertEquals(List.of(""), bench.output());
    assertTrue(bench.log.contains("No cache found"));
    assertEquals(
        List.of(
            "Entering phase FINALIZING",
            "Saved 1 files to cache of the project",
            "Phase complete: FINALIZING State: SUCCEEDED",
            "Phase context status code:  Message: "),
        bench.log.subList(bench.log.size() - 4, bench.log.size()),
        "saved when all else is done, and nothing of the log is lost");
    nextBuild();
    run("shop", cache, touch("two", "deps/a/x"));
    assertEquals(List.of("one"), bench.output());
    assertTrue(bench.log.contains("Restored 1 files from cache of the project"));
    nextBuild();
    run("shop", cache, touch("three", "deps/a/x"));
    assertEquals(List.of("two"), bench.output());
    nextBuild();
    run("other", cache, touch("four", "deps/a/x"));
    assertEquals(List.of(""), bench.output());
  }

  @Test
  @Covers("B-186")
  void aPathThatNoFileCanHaveFailsNothing() throws IOException {
    run("shop", "paths: [\"a\\0b\"]", "echo \"> built\"");
    assertEquals(List.of("built"), bench.output());
    String why = "Unable to initialize the cache: no file can have this path: ";
    assertTrue(bench.log.stream().anyMatch(line -> line.startsWith(why)), bench.log::toString);
  }

  @Test
  @Covers("B-181")
  void aKeyIsShellTextMatchedExactlyAndWrittenOnce() throws IOException {
    String cache = "paths: [deps]\nkey: 'npm-$OS-$(echo 1)'";
    run("shop", cache, touch("one", "deps/x"));
    assertTrue(bench.log.contains("Saved 1 files to cache npm-linux-1"), bench.log::toString);
    nextBuild();
    run("shop", cache, touch("two", "deps/x"));
    assertEquals(List.of("one"), bench.output());
    assertTrue(bench.log.contains("Cache npm-linux-1 is there and stays as it is"));
    nextBuild();
    run("shop", cache, touch("three", "deps/x"));
    assertEquals(List.of("one"), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nkey: 'npm-$OS'", touch("four", "deps/x"));
    assertEquals(List.of(""), bench.output());
  }

  @Test
  @Covers("B-182")
  void fallbackKeysAreTriedInOrderAsPrefixes() throws IOException {
    run("shop", "paths: [deps]\nkey: npm-1-a", touch("npm-1-a", "deps/x"));
    nextBuild();
    run("shop", "paths: [deps]\nkey: npm-2-b", touch("npm-2-b", "deps/x"));
    nextBuild();
    run(
        "shop",
        "paths: [deps]\nkey: npm-3\nfallback-keys: [mvn, npm-1, npm-]",
        touch("three", "deps/x"));
    assertEquals(List.of("npm-1-a"), bench.output());
    assertTrue(bench.log.contains("Saved 1 files to cache npm-3"), bench.log::toString);
    nextBuild();
    run(
        "shop",
        "paths: [deps]\nkey: npm-9\nfallback-keys: ['npm-$(echo 2)']",
        touch("y", "deps/x"));
    assertEquals(List.of("npm-2-b"), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nkey: npm-1-a\nfallback-keys: [npm-2]", touch("y", "deps/x"));
    assertEquals(List.of("npm-1-a"), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nfallback-keys: [npm-]", touch("y", "deps/x"));
    assertEquals(List.of(""), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nkey: npm-8\nfallback-keys: [$UNSET]", touch("y", "deps/x"));
    assertEquals(List.of(""), bench.output(), "not whatever was saved last");
  }

  @Test
  @Covers("B-183")
  void aCacheIsOnlyRestoredOrOnlySavedIfAskedFor() throws IOException {
    run("shop", "paths: [deps]\nkey: a\naction: restore", touch("one", "deps/x"));
    nextBuild();
    run("shop", "paths: [deps]\nkey: a\naction: save", touch("two", "deps/x"));
    assertEquals(List.of(""), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nkey: a\naction: save", touch("three", "deps/x"));
    assertEquals(List.of(""), bench.output());
    nextBuild();
    run("shop", "paths: [deps]\nkey: a\naction: restore", touch("four", "deps/x"));
    assertEquals(List.of("two"), bench.output());
  }

  @Test
  @Covers("B-184")
  void otherPathsAreAnotherCacheAndNamespacesAreShared() throws IOException {
    run("shop", "paths: [deps]\nkey: a", touch("one", "deps/x"));
    nextBuild();
    run("shop", "paths: ['deps/**/*']\nkey: a", touch("two", "deps/x"));
    assertEquals(List.of(""), bench.output());
    nextBuild();
    bench.run(
        """
        version: 0.2
        phases: {build: {commands: ['echo "> $(cat deps/x)"']}}
        cache: {paths: [deps], key: a}
        """,
        r -> r.project(BuildProject.builder("other").cacheNamespace("shop").build()));
    assertEquals(List.of("one"), bench.output());
  }

  @Test
  void pathsAreRelativeAbsoluteOrOfTheHome() throws IOException {
    Path absolute = directory.resolve("absolute");
    String cache =
        "paths: ['rel/*.txt', '%s/**/*', '~/.m2/**/*', single, none]\nkey: a".formatted(absolute);
    String command =
        touch("one", "rel/a.txt", "rel/b.log", absolute + "/deep/c", "~/.m2/repo/d", "single")
            + "cd /";
    run("shop", cache, command);
    assertEquals(List.of("", "", "", "", ""), bench.output());
    Directories.delete(absolute);
    Directories.delete(home());
    nextBuild();
    run("shop", cache, command);
    assertEquals(List.of("one", "", "one", "one", "one"), bench.output());
  }

  @Test
  @Covers("B-186")
  void troubleNeverFailsABuild() throws IOException {
    bench.runner = bench.runner.withCaches(new BrokenStore());
    assertTrue(run("shop", "paths: [deps]\nkey: a", touch("one", "deps/x")).isSucceeded());
    assertTrue(
        bench.log.containsAll(
            List.of("Unable to restore the cache: no disk", "Unable to save the cache: no disk")),
        bench.log::toString);
    nextBuild();
    assertTrue(run("shop", "key: a", "true").isSucceeded());
    assertTrue(
        bench.log.contains("Unable to initialize cache download: no paths specified to be cached"),
        bench.log::toString);
    nextBuild();
    assertTrue(
        run("shop", "paths: [deps]\nkey: $(codebuild-hash-files none)", touch("one", "deps/x"))
            .isSucceeded());
    assertTrue(
        bench.log.contains("Unable to restore the cache: codebuild-hash-files none: no such file"),
        bench.log::toString);
    nextBuild();
    assertTrue(run("shop", "paths: [deps]\nkey: b", "true").isSucceeded());
    assertTrue(bench.log.contains("No cache saved: no file matches deps"), bench.log::toString);
  }

  @Test
  @Covers("B-186")
  void aDamagedCacheIsLeftAside() throws IOException {
    new DirectoryCacheStore(directory.resolve("caches"), () -> Instant.EPOCH)
        .save(
            CacheScope.of("shop", List.of("deps")),
            "a",
            Files.writeString(directory.resolve("bad"), "no archive"),
            false);
    assertTrue(run("shop", "paths: [deps]\nkey: a", touch("one", "deps/x")).isSucceeded());
    assertEquals(List.of(""), bench.output());
  }

  @Test
  @Covers({"B-187", "B-181"})
  void aKeyMayHoldTheHashOfFiles() throws IOException {
    bench.file("package-lock.json", "lock");
    bench.file("sub/pom.xml", "pom");
    bench.file("sub/deep/pom.xml", "deep");
    run(
        "shop",
        "paths: [deps]\nkey: 'a-$(codebuild-hash-files package-lock.json)'",
        touch("one", "deps/x"));
    assertTrue(
        bench.log.contains("Saved 1 files to cache a-" + sha256(sha256("lock"))),
        bench.log::toString);
    run(
        "shop",
        "paths: [deps]\nkey: '$(codebuild-hash-files \"**/pom.xml\" $NONE)b'",
        touch("one", "deps/x"));
    assertTrue(
        bench.log.contains(
            "Saved 1 files to cache " + sha256(sha256("deep") + sha256("pom")) + "b"),
        bench.log::toString);
  }

  private static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  @Test
  void linksAreKeptWithinAPathAndNothingIsReplacedOrWrittenThroughALink() throws IOException {
    String cache = "paths: [deps, 'out/**/*']\nkey: a";
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    run(
        "shop",
        cache,
        "mkdir -p deps/.bin deps/pkg out/sub; echo x > deps/pkg/tool; ln -s ../pkg/tool"
            + " deps/.bin/tool; ln -s %s deps/stolen; echo y > out/sub/f; echo z > out/g"
                .formatted(secret));
    nextBuild();
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createDirectories(bench.source.resolve("out"));
    Files.createSymbolicLink(bench.source.resolve("out/sub"), elsewhere);
    bench.file("out/g", "mine");
    run("shop", cache, "cat deps/.bin/tool out/g");
    assertEquals(
        Path.of("../pkg/tool"), Files.readSymbolicLink(bench.source.resolve("deps/.bin/tool")));
    assertFalse(Files.exists(bench.source.resolve("deps/stolen")));
    assertEquals("mine", Files.readString(bench.source.resolve("out/g")));
    assertFalse(Files.exists(elsewhere.resolve("f")));
  }

  @Test
  void aStoppedBuildSavesNothingAndAFailedOneDoes() throws IOException {
    run("shop", "paths: [deps]\nkey: a", touch("one", "deps/x") + "exit 1");
    assertTrue(bench.log.contains("Saved 1 files to cache a"), bench.log::toString);
  }

  /** Has no disk. */
  private static final class BrokenStore implements CacheStore {

    @Override
    public boolean load(CacheScope scope, String key, Path archive) throws IOException {
      throw new IOException("no disk");
    }

    @Override
    public Optional<String> newest(CacheScope scope, String prefix) throws IOException {
      throw new IOException("no disk");
    }

    @Override
    public boolean save(CacheScope scope, String key, Path archive, boolean replaces)
        throws IOException {
      throw new IOException("no disk");
    }
  }
}
