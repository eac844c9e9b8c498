package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The helper programs of the service's images, as scripts for a POSIX shell (B-187, B-198). They
 * are put at the end of the PATH of a build whose commands name one of them.
 */
final class HelperPrograms {

  private static final String PREFIX = "codebuild-";

  /** Lists the files that globs mean: paths below the sources, sorted, each once. */
  private static final String GLOB_SEARCH =
      """
      #!/bin/sh
      cd "${CODEBUILD_SRC_DIR:-.}" || exit 1
      for glob; do
        pattern=$(printf '%s\\n' "$glob" | sed \\
          -e 's,^\\./,,' \\
          -e 's/[.^$+(){}|\\\\]/\\\\&/g' \\
          -e 's/\\[!/[^/g' \\
          -e 's,\\*\\*/,@any-depth@,g; s,/\\*\\*$,/@rest@,; s,^\\*\\*$,@rest@,' \\
          -e 's/\\*\\**/[^\\/]*/g; s/?/[^\\/]/g' \\
          -e ':braces' -e 's/\\\\{\\([^{},]*\\),/\\\\{\\1@or@/; t braces' \\
          -e 's/\\\\{\\([^{}]*@or@[^{}]*\\)\\\\}/(\\1)/g; s/@or@/|/g' \\
          -e 's,@any-depth@,(.*/)?,g; s/@rest@/.*/')
        find -L . -type f | sed 's,^\\./,,' | grep -E "^($pattern)\\$"
      done | LC_ALL=C sort -u
      """;

  /** Prints the hash over the hashes of the files that globs mean. */
  private static final String HASH_FILES =
      """
      #!/bin/sh
      files=$(codebuild-glob-search "$@")
      if [ -z "$files" ]; then
        echo "codebuild-hash-files $*: no such file" >&2
        exit 1
      fi
      cd "${CODEBUILD_SRC_DIR:-.}" || exit 1
      printf '%s\\n' "$files" | while IFS= read -r file; do
        sha256sum <"$file" | cut -c1-64 | tr -d '\\n'
      done | sha256sum | cut -c1-64
      """;

  /** Runs a test command on this build's share of the files that another command lists. */
  private static final String TESTS_RUN =
      """
      #!/bin/sh
      strategy=equal-distribution
      while [ $# -gt 0 ]; do
        case "$1" in
          --test-command) test_command=$2 ;;
          --files-search) files_search=$2 ;;
          --sharding-strategy) strategy=$2 ;;
          *) echo "codebuild-tests-run: unknown option $1; allowed: --test-command, --files-search, --sharding-strategy" >&2; exit 2 ;;
        esac
        shift 2 || exit 2
      done
      if [ -z "$test_command" ] || [ -z "$files_search" ]; then
        echo "codebuild-tests-run: --test-command and --files-search are required" >&2
        exit 2
      fi
      case "$strategy" in
        equal-distribution|stability) ;;
        *) echo "codebuild-tests-run: unknown strategy $strategy; allowed: equal-distribution, stability" >&2; exit 2 ;;
      esac
      shard=${PENSTOCK_SHARD:-1/1}
      files=$(eval "$files_search") || exit 1
      CODEBUILD_CURRENT_SHARD_FILES=$(printf '%s\\n' "$files" | tr ' ' '\\n' | sed '/^$/d' | LC_ALL=C sort | \\
        LC_ALL=C awk -v shard="${shard%/*}" -v shards="${shard#*/}" -v strategy="$strategy" '
          function hash(text, s,  i, h) {
            h = 5381
            for (i = 1; i <= length(text); i++) h = (h * 33 + ord[substr(text, i, 1)]) % 67108859
            for (i = 0; i < 4; i++) h = (h * h + h + 40503 * s) % 67108859
            return h
          }
          BEGIN { for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i }
          { file[NR] = $0 }
          END {
            if (strategy == "equal-distribution") {
              size = int(NR / shards); extra = NR % shards
              first = (shard - 1) * size + (shard - 1 < extra ? shard - 1 : extra) + 1
              last = first + size - (shard <= extra ? 0 : 1)
              for (i = first; i <= last; i++) print file[i]
            } else {
              for (i = 1; i <= NR; i++) {
                best = 0; chosen = 1
                for (s = 1; s <= shards; s++) { h = hash(file[i], s); if (h > best) { best = h; chosen = s } }
                if (chosen == shard) print file[i]
              }
            }
          }')
      export CODEBUILD_CURRENT_SHARD_FILES
      if [ -z "$CODEBUILD_CURRENT_SHARD_FILES" ]; then
        echo "No test files for shard $shard"
        exit 0
      fi
      eval "$test_command $(printf '%s' "$CODEBUILD_CURRENT_SHARD_FILES" | tr '\\n' ' ')"
      """;

  private static final Map<String, String> PROGRAMS =
      Map.of(
          PREFIX + "glob-search", GLOB_SEARCH,
          PREFIX + "hash-files", HASH_FILES,
          PREFIX + "tests-run", TESTS_RUN);

  private HelperPrograms() {}

  /** Writes the programs if a command names one; the directory that they lie in. */
  static Optional<Path> writeFor(Buildspec buildspec, Path state) throws IOException {
    boolean isNamed =
        buildspec.phases().values().stream()
            .flatMap(phase -> Stream.of(phase.commands(), phase.finallyCommands()))
            .flatMap(List::stream)
            .map(Command::text)
            .anyMatch(text -> PROGRAMS.keySet().stream().anyMatch(text::contains));
    if (!isNamed) {
      return Optional.empty();
    }
    Path directory = Files.createDirectory(state.resolve("bin"));
    for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
      Path file = Files.writeString(directory.resolve(program.getKey()), program.getValue());
      if (!file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
    return Optional.of(directory);
  }
}
