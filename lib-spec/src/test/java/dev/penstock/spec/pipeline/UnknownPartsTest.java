package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Rules about one part that depend on another: they speak once the other is known, and not before.
 */
@DisplayName("Rules that depend on something unknown")
class UnknownPartsTest {
  private static final String SHOP =
      """
      Resources:
        Shop:
          Type: AWS::CodePipeline::Pipeline
          Properties:
            RoleArn: !Ref Role
            ArtifactStore: {Type: S3, Location: shop-artifacts}
            PipelineType: V2
            Stages:
              - Name: Source
                Actions:
                  - Name: fetch
                    ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeCommit, Version: 1}
                    Configuration: {RepositoryName: shop, BranchName: main}
                    OutputArtifacts: [{Name: sources}]
              - Name: Build
                Actions:
                  - Name: make
                    ActionTypeId: {Category: Compute, Owner: AWS, Provider: Commands, Version: 1}
                    Commands: [make]
                    Namespace: made
                    OutputVariables: [VERSION]
                    InputArtifacts: [{Name: sources}]
                    OutputArtifacts: [{Name: dist, Files: ['*']}]
                  - Name: compile
                    ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: 1}
                    RunOrder: 2
                    InputArtifacts: [{Name: sources}]
                    Configuration: {ProjectName: shop}
      """;

  private static final String ANOTHER_STAGE = "        - Name: Build\n";
  private static final String TRIGGER =
      "      Triggers: [{ProviderType: CodeStarSourceConnection, GitConfiguration: {SourceActionName: NAME, Push:"
          + " [{Branches: {Includes: [main]}}]}}]\n      Stages:\n";

  private final List<DynamicTest> tests = new ArrayList<>();

  @TestFactory
  @Covers("P-1519")
  Stream<DynamicTest> areSilent() {
    assertEquals("", errors(SHOP));
    String reads =
        with(
            SHOP,
            "RunOrder: 2\n              InputArtifacts: [{Name: sources}]",
            "RunOrder: 2\n              InputArtifacts: [{Name: binaries}]");
    check(
        "pipeline.missing-artifact",
        reads,
        "OutputArtifacts: [{Name: sources}]",
        "OutputArtifacts: [{Name: !Ref Output}]");
    check(
        "pipeline.missing-artifact",
        reads,
        "OutputArtifacts: [{Name: dist, Files: ['*']}]",
        "OutputArtifacts: !Ref Outputs");
    check(
        "pipeline.missing-artifact",
        reads,
        "OutputArtifacts: [{Name: dist, Files: ['*']}]",
        "OutputArtifacts: [!Ref Output]");
    check(
        "pipeline.missing-artifact",
        reads,
        ANOTHER_STAGE,
        "        - !Transform {Name: more}\n" + ANOTHER_STAGE);
    check(
        "pipeline.missing-artifact",
        reads,
        "            - Name: compile",
        "            - !Transform {Name: more}\n            - Name: compile");
    String beside =
        with(
            with(SHOP, "RunOrder: 2", "RunOrder: 1"),
            "RunOrder: 1\n              InputArtifacts: [{Name: sources}]",
            "RunOrder: 1\n              InputArtifacts: [{Name: dist}]");
    check("pipeline.missing-artifact", beside, "RunOrder: 1", "RunOrder: !Ref Order");
    String refers = with(SHOP, "{ProjectName: shop}", "{ProjectName: '#{fetched.CommitId}'}");
    check(
        "pipeline.unknown-namespace",
        refers,
        "- Name: fetch",
        "- Name: fetch\n              Namespace: !Ref Namespace");
    check(
        "pipeline.unknown-namespace",
        refers,
        ANOTHER_STAGE,
        "        - !Transform {Name: more}\n" + ANOTHER_STAGE);
    String exported = with(SHOP, "{ProjectName: shop}", "{ProjectName: '#{made.REVISION}'}");
    check(
        "pipeline.unproduced-variable",
        exported,
        "OutputVariables: [VERSION]",
        "OutputVariables: !Ref Variables");
    check(
        "pipeline.unproduced-variable",
        exported,
        "OutputVariables: [VERSION]",
        "OutputVariables: [!Ref Variable]");
    String declared = with(SHOP, "{ProjectName: shop}", "{ProjectName: '#{variables.tag}'}");
    check(
        "pipeline.unknown-variable",
        declared,
        "      Stages:\n",
        "      Variables: !Ref Variables\n      Stages:\n");
    check(
        "pipeline.unknown-variable",
        declared,
        "      Stages:\n",
        "      Variables: [{Name: !Ref Variable}]\n      Stages:\n");
    String watched = with(SHOP, "      Stages:\n", TRIGGER.replace("NAME", "pull"));
    String connected =
        with(
            with(watched, "Provider: CodeCommit", "Provider: CodeStarSourceConnection"),
            "{RepositoryName: shop, BranchName: main}",
            "{ConnectionArn: c, FullRepositoryId: a/b, BranchName: main}");
    check("pipeline.trigger-source", connected, "- Name: fetch", "- Name: !Ref Action");
    String other = with(SHOP, "      Stages:\n", TRIGGER.replace("NAME", "fetch"));
    check(
        "codepipeline.trigger-provider", other, "Provider: CodeCommit", "Provider: !Ref Provider");
    String late =
        with(
            SHOP,
            "{Category: Build, Owner: AWS, Provider: CodeBuild, Version: 1}",
            "{Category: Source, Owner: AWS, Provider: CodeBuild, Version: 1}");
    check(
        "codepipeline.source-stage, codepipeline.action-type",
        late,
        "Category: Source, Owner: AWS, Provider: CodeBuild",
        "Category: !Ref Category, Owner: AWS, Provider: CodeBuild");
    String store = "      ArtifactStore: {Type: S3, Location: shop-artifacts}\n";
    check(
        "codepipeline.artifact-store",
        with(SHOP, store, ""),
        "      Stages:\n",
        "      ArtifactStores: !Ref Stores\n      Stages:\n");
    String stores =
        "      ArtifactStores: [{Region: eu-north-1, ArtifactStore: {Type: S3, Location: north}}]\n";
    String abroad =
        with(
            with(SHOP, store, stores),
            "RunOrder: 2",
            "RunOrder: 2\n              Region: us-east-1");
    check("codepipeline.region", abroad, "Region: eu-north-1", "Region: !Ref Region");
    check("codepipeline.region", abroad, "Region: us-east-1", "Region: !Ref Region");
    String primary =
        with(
            with(SHOP, "{ProjectName: shop}", "{ProjectName: shop, PrimarySource: more}"),
            "RunOrder: 2\n              InputArtifacts: [{Name: sources}]",
            "RunOrder: 2\n              InputArtifacts: [{Name: sources}, {Name: dist}]");
    check(
        "codepipeline.configuration",
        primary,
        "{Name: sources}, {Name: dist}",
        "{Name: sources}, {Name: !Ref Input}");
    check(
        "codepipeline.required-key",
        with(SHOP, "{ProjectName: shop}", "{}"),
        "Configuration: {}",
        "Configuration: {'Fn::Transform': {}, EnvironmentVariables: '[]'}");
    check(
        "codepipeline.required-key",
        with(SHOP, "{ProjectName: shop}", "{}"),
        "Configuration: {}",
        "Configuration: !Ref Configuration");
    check(
        "codepipeline.role",
        with(SHOP, "!Ref Role", "role"),
        "RoleArn: role",
        "RoleArn: !Sub 'role-${Suffix}'");
    check(
        "codepipeline.artifact-count",
        with(
            SHOP,
            "RunOrder: 2\n              InputArtifacts: [{Name: sources}]",
            "RunOrder: 2\n              InputArtifacts: []"),
        "InputArtifacts: []",
        "InputArtifacts: [!Ref Input]");
    check(
        "pipeline.no-actions",
        with(SHOP, ANOTHER_STAGE, "        - Name: Empty\n          Actions: []\n" + ANOTHER_STAGE),
        "Actions: []",
        "Actions: [!Transform {Name: more}]");
    return tests.stream();
  }

  /** Told as it stands; not a word once one part of it is unknown. */
  private void check(String rule, String text, String known, String unknown) {
    tests.add(
        dynamicTest(
            rule + ": " + unknown.strip(),
            () -> {
              assertEquals(rule, errors(text));
              assertEquals("", errors(with(text, known, unknown)));
            }));
  }

  private static String with(String text, String before, String after) {
    int at = text.indexOf(before);
    assertEquals(true, at >= 0, () -> "no " + before);
    return text.substring(0, at) + after + text.substring(at + before.length());
  }

  private static String errors(String text) {
    return PipelineTemplate.read(new SpecSource("t.yml", text)).diagnostics().stream()
        .filter(each -> each.severity() == Severity.ERROR)
        .map(Diagnostic::rule)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
