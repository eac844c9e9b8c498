package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.spec.SpecSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A template")
class PipelineTemplateTest {
  private static final String ROLE = "RoleArn: arn:aws:iam::123456789012:role/p\n";
  private static final String STORE = "ArtifactStore: {Type: S3, Location: shop-artifacts}\n";

  /** A resource with two stages; what is given stands in the build action and after the stages. */
  private static String shop(String configuration, String more) {
    return ROLE
        + STORE
        + """
        Stages:
          - Name: Source
            Actions:
              - Name: fetch
                ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeCommit, Version: 1}
                Configuration: {RepositoryName: shop, BranchName: main}
                OutputArtifacts: [{Name: sources}]
          - Name: Build
            Actions:
              - Name: compile
                ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: 1}
                InputArtifacts: [{Name: sources}]
                Configuration: CONFIGURATION
        """
            .replace("CONFIGURATION", configuration)
        + more;
  }

  private static String resource(String id, String properties) {
    return "  "
        + id
        + ":\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n"
        + properties.indent(6);
  }

  private static SpecSource source(String text) {
    return new SpecSource("t.yml", text);
  }

  private static PipelineTemplate accepted(String text, @Nullable Map<String, String> parameters) {
    SpecSource source = source(text);
    ReadResult<PipelineTemplate> result =
        parameters == null
            ? PipelineTemplate.read(source)
            : PipelineTemplate.read(source, parameters);
    assertEquals("", source.listing(result.diagnostics()));
    return ((ReadResult.Accepted<PipelineTemplate>) result).value();
  }

  private static TemplatePipeline only(String text, @Nullable Map<String, String> parameters) {
    PipelineTemplate template = accepted(text, parameters);
    assertEquals(1, template.pipelines().size());
    return template.pipelines().values().iterator().next();
  }

  private static String said(String text, @Nullable Map<String, String> parameters) {
    SpecSource source = source(text);
    ReadResult<PipelineTemplate> result =
        parameters == null
            ? PipelineTemplate.read(source)
            : PipelineTemplate.read(source, parameters);
    return result.diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static Action build(Optional<Pipeline> pipeline) {
    return pipeline.orElseThrow().stages().get(1).actions().get(0);
  }

  @Test
  @DisplayName("says the same as the service's form, in PascalCase")
  @Covers({"P-1511", "P-1512", "P-1523"})
  void everything() {
    String template = "Resources:\n" + resource("All", Everything.PROPERTIES);
    assertEquals(Optional.of(Everything.PIPELINE), only(template, null).resolved());
  }

  @Test
  @DisplayName("may begin keys in the other case, which is told; configuration keys are free")
  @Covers("P-1511")
  void cases() {
    String mixed =
        "Resources:\n"
            + resource("Shop", shop("{projectName: x, ProjectName: shop}", "name: shop\n"));
    assertEquals(
        "t.yml:19:15: warning: Resources.Shop.Properties.Stages[1].Actions[0].Configuration"
            + " (Build/compile): BUILD/CodeBuild has no key \"projectName\"; allowed: ProjectName,"
            + " PrimarySource, BatchEnabled, CombineArtifacts, EnvironmentVariables; did you mean"
            + " \"ProjectName\"? [codepipeline.unknown-key P-406]\n"
            + "t.yml:20:7: warning: Resources.Shop.Properties.name: key \"name\" is taken as"
            + " \"Name\"; begin it with \"N\", or the service will refuse it [definition.key-case"
            + " P-1511]",
        said(mixed, null));
  }

  @Test
  @DisplayName("holds several pipelines, and other resources")
  @Covers({"P-1520", "P-1515"})
  void several() {
    String text =
        "Resources:\n"
            + "  Role: {Type: 'AWS::IAM::Role'}\n"
            + resource("One", "Name: first\n" + shop("{ProjectName: one}", ""))
            + resource("Two", shop("{ProjectName: two}", ""));
    PipelineTemplate template = accepted(text, null);
    assertEquals(List.of("One", "Two"), List.copyOf(template.pipelines().keySet()));
    assertEquals("first", template.pipelines().get("One").resolved().orElseThrow().name());
    assertEquals("Two", template.pipelines().get("Two").resolved().orElseThrow().name());
    assertEquals(
        "one",
        build(template.pipelines().get("One").resolved()).configuration().get("ProjectName"));
    assertEquals(
        "two",
        build(template.pipelines().get("Two").resolved()).configuration().get("ProjectName"));
    assertEquals(
        "t.yml:20:25: Resources.One.Properties.Stages[1].Actions[0].RunOrder (Build/compile): 0 is"
            + " out of range; allowed: 1..999 [pipeline.run-order P-147]\n"
            + "t.yml:39:25: Resources.Two.Properties.Stages[1].Actions[0].RunOrder (Build/compile):"
            + " 0 is out of range; allowed: 1..999 [pipeline.run-order P-147]",
        said(text.replace("InputArtifacts:", "RunOrder: 0\n              InputArtifacts:"), null));
  }

  @Test
  @DisplayName("has properties beside the definition")
  @Covers({"P-1513", "P-1514"})
  void beside() {
    TemplatePipeline pipeline =
        only(
            "Resources:\n"
                + resource(
                    "Shop",
                    shop(
                        "{ProjectName: shop}",
                        """
                        DisableInboundStageTransitions: [{StageName: Build, Reason: not yet}]
                        RestartExecutionOnUpdate: true
                        Tags: [{Key: team, Value: shop}]
                        """)),
            null);
    assertEquals(
        List.of(new DisabledTransition("Build", "not yet")), pipeline.disabledTransitions());
    assertTrue(pipeline.restartsOnUpdate());
    assertEquals(Map.of("team", "shop"), pipeline.tags());
    assertEquals(Optional.empty(), pipeline.resolved().orElseThrow().version());
    TemplatePipeline plain =
        only("Resources:\n" + resource("Shop", shop("{ProjectName: shop}", "")), null);
    assertEquals(List.of(), plain.disabledTransitions());
    assertEquals(false, plain.restartsOnUpdate());
    assertEquals(Map.of(), plain.tags());
  }

  @Test
  @DisplayName("takes numbers and booleans for texts, and texts for numbers")
  @Covers({"P-1516", "P-1517", "P-1518", "P-1521", "P-1525", "P-436"})
  void kinds() {
    String text =
        "Resources:\n"
            + resource(
                "Shop",
                shop(
                    "{ProjectName: 007, BatchEnabled: Yes, CombineArtifacts: no,"
                        + " EnvironmentVariables: '[]'}",
                    ""));
    Action plain = build(only(text, null).resolved());
    assertEquals("1", plain.type().version());
    assertEquals(1, plain.runOrder());
    assertEquals(List.of(), plain.outputArtifacts());
    assertEquals(
        Map.of(
            "ProjectName", "007",
            "BatchEnabled", "true",
            "CombineArtifacts", "false",
            "EnvironmentVariables", "[]"),
        plain.configuration());
    Action other =
        build(
            only(
                    text.replace("Version: 1}", "Version: '1'}")
                        .replace("InputArtifacts:", "RunOrder: '3'\n              InputArtifacts:"),
                    null)
                .variants()
                .get(0)
                .pipeline());
    assertEquals("1", other.type().version());
    assertEquals(3, other.runOrder());
    Pipeline pipeline = only(text, null).resolved().orElseThrow();
    assertEquals(List.of(), pipeline.stages().get(0).actions().get(0).inputArtifacts());
  }

  @Test
  @DisplayName("resolves functions with the parameters that are given")
  @Covers({"P-1519", "P-1524"})
  void resolved() {
    String text =
        ("""
        Parameters:
          Environment: {Type: String}
          Prefix: {Type: String, Default: acme}
          Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
        Mappings:
          Sizes:
            prod: {size: large}
            test: {size: small}
        Conditions:
          IsProd: !Equals [!Ref Environment, prod]
          IsTest: !Not [Condition: IsProd]
          IsBoth: !And [Condition: IsProd, Condition: IsTest]
          IsEither: !Or [Condition: IsBoth, !Condition IsProd]
        Resources:
        """
                + resource(
                    "Shop",
                    shop(
                        """
                    {ProjectName: !Sub "${Prefix}-${Environment}-#{codepipeline.PipelineExecutionId}-${!Kept}",
                          PrimarySource: !If [IsEither, sources, other],
                          EnvironmentVariables: !If [IsTest, '[]', !Ref "AWS::NoValue"],
                          BatchEnabled: !If [IsBoth, "false", "true"],
                          CombineArtifacts: !FindInMap [Flags, !Ref Environment, combine]}""",
                        """
                    Name: !Join ["-", [!Ref Prefix, !FindInMap [Sizes, !Ref Environment, size], !Select [1, !Ref Zones], !Select [0, !Split ["|", "x|y"]], Fn::Sub: ["${A}${Prefix}", {A: !Ref Environment}]]]
                    """)))
            .replace(
                "Mappings:\n",
                "Mappings:\n  Flags: {prod: {combine: true}, test: {combine: false}}\n");
    Pipeline prod = only(text, Map.of("Environment", "prod")).resolved().orElseThrow();
    assertEquals("acme-large-b-x-prodacme", prod.name());
    assertEquals(
        Map.of(
            "ProjectName", "acme-prod-#{codepipeline.PipelineExecutionId}-${Kept}",
            "PrimarySource", "sources",
            "BatchEnabled", "true",
            "CombineArtifacts", "true"),
        build(Optional.of(prod)).configuration());
    assertEquals(
        "t.yml:34:13: Resources.Shop.Properties.Stages[1].Actions[0].Configuration.PrimarySource"
            + " (Build/compile): \"other\" is no input of the action; allowed: sources"
            + " [codepipeline.configuration P-441]",
        said(text, Map.of("Environment", "test", "Prefix", "x")));
  }

  @Test
  @DisplayName("says nothing about what is unknown, and keeps it")
  @Covers("P-1519")
  void unknown() {
    String text =
        """
        Resources:
          Shop:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Name: !Sub "${AWS::StackName} pipeline"
              RoleArn: {"Fn::GetAtt": [Role, Arn]}
              ArtifactStore: {Type: S3, Location: {Ref: Bucket}}
              ExecutionMode: !Ref Mode
              PipelineType: !Ref Type
              Triggers:
                - ProviderType: CodeStarSourceConnection
                  GitConfiguration: {SourceActionName: !Ref Action, Push: [{Branches: !Ref Branches}]}
              Stages:
                - Name: Source
                  Actions:
                    - Name: !ImportValue fetch
                      ActionTypeId: {Category: Source, Owner: AWS, Provider: !Ref Provider, Version: 1}
                      Configuration: !Ref Configuration
                      OutputArtifacts: [{Name: !Ref Output}, !Ref Another]
                - !Transform {Name: more, Parameters: {}}
                - Name: Build
                  Actions:
                    - Name: compile
                      ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: 1}
                      RunOrder: !Ref Order
                      InputArtifacts: [{Name: binaries}, {Name: !Ref Input}]
                      Configuration: {ProjectName: !Sub "#{made.elsewhere}", "Fn::Transform": {}}
                    - Name: !If [Unknown, ask, answer]
                      ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: 1}
        """;
    TemplatePipeline pipeline = only(text, null);
    assertEquals(2, pipeline.variants().size());
    assertEquals(
        List.of(
            "${AWS::StackName}",
            "${Role.Arn}",
            "${Bucket}",
            "${Mode}",
            "${Type}",
            "${Action}",
            "${Branches}",
            "{\"Fn::ImportValue\":\"fetch\"}",
            "${Provider}",
            "${Configuration}",
            "${Output}",
            "${Another}",
            "{\"Fn::Transform\":{\"Name\":\"more\",\"Parameters\":{}}}",
            "${Order}",
            "${Input}"),
        pipeline.unresolved().stream().map(Unresolved::expression).toList());
    assertEquals("6:16", "" + pipeline.unresolved().get(1).position());
    assertEquals("unresolved-1", pipeline.unresolved().get(0).placeholder());
    assertEquals(Optional.empty(), pipeline.resolved());
    assertEquals(
        List.of(Map.of("Unknown", true), Map.of("Unknown", false)),
        pipeline.variants().stream().map(TemplateVariant::conditions).toList());
  }

  @Test
  @DisplayName("puts placeholders for what is unknown into the pipeline")
  @Covers("P-1519")
  void placeholders() {
    String text =
        "Resources:\n"
            + resource(
                "Shop",
                shop("{ProjectName: !Sub \"${Prefix}-shop\"}", "Name: !Ref Prefix\n")
                    .replace("{Name: sources}", "{Name: !Ref Sources}"));
    TemplatePipeline pipeline = only(text, null);
    Pipeline made = pipeline.variants().get(0).pipeline().orElseThrow();
    assertEquals(
        Map.of("unresolved-1", "${Sources}", "unresolved-2", "${Prefix}"),
        pipeline.unresolved().stream()
            .collect(Collectors.toMap(Unresolved::placeholder, Unresolved::expression)));
    assertEquals("unresolved-2", made.name());
    assertEquals("unresolved-2-shop", build(Optional.of(made)).configuration().get("ProjectName"));
    assertEquals(List.of("unresolved-1"), build(Optional.of(made)).inputArtifacts());
    assertEquals(Optional.empty(), pipeline.resolved());
  }

  @Test
  @DisplayName("uses defaults only where the parameters are given")
  @Covers("P-1519")
  void defaults() {
    String text =
        "Parameters:\n  Name: {Type: String, Default: not a name}\nResources:\n"
            + resource("Shop", shop("{ProjectName: x}", "Name: !Ref Name\n"));
    assertEquals("", said(text, null));
    assertEquals(
        "t.yml:22:13: Resources.Shop.Properties.Name: \"not a name\" is no name; allowed: 1 to 100"
            + " characters of A-Za-z0-9.@_- [pipeline.name P-101]",
        said(text, Map.of()));
    assertEquals("", said(text, Map.of("Name", "shop")));
  }

  @Test
  @DisplayName("checks both branches of a condition, for whole stages and actions")
  @Covers("P-1519")
  void branches() {
    String text =
        "Conditions:\n  IsProd: !Equals [!Ref Environment, prod]\nResources:\n"
            + resource(
                "Shop",
                shop("{ProjectName: x}", "")
                    + """
                      - !If
                        - IsProd
                        - Name: Build
                          Actions:
                            - {Name: ask, ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: 1}}
                        - !Ref AWS::NoValue
                    """);
    assertEquals(
        "t.yml:24:19: Resources.Shop.Properties.Stages[2].Name: a second stage \"Build\"; allowed:"
            + " names unique in the pipeline; only where ${Environment} = \"prod\" holds"
            + " [pipeline.duplicate-stage P-202]",
        said(text, null));
    assertEquals("", said(text, Map.of("Environment", "test")));
    assertEquals(
        "t.yml:24:19: Resources.Shop.Properties.Stages[2].Name: a second stage \"Build\"; allowed:"
            + " names unique in the pipeline [pipeline.duplicate-stage P-202]",
        said(text, Map.of("Environment", "prod")));
    int last = text.lastIndexOf("Name: Build");
    TemplatePipeline fine =
        only(text.substring(0, last) + text.substring(last).replace("Build", "Ask"), null);
    assertEquals(
        List.of(3, 2),
        fine.variants().stream()
            .map(variant -> variant.pipeline().orElseThrow().stages().size())
            .toList());
  }

  @Test
  @DisplayName("gives the same in JSON")
  @Covers({"P-1511", "P-1519"})
  void json() {
    String text =
        """
        {"Resources": {"Shop": {"Type": "AWS::CodePipeline::Pipeline", "Properties": {
        \t"Name": {"Fn::Sub": "${Prefix}-shop"},
        \t"RoleArn": "arn:aws:iam::123456789012:role/p",
        \t"ArtifactStore": {"Type": "S3", "Location": "shop-artifacts"},
        \t"Stages": [
        \t\t{"Name": "Source", "Actions": [{"Name": "fetch", "OutputArtifacts": [{"Name": "sources"}],
        \t\t\t"ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "CodeCommit", "Version": 1},
        \t\t\t"Configuration": {"RepositoryName": "shop", "BranchName": "main"}}]},
        \t\t{"Name": "Build", "Actions": [{"Name": "compile", "InputArtifacts": [{"Name": "sources"}],
        \t\t\t"ActionTypeId": {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild", "Version": 1},
        \t\t\t"Configuration": {"ProjectName": {"Ref": "Prefix"}}}]}]
        }}}}
        """;
    String yaml =
        "Resources:\n"
            + resource("Shop", shop("{ProjectName: !Ref Prefix}", "Name: !Sub '${Prefix}-shop'\n"));
    assertEquals(
        only(yaml, Map.of("Prefix", "acme")).resolved(),
        only(text, Map.of("Prefix", "acme")).resolved());
    assertEquals("acme-shop", only(text, Map.of("Prefix", "acme")).resolved().orElseThrow().name());
  }

  @Test
  @DisplayName("that would grow without end is cut short")
  @Covers("P-1519")
  void bombs() {
    StringBuilder name = new StringBuilder("!Ref Seed");
    for (int i = 0; i < 12; i++) {
      name.insert(0, "!Sub [\"" + "${A}".repeat(50) + "\", {A: ").append("}]");
    }
    String text =
        "Resources:\n" + resource("Shop", shop("{ProjectName: x}", "Name: " + name + "\n"));
    assertEquals(1, only(text, null).variants().size());
    StringBuilder ring = new StringBuilder("Conditions:\n");
    for (int i = 0; i < 10; i++) {
      ring.append(
          "  C%d: !And [Condition: C%d, Condition: C%d]\n"
              .formatted(i, (i + 1) % 10, (i + 1) % 10));
    }
    String rings =
        ring
            + "Resources:\n"
            + resource("Shop", shop("{ProjectName: x}", "Name: !If [C0, a, b]\n"));
    assertEquals(1, only(rings, null).variants().size());
    StringBuilder deep = new StringBuilder("Conditions:\n  C60: !Equals [a, a]\n");
    for (int i = 0; i < 60; i++) {
      deep.append("  C%d: !Or [Condition: C%d, Condition: C%d]\n".formatted(i, i + 1, i + 1));
    }
    String deeper =
        deep
            + "Resources:\n"
            + resource("Shop", shop("{ProjectName: x}", "Name: !If [C0, a, b]\n"));
    assertEquals(2, only(deeper, null).variants().size()); // too deep to know
    StringBuilder chain = new StringBuilder("Conditions:\n");
    for (int i = 0; i < 9_000; i++) {
      chain.append("  C%d: !Equals [a, !If [C%d, a, b]]\n".formatted(i, i + 1));
    }
    String chained =
        chain
            + "Resources:\n"
            + resource("Shop", shop("{ProjectName: x}", "Name: !If [C0, a, b]\n"));
    assertEquals(2, only(chained, null).variants().size());
  }
}
