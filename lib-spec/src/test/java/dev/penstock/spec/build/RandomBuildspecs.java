package dev.penstock.spec.build;

import dev.penstock.spec.build.Batch.BuildFanout;
import dev.penstock.spec.build.Batch.BuildGraph;
import dev.penstock.spec.build.Batch.BuildList;
import dev.penstock.spec.build.Batch.BuildMatrix;
import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Artifacts;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Proxy;
import dev.penstock.spec.build.Buildspec.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Buildspecs of every kind, with texts that YAML tools like to misread. */
final class RandomBuildspecs {

  private static final List<String> HOSTILE =
      List.of(
          "",
          "yes",
          "No",
          "on",
          "true",
          "null",
          "~",
          "3.10",
          "007",
          "0x1F",
          "1:30",
          "1e3",
          "1_000",
          "2021-01-01",
          ".5",
          ".inf",
          "-1",
          "=",
          "<<",
          "a: b",
          "a:",
          ": a",
          " a",
          "a ",
          "a #b",
          "#a",
          "- a",
          "-",
          "? a",
          "{a}",
          "[a]",
          "a, b",
          "*a",
          "&a",
          "!a",
          "%A%",
          "@a",
          "`a`",
          "|",
          ">",
          "'",
          "''",
          "\"",
          "\\",
          "it's",
          "\"a\": b",
          "a\nb",
          "a\nb\n",
          "a\n\n",
          "\na",
          " a\nb",
          "a \nb",
          "a\n  b\n c",
          "a\r\nb",
          "\ta",
          "a\tb",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\u0000",
          "\u007F",
          "\u00E9\u00DF",
          "\uD83D\uDE80 \u2713",
          "---",
          "...",
          "a: |\n  b",
          "echo \"Build: $X\"",
          "cat <<'E'\n# x\nE\n",
          "$(date +%F)",
          "a".repeat(1200),
          "|\n",
          "0o17",
          "y",
          "N",
          "NaN",
          "\n",
          "# a\nb\n");

  private RandomBuildspecs() {}

  static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, Arbitraries.of(HOSTILE)),
        net.jqwik.api.Tuple.of(
            2,
            Arbitraries.strings()
                .withChars(" \n\t:#-'\"\\{}[],&*!|>%@`?abyn01.$~=<\u00E9\u2028\uD83D\uDE80")
                .ofMaxLength(20)),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
  }

  /** Texts that say something, as commands and names of parameters must. */
  static Arbitrary<String> words() {
    return texts().filter(text -> !text.isBlank());
  }

  private static Arbitrary<List<String>> lists(Arbitrary<String> texts) {
    return texts.list().ofMaxSize(3);
  }

  private static <V> Arbitrary<Map<String, V>> maps(Arbitrary<V> values) {
    return Arbitraries.maps(texts(), values).ofMaxSize(3);
  }

  static Arbitrary<Buildspec> buildspecs() {
    return Combinators.combine(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5).optional(),
            envs(),
            Combinators.combine(flags(), flags()).as(Proxy::new),
            batches().optional(0.4),
            phases(),
            maps(reports()),
            artifacts().optional(0.6),
            caches().optional(0.6))
        .as(
            (user, env, proxy, batch, phases, reports, artifacts, cache) ->
                new Buildspec(
                    Version.V0_2,
                    user,
                    env,
                    proxy,
                    batch,
                    phases,
                    reports,
                    artifacts,
                    cache,
                    List.of()));
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }

  private static Arbitrary<Env> envs() {
    return Combinators.combine(
            texts().optional(0.3),
            maps(texts()),
            maps(words()),
            maps(secrets()),
            lists(texts()),
            flags())
        .as(Env::new);
  }

  static Arbitrary<SecretsManagerReference> secrets() {
    Arbitrary<String> field =
        texts().map(text -> text.replace(":", "")).filter(text -> !text.isEmpty());
    return Combinators.combine(
            field.filter(id -> !id.startsWith("arn")),
            field.optional(),
            field.optional(),
            field.optional())
        .as(SecretsManagerReference::new);
  }

  private static Arbitrary<Map<BuildPhase, Phase>> phases() {
    return Combinators.combine(
            phase(maps(words())),
            phase(Arbitraries.just(Map.of())),
            phase(Arbitraries.just(Map.of())))
        .as(
            (install, build, last) ->
                Map.of(
                    BuildPhase.INSTALL, install,
                    BuildPhase.BUILD, build,
                    BuildPhase.POST_BUILD, last));
  }

  private static Arbitrary<Phase> phase(Arbitrary<Map<String, String>> runtimes) {
    Arbitrary<List<Command>> commands = words().map(Command::new).list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<Optional<OnFailure>> onFailure =
        Arbitraries.of(
                "ABORT", "CONTINUE", "RETRY", "RETRY-0", "RETRY-100-a-b", "RETRY-3-5", "RETRY-: #x")
            .map(text -> OnFailure.parse(text).orElseThrow())
            .optional(0.5);
    return Combinators.combine(
            commands,
            words().map(Command::new).list().ofMaxSize(2),
            onFailure,
            Arbitraries.of("root", "me").optional(0.3),
            runtimes,
            steps().list().ofMinSize(1).ofMaxSize(3),
            flags())
        .as(
            (all, last, failure, user, versions, steps, isWorkflow) ->
                new Phase(
                    isWorkflow ? List.of() : all,
                    last,
                    failure,
                    user,
                    versions,
                    isWorkflow ? steps : List.of()));
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Step.Work> works =
        Arbitraries.oneOf(
            Combinators.combine(texts(), maps(texts())).as(Step.Uses::new),
            Combinators.combine(texts(), texts().optional()).as(Step.Run::new));
    return Combinators.combine(
            works,
            texts().optional(0.3),
            texts().optional(0.3),
            texts().optional(0.3),
            maps(texts()),
            texts().optional(0.3),
            texts().optional(0.3))
        .as(Step::new);
  }

  private static Arbitrary<ReportGroup> reports() {
    Arbitrary<String> formats =
        Arbitraries.of("JUNITXML", "simplecov", "CLOVERXML", "$FORMAT", "x-${FORMAT}: #");
    return Combinators.combine(lists(texts()), formats, texts().optional(), flags())
        .as(ReportGroup::new);
  }

  private static Arbitrary<Artifacts> artifacts() {
    Arbitrary<ArtifactFiles> files =
        Combinators.combine(
                texts().list().ofMinSize(1).ofMaxSize(3),
                texts().optional(),
                flags(),
                texts().optional(),
                lists(texts()),
                flags(),
                texts().optional())
            .as(ArtifactFiles::new);
    return Combinators.combine(files, maps(files), flags())
        .as(
            (primary, secondary, isSecondaryOnly) ->
                new Artifacts(
                    isSecondaryOnly && !secondary.isEmpty()
                        ? Optional.empty()
                        : Optional.of(primary),
                    secondary));
  }

  private static Arbitrary<BuildCache> caches() {
    return Combinators.combine(
            lists(texts()),
            texts().optional(),
            lists(texts()),
            Arbitraries.of(BuildCache.Action.class))
        .as(BuildCache::new);
  }

  private static Arbitrary<Batch> batches() {
    Arbitrary<Batch.Builds> builds =
        Arbitraries.oneOf(
            tasks(false).map(BuildList::new),
            tasks(true).map(BuildGraph::new),
            matrices(),
            Combinators.combine(Arbitraries.integers().between(1, 999_999), flags())
                .as(BuildFanout::new));
    return Combinators.combine(builds, flags()).as(Batch::new);
  }

  /** Each build of a graph waits for some of those before it. */
  private static Arbitrary<List<BuildTask>> tasks(boolean isGraph) {
    return Combinators.combine(
            texts().optional(0.4), flags(), Arbitraries.integers(), taskEnvs(true), flags())
        .as(
            (buildspec, debug, before, env, ignore) ->
                new BuildTask(
                    "t", buildspec, debug, List.of(Integer.toString(before & 7)), env, ignore))
        .list()
        .ofMaxSize(4)
        .map(
            tasks -> {
              List<BuildTask> named = new ArrayList<>();
              for (int i = 0; i < tasks.size(); i++) {
                BuildTask task = tasks.get(i);
                List<String> dependsOn = new ArrayList<>();
                for (int j = 0; j < i && isGraph; j++) {
                  if ((Integer.parseInt(task.dependsOn().get(0)) >> j & 1) == 1) {
                    dependsOn.add("1" + j);
                  }
                }
                named.add(
                    new BuildTask(
                        "1" + i,
                        task.buildspec(),
                        task.debugSession(),
                        dependsOn,
                        task.env(),
                        task.ignoreFailure()));
              }
              return named;
            });
  }

  private static Arbitrary<TaskEnvironment> taskEnvs(boolean choosesCompute) {
    return Combinators.combine(
            texts().optional(0.3),
            texts().optional(0.3),
            texts().optional(0.3),
            flags().optional(0.3),
            texts().optional(0.3),
            maps(texts()))
        .as(
            (compute, fleet, image, privileged, type, variables) ->
                new TaskEnvironment(
                    choosesCompute ? compute : Optional.empty(),
                    choosesCompute && compute.isEmpty() ? fleet : Optional.empty(),
                    image,
                    privileged,
                    type,
                    variables));
  }

  private static Arbitrary<BuildMatrix> matrices() {
    return Combinators.combine(
            Combinators.combine(taskEnvs(false), flags()).as(BuildMatrix.Fixed::new),
            lists(texts()),
            lists(texts()),
            lists(texts()),
            maps(texts().list().ofMinSize(1).ofMaxSize(3)))
        .as(
            (fixed, buildspecs, computeTypes, images, variables) ->
                new BuildMatrix(
                    fixed, new BuildMatrix.Dynamic(buildspecs, computeTypes, images, variables)));
  }

  /** Trees of any form, whose plain texts are such as YAML has without quotes. */
  static Arbitrary<ForeignValue> foreignValues() {
    Arbitrary<ForeignValue> leaves =
        Arbitraries.oneOf(
            texts().map(text -> new ForeignValue.Text(text, false)),
            Arbitraries.of(
                    "", "yes", "3.10", "a b", "-1", "2021-01-01", "--x", ":8", "=", "<<", "1e3")
                .map(text -> new ForeignValue.Text(text, true)));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(ForeignValue.Items::new),
                Arbitraries.maps(texts(), inner)
                    .ofMaxSize(3)
                    .map(map -> new ForeignValue.Entries(new LinkedHashMap<>(map)))),
        0,
        3);
  }
}
