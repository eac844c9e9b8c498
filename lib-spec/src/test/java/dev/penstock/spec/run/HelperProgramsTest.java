package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelperProgramsTest {

  private static final List<String> FILES =
      List.of(
          "a.js", "a.test.js", "b+c/d.test.ts", "b+c/e.test.js", "deep/er/f.test.js", "x[1].js");

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void makeFiles() throws IOException {
    bench = new BuildBench(directory);
    for (String file : FILES) {
      bench.file(file, file);
    }
  }

  /** What a command prints, each line after a mark. */
  private List<String> printed(String command, String shard) throws IOException {
    bench.log.clear();
    BuildResult result =
        bench.run(
            "version: 0.2\nphases:\n  build:\n    commands:\n      - cd deep\n      - |\n        "
                + command.replace("\n", "\n        ")
                + " | sed 's/^/> /'\n",
            r -> r.override("PENSTOCK_SHARD", shard));
    assertTrue(result.isSucceeded(), () -> result.summary() + bench.log);
    return bench.output();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.js", "**/*.test.js", "**/*", "deep/**", "b+c/*", "*/*.test.{js,ts}", "?.js",
        "[ab].*.js", "[!b]*.js", "deep/**/f*", "none/*", "a.js", "**/{d,f}.test.[jt]s", "./a.js"
      })
  @Covers("B-198")
  void globSearchFindsWhatGlobsMean(String glob) throws IOException {
    Glob expected = Glob.of(glob);
    assertEquals(
        FILES.stream().filter(file -> expected.matches(Glob.components(file))).sorted().toList(),
        printed("codebuild-glob-search '" + glob + "'", "1/1"));
  }

  @Test
  @Covers("B-198")
  void globSearchListsEachFileOnce() throws IOException {
    assertEquals(
        List.of("a.js", "a.test.js"),
        printed("codebuild-glob-search 'a.*' a.js '*.js'", "1/1").subList(0, 2));
    assertEquals(3, bench.output().size());
  }

  @Test
  @Covers("B-187")
  void hashFilesPrintsTheHashOverTheHashesOfSortedPaths() throws IOException {
    String expected = sha256(sha256("a.js") + sha256("a.test.js"));
    assertEquals(List.of(expected), printed("codebuild-hash-files 'a*.js'", "1/1"));
    assertEquals(List.of(expected), printed("codebuild-hash-files a.test.js a.js", "1/1"));
    assertEquals(
        List.of(expected), printed("codebuild-hash-files 'a*.js' a.js", "1/1"), "each file once");
    bench.file("a/z.js", "a/z.js"); // "a" is before "a.js", and "a/z.js" after it
    String ofPaths = sha256(sha256("a.js") + sha256("a/z.js"));
    assertEquals(List.of(ofPaths), printed("codebuild-hash-files 'a/*.js' a.js", "1/1"));
    FileHashes ofKeys =
        new FileHashes(
            bench.source,
            new BuildTexts() {
              @Override
              public java.util.Map<String, String> values(java.util.Collection<String> names) {
                return java.util.Map.of();
              }

              @Override
              public String evaluate(String text) {
                return text;
              }
            },
            new MaskedLog(line -> {}));
    assertEquals(expected, ofKeys.replaceIn("$(codebuild-hash-files 'a*.js')"));
    assertEquals(expected, ofKeys.replaceIn("$(codebuild-hash-files 'a*.js' a.js)"));
    assertEquals(ofPaths, ofKeys.replaceIn("$(codebuild-hash-files 'a/*.js' a.js)"));
    assertFalse(
        bench
            .run("version: 0.2\nphases: {build: {commands: [codebuild-hash-files none]}}\n")
            .isSucceeded());
  }

  private static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  private List<String> share(String shard, String more) throws IOException {
    return printed(
        "codebuild-tests-run --test-command 'echo run' --files-search"
            + " 'codebuild-glob-search \"**/*.js\" \"**/*.ts\"' "
            + more,
        shard);
  }

  @Test
  @Covers("B-198")
  void testsAreSharedInChunksOfSortedNamesThatDifferByOneAtMost() throws IOException {
    assertEquals(
        List.of("run a.js a.test.js b+c/d.test.ts b+c/e.test.js deep/er/f.test.js x[1].js"),
        share("1/1", ""));
    assertEquals(List.of("run a.js a.test.js"), share("1/4", ""));
    assertEquals(List.of("run b+c/d.test.ts b+c/e.test.js"), share("2/4", ""));
    assertEquals(
        List.of("run deep/er/f.test.js"), share("3/4", "--sharding-strategy equal-distribution"));
    assertEquals(List.of("run x[1].js"), share("4/4", ""));
    assertEquals(List.of("No test files for shard 7/7"), share("7/7", ""));
  }

  @Test
  @Covers("B-198")
  void stableSharesMoveFewFilesWhenThereAreMoreOrFewer() throws IOException {
    for (int i = 0; i < 60; i++) {
      bench.file("many/t" + i + ".js", "");
    }
    List<Set<String>> three = stable(3);
    List<Set<String>> four = stable(4);
    int moved = 0;
    for (int i = 0; i < 3; i++) {
      Set<String> lost = new TreeSet<>(three.get(i));
      lost.removeAll(four.get(i));
      assertTrue(four.get(3).containsAll(lost), "files only move to the new share");
      moved += lost.size();
      assertTrue(three.get(i).size() >= 10, () -> three.toString());
    }
    assertEquals(66, three.stream().mapToInt(Set::size).sum());
    assertEquals(66, four.stream().mapToInt(Set::size).sum());
    assertEquals(four.get(3).size(), moved);
  }

  private List<Set<String>> stable(int shards) throws IOException {
    List<Set<String>> shares = new ArrayList<>();
    for (int i = 1; i <= shards; i++) {
      String line = share(i + "/" + shards, "--sharding-strategy stability").get(0);
      shares.add(new TreeSet<>(List.of(line.substring(4).strip().split(" "))));
    }
    return shares;
  }

  @Test
  @Covers("B-198")
  void theShareIsInAVariableAndTheTestCommandsStatusCounts() throws IOException {
    assertEquals(
        List.of("a.js", "a.test.js", "b+c/d.test.ts"),
        printed(
            "codebuild-tests-run --test-command 'printf \"%s\\n\" \"$CODEBUILD_CURRENT_SHARD_FILES\" #'"
                + " --files-search 'codebuild-glob-search \"**/*.js\" \"**/*.ts\"'",
            "1/2"));
    assertEquals(
        "BUILD: Error while executing command: codebuild-tests-run --test-command 'exit 9 #'"
            + " --files-search 'echo a'. Reason: exit status 9",
        bench
            .run(
                "version: 0.2\nphases: {build: {commands: [\"codebuild-tests-run --test-command"
                    + " 'exit 9 #' --files-search 'echo a'\"]}}\n")
            .summary());
  }

  @Test
  @Covers("B-198")
  void wrongUseIsExplained() throws IOException {
    for (String[] use :
        new String[][] {
          {
            "--what x",
            "codebuild-tests-run: unknown option --what; allowed: --test-command, --files-search, --sharding-strategy"
          },
          {
            "--test-command x",
            "codebuild-tests-run: --test-command and --files-search are required"
          },
          {
            "--test-command x --files-search y --sharding-strategy z",
            "codebuild-tests-run: unknown strategy z; allowed: equal-distribution, stability"
          }
        }) {
      assertFalse(
          bench
              .run(
                  "version: 0.2\nphases: {build: {commands: [codebuild-tests-run "
                      + use[0]
                      + "]}}\n")
              .isSucceeded());
      assertTrue(bench.log.contains(use[1]), bench.log::toString);
    }
  }

  @Test
  void aBuildThatNamesNoneHasThePathOfItsHost() throws IOException {
    assertEquals(List.of(System.getenv("PATH")), printed("echo \"$PATH\"", "1/1"));
  }
}
