package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.Buildspec.Phase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("A buildspec made in code")
class BuildspecBuilderLaws {

  @Property(seed = "2044", tries = 250)
  @Label("is what was asked for, and reads back equal from what it writes")
  void readsBackEqual(@ForAll("buildspecs") Buildspec wanted) {
    Buildspec built = built(wanted);
    assertEquals(wanted, built, wanted::toYaml);
    assertEquals(
        built, Buildspec.read(new SpecSource("f", built.toYaml())).orElseThrow("buildspec"));
  }

  private static Buildspec built(Buildspec wanted) {
    BuildspecBuilder builder = Buildspec.builder();
    wanted.runAs().ifPresent(builder::runAs);
    env(wanted.env(), builder);
    builder.proxy(wanted.proxy().uploadArtifacts(), wanted.proxy().logs());
    wanted.batch().ifPresent(builder::batch);
    wanted.phases().forEach((name, phase) -> builder.phase(name, into -> phase(phase, into)));
    wanted.reports().forEach((name, group) -> builder.report(name, into -> report(group, into)));
    wanted
        .artifacts()
        .ifPresent(
            artifacts -> {
              artifacts.primary().ifPresent(files -> builder.artifacts(files(files)));
              artifacts
                  .secondary()
                  .forEach((name, files) -> builder.secondaryArtifacts(name, files(files)));
            });
    wanted.cache().ifPresent(cache -> builder.cache(into -> cache(cache, into)));
    return builder.build();
  }

  private static void env(Env env, BuildspecBuilder builder) {
    env.shell().ifPresent(builder::shell);
    env.variables().forEach(builder::variable);
    env.parameterStore().forEach(builder::parameter);
    env.secretsManager().forEach((name, secret) -> builder.secret(name, secret.toString()));
    env.exportedVariables().forEach(builder::export);
    if (env.gitCredentialHelper()) {
      builder.gitCredentialHelper();
    }
  }

  private static void phase(Phase phase, PhaseBuilder builder) {
    phase.runAs().ifPresent(builder::runAs);
    phase.onFailure().ifPresent(onFailure -> builder.onFailure(onFailure.toString()));
    phase.runtimeVersions().forEach(builder::runtime);
    phase.commands().forEach(command -> builder.command(command.text()));
    phase.finallyCommands().forEach(command -> builder.finallyCommand(command.text()));
    phase.steps().forEach(builder::step);
  }

  private static void report(ReportGroup group, ReportGroupBuilder builder) {
    group.files().forEach(builder::file);
    builder.format(group.fileFormat());
    group.baseDirectory().ifPresent(builder::baseDirectory);
    if (group.discardPaths()) {
      builder.discardPaths();
    }
  }

  private static Consumer<ArtifactFilesBuilder> files(ArtifactFiles files) {
    return builder -> {
      files.files().forEach(builder::file);
      files.excludePaths().forEach(builder::exclude);
      files.name().ifPresent(builder::name);
      files.baseDirectory().ifPresent(builder::baseDirectory);
      files.s3Prefix().ifPresent(builder::s3Prefix);
      if (files.discardPaths()) {
        builder.discardPaths();
      }
      if (files.enableSymlinks()) {
        builder.enableSymlinks();
      }
    };
  }

  private static void cache(BuildCache cache, CacheBuilder builder) {
    cache.paths().forEach(builder::path);
    cache.key().ifPresent(builder::key);
    cache.fallbackKeys().forEach(builder::fallbackKey);
    builder.action(cache.action());
  }

  @Provide
  Arbitrary<Buildspec> buildspecs() {
    return RandomBuildspecs.buildspecs()
        .map(
            spec ->
                new Buildspec(
                    Buildspec.Version.V0_2,
                    spec.runAs(),
                    spec.env(),
                    spec.proxy(),
                    spec.batch(),
                    spec.phases(),
                    spec.reports(),
                    spec.artifacts(),
                    spec.cache(),
                    List.of()))
        .filter(BuildspecBuilderLaws::namesFiles);
  }

  /** A file may list no files at all; a builder that is given none has forgotten them. */
  private static boolean namesFiles(Buildspec spec) {
    Stream<ArtifactFiles> artifacts =
        spec.artifacts().stream()
            .flatMap(
                each -> Stream.concat(each.primary().stream(), each.secondary().values().stream()));
    return artifacts.noneMatch(files -> files.files().isEmpty())
        && spec.reports().values().stream().noneMatch(group -> group.files().isEmpty());
  }

  @Example
  @Label("that breaks rules is refused with all of them")
  void allFaultsAreToldAtOnce() {
    BuildspecBuilder builder =
        Buildspec.builder()
            .runAs("two words")
            .variable("my-name", "only a warning in files")
            .secret("TOKEN", ":key")
            .phase(BuildPhase.BUILD, build -> build.command("make").onFailure("IGNORE"))
            .report("unit", report -> report.format("JSON"))
            .artifacts(artifacts -> artifacts.name("x"))
            .cache(
                cache ->
                    cache
                        .path("deps")
                        .key("k")
                        .fallbackKey("1")
                        .fallbackKey("2")
                        .fallbackKey("3")
                        .fallbackKey("4")
                        .fallbackKey("5")
                        .fallbackKey("6"));
    InvalidDefinitionException refused =
        assertThrows(InvalidDefinitionException.class, builder::build);
    assertEquals(
        """
        buildspec has 7 faults:
          run-as: expected a user's name, found "two words" [BS150]
          env.secrets-manager.TOKEN: no reference to a secret; allowed: secret-id[:json-key[:version-stage[:version-id]]] [BS080]
          phases.build.on-failure: found "IGNORE"; allowed: ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex>, RETRY-<count>-<regex> [BS047]
          reports.unit: no files are named; add "files:" with the patterns of the reports [BS102]
          reports.unit.file-format: unknown format "JSON"; allowed: CUCUMBERJSON, JUNITXML, NUNITXML, NUNIT3XML, TESTNGXML, VISUALSTUDIOTRX, CLOVERXML, COBERTURAXML, JACOCOXML, SIMPLECOV [BS101]
          artifacts.files: no files are named; add "files:" with '**/*', or with what is meant [BS090]
          cache.fallback-keys[5]: there are 6 fallback keys; allowed: at most 5; keep the longest ones [BS113]""",
        refused.getMessage());
    assertFalse(refused.diagnostics().stream().anyMatch(each -> each.place().isPresent()));
    assertEquals(
        List.of("BS030"),
        assertThrows(InvalidDefinitionException.class, () -> Buildspec.builder().build())
            .diagnostics()
            .stream()
            .map(Diagnostic::rule)
            .toList());
  }

  @Example
  @Label("takes each setting once, and shows the first value unless it may be secret")
  void settingsAreTakenOnce() {
    BuildspecBuilder builder =
        Buildspec.builder()
            .shell("bash")
            .variable("A", "hush")
            .artifacts(artifacts -> artifacts.file("a"))
            .phase(BuildPhase.BUILD, build -> build.command("make"));
    assertEquals("shell is set already: \"bash\"", refusal(() -> builder.shell("sh")));
    assertEquals("\"A\" is set already", refusal(() -> builder.variable("A", "b")));
    assertEquals(
        "\"build\" is set already", refusal(() -> builder.phase(BuildPhase.BUILD, build -> {})));
    assertEquals(
        "artifacts is set already", refusal(() -> builder.artifacts(files -> files.file("b"))));
    assertEquals(
        "on-failure is set already: \"ABORT\"",
        refusal(
            () ->
                builder.phase(
                    BuildPhase.INSTALL, phase -> phase.onFailure("ABORT").onFailure("RETRY"))));
    assertThrows(NullPointerException.class, () -> builder.shell(null));
    assertThrows(NullPointerException.class, () -> builder.variable(null, "b"));
    assertThrows(NullPointerException.class, () -> builder.export(null));
    assertEquals(Optional.of("bash"), builder.build().env().shell(), "and stays as it was");
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalStateException.class, call::run).getMessage();
  }
}
