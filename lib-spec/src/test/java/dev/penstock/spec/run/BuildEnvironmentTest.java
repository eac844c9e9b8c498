package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.BuildspecLocation;
import dev.penstock.spec.build.SecretsManagerReference;
import dev.penstock.spec.fixture.LocalShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildEnvironmentTest {

  private static final String PRINT =
      "version: 0.2\nphases: {build: {commands: ['for n in A B C D E F; do eval echo \"\\> $n=\\$$n\";"
          + " done']}}\n";

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new BuildBench(directory);
  }

  @Test
  @Covers({"B-055", "B-056", "B-044", "B-042"})
  void eachSourceWinsOverTheNext() throws IOException {
    BuildProject project =
        BuildProject.builder("shop")
            .variable("A", new BuildVariable.Plain("project"))
            .variable("B", new BuildVariable.Plain("project"))
            .build();
    bench.run(
        "env: {variables: {A: file, B: file, C: file, PATH_OF_IMAGE: $PATH}}\n" + PRINT,
        request ->
            request
                .project(project)
                .override("A", "override")
                .variable("C", "built-in")
                .variable("D", "built-in"));
    assertEquals(List.of("A=override", "B=project", "C=file", "D=built-in", "E=", "F="), output());
  }

  private List<String> output() {
    return bench.output();
  }

  @Test
  @Covers({"B-044", "B-056"})
  void whatTheImageSetsIsReplacedAndOtherwiseKept() throws IOException {
    String print =
        "phases: {build: {commands: ['echo \"> ${HOME} ${LANG-none}\"; test -n \"$PATH\"']}}";
    assertTrue(
        bench
            .run(
                "version: 0.2\nenv: {variables: {HOME: file}}\n" + print,
                r -> r.variable("LANG", "b"))
            .isSucceeded());
    assertEquals(List.of("file b"), output());
  }

  @Test
  @Covers("B-057")
  void ofOneFileSecretsWinOverParametersAndThoseOverValues() throws IOException {
    List<String> asked = new ArrayList<>();
    bench.runner = new BuildRunner(new LocalShell(), bench.time.clock(), asking(asked));
    bench.run(
        """
        env:
          variables: {A: plain, B: plain, C: plain}
          parameter-store: {B: /b, C: /c, E: /e}
          secrets-manager: {C: "shop:c", D: shop, F: shop}
        """
            + PRINT,
        request -> request.override("E", "mine").override("F", "mine too"));
    assertEquals(List.of("A=plain", "B=***", "C=***", "D=***", "E=mine", "F=mine too"), output());
    assertEquals(List.of("parameter /b", "secret shop:c", "secret shop"), asked);
  }

  private static BuildSecrets asking(List<String> asked) {
    return new BuildSecrets() {
      @Override
      public String secret(SecretsManagerReference reference) {
        asked.add("secret " + reference);
        return "value of " + reference;
      }

      @Override
      public String parameter(String name) {
        asked.add("parameter " + name);
        return "value of " + name;
      }
    };
  }

  @Test
  @Covers("B-058")
  void overridesHaveTypes() {
    assertEquals(Optional.of(new BuildVariable.Plain("x")), BuildVariable.of("", "x"));
    assertEquals(Optional.of(new BuildVariable.Plain("x")), BuildVariable.of("PLAINTEXT", "x"));
    assertEquals(
        Optional.of(new BuildVariable.Parameter("/x")), BuildVariable.of("PARAMETER_STORE", "/x"));
    assertEquals(
        Optional.of(
            new BuildVariable.Secret(
                new SecretsManagerReference(
                    "s", Optional.of("k"), Optional.of("AWSPENDING"), Optional.empty()))),
        BuildVariable.of("SECRETS_MANAGER", "s:k:AWSPENDING"));
    assertEquals(Optional.empty(), BuildVariable.of("SECRETS_MANAGER", ":k"));
    assertEquals(Optional.empty(), BuildVariable.of("plaintext", "x"));
  }

  @Test
  @Covers({"B-043", "B-049"})
  void whatNoProcessCanBeGivenFailsBeforeTheFirstCommandAndIsNamed() throws IOException {
    String name =
        "variable \"%s\": no process can have a variable of this name; allowed: letters, digits and _";
    assertEquals(name.formatted("A=B"), fault("env: {variables: {A=B: x}}\n"));
    assertEquals(name.formatted(""), fault("env: {variables: {'': x}}\n"));
    assertEquals(
        "variable A: its value holds a NUL character, which no process can be given",
        fault("env: {variables: {A: \"top\\0secret\"}}\n"));
  }

  private String fault(String env) throws IOException {
    BuildResult result = bench.run(env + PRINT);
    assertEquals(PhaseResult.Status.FAILED, result.status());
    assertEquals(List.of(), output());
    PhaseResult failed =
        result.phases().stream()
            .filter(phase -> phase.phase() == PhaseType.DOWNLOAD_SOURCE)
            .findFirst()
            .orElseThrow();
    return failed.contexts().get(0).message();
  }

  @Test
  @Covers({"B-058", "B-051"})
  void secretsOfProjectAndRequestAreFetchedMaskedAndNotExported() throws IOException {
    BuildProject project =
        BuildProject.builder("shop")
            .variable("A", new BuildVariable.Parameter("/a"))
            .variable("B", BuildVariable.of("SECRETS_MANAGER", "shop:b").orElseThrow())
            .build();
    BuildResult result =
        bench.run(
            "env: {exported-variables: [A, B, C, D, AWS_ID]}\n" + PRINT,
            request ->
                request
                    .project(project)
                    .override("C", new BuildVariable.Parameter("/c"))
                    .override("D", "plain")
                    .override("AWS_ID", "eu"));
    assertEquals(List.of("A=***", "B=***", "C=***", "D=plain", "E=", "F="), output());
    assertEquals(Map.of("D", "plain"), result.exportedVariables());
  }

  @Test
  @Covers("B-048")
  void valuesAreMaskedLongestFirstAndSoAreIdsOfAccessKeys() {
    List<String> lines = new ArrayList<>();
    MaskedLog log = new MaskedLog(lines::add);
    log.hide("key");
    log.hide("key-and-more");
    log.hide("");
    log.hide("line one\nline two");
    log.line("a key-and-more and a key, twice: key");
    log.line("line two of it, base64 a2V5 stays");
    log.line("AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE, not AKIAIOSFODNN7EXAMPLES or AKIA");
    assertEquals(
        List.of(
            "a *** and a ***, twice: ***",
            "*** of it, base64 a2V5 stays",
            "*** and ***, not AKIAIOSFODNN7EXAMPLES or AKIA"),
        lines);
  }

  @Test
  void aValueIsNotShownByWhatHoldsIt() {
    assertFalse(new BuildVariable.Plain("secret").toString().contains("secret"));
  }

  @Test
  @Covers({"B-211", "B-212"})
  void furtherSourcesHaveDirectoriesAndWhatIsAbsentIsUnset() throws IOException {
    bench.run(
        "version: 0.2\nphases: {build: {commands: ['echo \"> ${CODEBUILD_SRC_DIR_lib_2##*/}"
            + " ${CODEBUILD_SRC_DIR##*/} ${CODEBUILD_WEBHOOK_EVENT-unset} $CODEBUILD_START_TIME\"']}}",
        request -> request.secondarySource("lib_2", directory.resolve("lib")));
    assertEquals(List.of("lib source unset 1767268800000"), output());
    BuildRequest.Builder request =
        BuildRequest.builder(BuildspecLocation.defaultFile(), bench.source, bench.work());
    request.secondarySource("a".repeat(127), directory);
    request.secondarySource("lib", directory.resolve("one"));
    assertEquals(
        "source \"lib\" was added before, as %s; allowed: one source of each identifier"
            .formatted(directory.resolve("one")),
        assertThrows(
                IllegalStateException.class,
                () -> request.secondarySource("lib", directory.resolve("two")))
            .getMessage());
    for (String wrong : List.of("", "a-b", "a".repeat(128))) {
      assertEquals(
          "source identifier \"%s\": allowed: letters, digits and underscores, under 128 [B-211]"
              .formatted(wrong),
          assertThrows(
                  IllegalArgumentException.class, () -> request.secondarySource(wrong, directory))
              .getMessage());
    }
  }

  @Test
  @Covers({"B-095", "B-092", "B-091"})
  void runtimesAreSelectedByTheHost() throws IOException {
    String text =
        """
        version: 0.2
        env: {variables: {NODE: "20"}}
        phases:
          install:
            runtime-versions: {java: corretto17, nodejs: $NODE, python: "${NONE}", ruby: 3.x, php: latest}
          build:
            commands: ['echo "> $JAVA_HOME $NODE"']
        """;
    List<String> asked = new ArrayList<>();
    bench.runner =
        bench.runner.withRuntimes(
            (name, version) -> {
              asked.add(name + " " + version);
              return Map.of("JAVA_HOME", "/jdk/17", "NODE", "from the runtime");
            });
    assertTrue(bench.run(text).isSucceeded());
    assertEquals(
        List.of("java corretto17", "nodejs 20", "python ", "ruby 3.x", "php latest"), asked);
    assertEquals(List.of("/jdk/17 20"), output());

    bench.runner =
        bench.runner.withRuntimes(
            (name, version) -> {
              if (name.equals("java")) {
                return Map.of();
              }
              throw new IOException(
                  "Unknown runtime version named '%s' of %s. This build image has the following versions: 18"
                      .formatted(version, name));
            });
    bench.log.clear();
    BuildResult failed = bench.run(text);
    assertEquals(
        List.of(
            new PhaseResult.Context(
                "YAML_FILE_ERROR",
                "Unknown runtime version named '20' of nodejs. This build image has the following"
                    + " versions: 18")),
        failed.phases().get(3).contexts());
    assertEquals(PhaseType.FINALIZING, failed.phases().get(4).phase());
    assertEquals(List.of(), output());
  }

  @Test
  @Covers("B-095")
  void withoutSelectionTheLogSaysSo() throws IOException {
    BuildResult result =
        bench.run("version: 0.2\nphases: {install: {runtime-versions: {java: corretto17}}}\n");
    assertTrue(result.isSucceeded());
    assertTrue(
        bench.log.contains(
            "runtime-versions: java corretto17 is not selected, because the host selects none"),
        bench.log::toString);
  }

  @Test
  @Covers("B-045")
  void aParameterIsAskedForByItsWholeNameAndTakenWhole() throws IOException {
    List<String> asked = new ArrayList<>();
    bench.runner =
        new BuildRunner(
            new LocalShell(),
            bench.time.clock(),
            new BuildSecrets() {
              @Override
              public String secret(SecretsManagerReference reference) {
                return "";
              }

              @Override
              public String parameter(String name) {
                asked.add(name);
                return "{\"a\": 1}\n two";
              }
            });
    bench.run(
        """
        version: 0.2
        env: {parameter-store: {P: "/shop/p:2"}}
        phases:
          build:
            commands:
              - 'printf "> %s" "$P" | wc -c | sed "s/ *//; s/^/> /"'
        """);
    assertEquals(List.of("/shop/p:2"), asked);
    assertEquals(List.of("15"), output());
  }

  @Test
  @Covers("B-210")
  void noOtherVariableOfTheServiceIsMadeUp() throws IOException {
    bench.run(
        "version: 0.2\nphases: {build: {commands: ['env | sed -n \"s/^\\(CODEBUILD_[A-Z_]*\\)=.*/>"
            + " \\1/p\" | sort']}}\n");
    assertEquals(
        List.of("CODEBUILD_BUILD_SUCCEEDING", "CODEBUILD_SRC_DIR", "CODEBUILD_START_TIME"),
        output());
  }

  @Test
  @Covers({"B-040", "B-145"})
  void theShellIsTheOneThatTheFileNamesAndShOtherwise() throws IOException {
    List<String> programs = new ArrayList<>();
    LocalShell real = new LocalShell();
    bench.runner =
        new BuildRunner(
            command -> {
              programs.add(command.words().get(0));
              return real.start(command);
            },
            bench.time.clock(),
            BuildSecrets.NONE);
    String build = "phases: {build: {commands: ['true']}}\n";
    bench.run("version: 0.2\n" + build);
    for (String shell : List.of("sh", "/bin/sh", "bash", "/bin/bash")) {
      bench.run("version: 0.2\nenv: {shell: " + shell + "}\n" + build);
    }
    assertEquals(List.of("sh", "sh", "/bin/sh", "bash", "/bin/bash"), programs);
    for (String shell : List.of("powershell.exe", "cmd.exe", "zsh")) {
      assertEquals(
          "DOWNLOAD_SOURCE: env.shell: no commands are run in \"%s\"; allowed: sh, bash"
              .formatted(shell),
          bench.run("version: 0.2\nenv: {shell: " + shell + "}\n" + build).summary());
    }
  }
}
