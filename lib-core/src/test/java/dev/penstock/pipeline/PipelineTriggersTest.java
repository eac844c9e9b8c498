package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static dev.penstock.pipeline.ActionCategory.SOURCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.source.ChangeDetection;
import dev.penstock.source.SourceEvent.Push;
import dev.penstock.source.Trigger;
import dev.penstock.source.TriggerMatcher;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The triggers of a pipeline")
class PipelineTriggersTest {
  private static final ActionType CONNECTION =
      new ActionType(SOURCE, "AWS", Trigger.CONNECTION, "1");

  private static Pipeline.Builder pipeline() {
    return Pipeline.builder("checkout")
        .stage(
            "Source",
            stage ->
                stage
                    .action("app", CONNECTION, app -> source(app, "acme/shop").output("app"))
                    .action(
                        "config",
                        CONNECTION,
                        config -> source(config, "acme/config").output("cfg")))
        .stage("Build", stage -> stage.action("compile", ActionType.of(BUILD, "Maven")));
  }

  private static Action.Builder source(Action.Builder action, String repository) {
    return action.configuration("FullRepositoryId", repository).configuration("BranchName", "main");
  }

  private static String faults(UnaryOperator<Pipeline.Builder> triggers) {
    Pipeline.Builder builder = triggers.apply(pipeline());
    return assertThrows(InvalidDefinitionException.class, builder::build).getMessage();
  }

  @Test
  @DisplayName("are checked with the definition")
  @Covers({"P-217", "P-713", "P-714", "P-715"})
  void checked() {
    assertEquals(
        """
        pipeline checkout has 4 faults:
          checkout: triggers[0].push[0]: tags together with branches; allowed: tags, branches, or branches with filePaths; put them into two push filters [pipeline.trigger-combination P-715]
          checkout: triggers[0].push[1].branches.includes[0]: "[" at position 1 of "[" is never closed; allowed: a "]" behind it, or "\\[" for the bracket itself [pipeline.trigger-pattern P-719]
          checkout: triggers[1].sourceAction: a second trigger for "app"; allowed: one for each source action, with several filters [pipeline.trigger-source P-714]
          checkout: triggers[2].sourceAction: "compile" is no source action; allowed: app, config [pipeline.trigger-source P-713]""",
        faults(
            builder ->
                builder
                    .trigger(
                        "app",
                        trigger ->
                            trigger
                                .push(push -> push.tags("v*").branches("main"))
                                .push(push -> push.branches("[")))
                    .trigger("app", trigger -> {})
                    .trigger(Trigger.builder("compile").build())));
  }

  @Test
  @DisplayName("may be doubtful without being refused")
  @Covers("P-716")
  void warnings() {
    Pipeline pipeline =
        pipeline()
            .trigger("app", trigger -> trigger.push(push -> push.filePaths("src/**")))
            .build();
    assertEquals(1, pipeline.triggers().size());
  }

  @Test
  @DisplayName("watch each source action in its own way")
  @Covers("P-720")
  void judged() {
    PipelineTriggers triggers =
        PipelineTriggers.of(
            pipeline()
                .trigger("app", trigger -> trigger.push(push -> push.branches("release/*")))
                .build());
    assertEquals(
        List.of(
            "app does not start: push[0] (branches: branch \"main\" matches none of \"release/*\")",
            "config does not start: repository (repository: \"acme/shop\" is not \"acme/config\")"),
        texts(triggers, "acme/shop", "main"));
    assertEquals(
        List.of(
            "app does not start: repository (repository: \"acme/config\" is not \"acme/shop\")",
            "config starts: changeDetection (branches: branch \"main\" is the configured one)"),
        texts(triggers, "acme/config", "main"));
    assertEquals(
        List.of(new ChangeDetection(true, false, false), new ChangeDetection(true, false, true)),
        triggers.matchers().stream().map(TriggerMatcher::detection).toList());
    assertEquals(
        List.of("app", "config"),
        triggers.matchers().stream().map(TriggerMatcher::sourceAction).toList());
  }

  private static List<String> texts(PipelineTriggers triggers, String repository, String branch) {
    return triggers.judge(Push.of("e", repository, "refs/heads/" + branch, "c")).stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> check(Pipeline pipeline, Conformance conformance) {
    return pipeline.check(conformance).stream()
        .filter(fault -> fault.path().startsWith("triggers") || fault.rule().endsWith("-type"))
        .map(Diagnostic::toString)
        .toList();
  }

  @Test
  @DisplayName("are checked by the service's rules only when these are asked for")
  @Covers({"P-110", "P-217", "P-713"})
  void conformance() {
    Pipeline.Builder builder =
        Pipeline.builder("checkout")
            .pipelineType(PipelineType.V2)
            .stage("Source", stage -> stage.action("local", ActionType.of(SOURCE, "Git")))
            .stage("Build", stage -> stage.action("compile", ActionType.of(BUILD, "Maven")))
            .trigger("local", trigger -> trigger.push(push -> push.filePaths("src/**")));
    Pipeline pipeline = builder.build();
    String warning =
        "checkout: warning: triggers[0].push[0]: filePaths without branches take pushes to any"
            + " branch; allowed: tags, branches, or branches with filePaths; add branches if that is"
            + " not meant [pipeline.trigger-combination P-716]";
    assertEquals(List.of(warning), check(pipeline, Conformance.OPEN));
    assertEquals(
        List.of(
            warning,
            "checkout: triggers[0].sourceAction: \"local\" is of the provider Git; allowed: source"
                + " actions of the provider CodeStarSourceConnection [codepipeline.trigger-provider"
                + " P-713]"),
        check(pipeline, Conformance.CODEPIPELINE));
    String refusal =
        assertThrows(
                InvalidDefinitionException.class,
                () -> pipeline.toBuilder().conformance(Conformance.CODEPIPELINE).build())
            .getMessage();
    assertTrue(refusal.contains("[codepipeline.trigger-provider P-713]"), refusal);
    assertFalse(refusal.contains("warning"), refusal);
  }

  @Test
  @DisplayName("are for pipelines of the second generation")
  @Covers({"P-111", "P-112"})
  void secondGeneration() {
    Pipeline untyped = pipeline().trigger("app", trigger -> {}).build();
    assertEquals(
        List.of(
            "checkout: warning: pipelineType: no type, taken as V2 because of triggers; allowed: V2"
                + " [codepipeline.pipeline-type P-112]"),
        check(untyped, Conformance.CODEPIPELINE));
    assertEquals(
        List.of(
            "checkout: triggers: triggers in a pipeline of the type V1; allowed: the type V2"
                + " [codepipeline.pipeline-type P-111]"),
        check(untyped.toBuilder().pipelineType(PipelineType.V1).build(), Conformance.CODEPIPELINE));
    assertEquals(
        List.of(),
        check(untyped.toBuilder().pipelineType(PipelineType.V2).build(), Conformance.CODEPIPELINE));
    assertEquals(List.of(), check(pipeline().build(), Conformance.CODEPIPELINE));
  }

  @Test
  @DisplayName("stay when a definition is changed, unless they are left out")
  void changed() {
    Pipeline first =
        pipeline().trigger("app", trigger -> {}).trigger("config", trigger -> {}).build();
    assertEquals(first, first.toBuilder().build());
    assertEquals(
        List.of(Trigger.builder("config").build()),
        first.toBuilder().withoutTrigger("app").build().triggers());
    assertEquals(
        "no trigger is called \"App\"; there are [app, config]",
        assertThrows(IllegalArgumentException.class, () -> first.toBuilder().withoutTrigger("App"))
            .getMessage());
  }
}
