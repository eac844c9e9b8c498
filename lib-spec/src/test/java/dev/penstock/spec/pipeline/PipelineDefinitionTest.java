package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactStore;
import dev.penstock.pipeline.Conformance;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineType;
import dev.penstock.pipeline.RuleType;
import dev.penstock.spec.SpecSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A definition in the service's form")
class PipelineDefinitionTest {
  private static final String BARE =
      """
      {
        "stages": [
          {"actions": [{
            "actionTypeId": {"version": "1", "provider": "CodeCommit", "owner": "AWS", "category": "Source"},
            "outputArtifacts": [{"name": "sources"}],
            "configuration": {"BranchName": "main", "RepositoryName": "shop"},
            "name": "fetch"}],
           "name": "Source"},
          {"actions": [{
            "actionTypeId": {"version": "1", "provider": "CodeBuild", "owner": "AWS", "category": "Build"},
            "inputArtifacts": [{"name": "sources"}],
            "configuration": {"ProjectName": "shop"},
            "name": "compile"}],
           "name": "Build"}],
        "artifactStore": {"location": "shop-artifacts", "type": "S3"},
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "name": "shop"
      }
      """;

  private static Pipeline.Builder shop() {
    return Pipeline.builder("shop")
        .roleArn("arn:aws:iam::123456789012:role/pipeline")
        .artifactStore(ArtifactStore.bucket("shop-artifacts"))
        .stage(
            "Source",
            stage ->
                stage.action(
                    "fetch",
                    ActionType.aws(ActionCategory.SOURCE, "CodeCommit"),
                    fetch ->
                        fetch
                            .configuration("BranchName", "main")
                            .configuration("RepositoryName", "shop")
                            .output("sources")))
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile",
                    ActionType.aws(ActionCategory.BUILD, "CodeBuild"),
                    compile -> compile.configuration("ProjectName", "shop").input("sources")));
  }

  private static String said(String text) {
    return said(text, Conformance.CODEPIPELINE);
  }

  private static String said(String text, Conformance conformance) {
    ReadResult<PipelineDefinition> result =
        PipelineDefinition.read(new SpecSource("p.json", text), conformance);
    StringBuilder lines =
        new StringBuilder(
            result.<String>fold(accepted -> "" + accepted.value(), refused -> "refused"));
    result.diagnostics().forEach(each -> lines.append('\n').append(each));
    return lines.toString();
  }

  private static String read(Pipeline pipeline) {
    return "" + PipelineDefinition.of(pipeline);
  }

  @Test
  @DisplayName("stands bare, or below \"pipeline\" with metadata or tags beside it")
  @Covers({"P-1501", "P-114"})
  void wrappers() {
    Pipeline shop = shop().build();
    assertEquals(read(shop), said(BARE));
    assertEquals(read(shop), said("{\"pipeline\": " + BARE + "}"));
    String fetched =
        "{\"pipeline\": "
            + BARE
            + ", \"metadata\": {\"pipelineArn\": \"a\", \"created\": 1, \"pollingDisabledAt\": 2}}";
    assertEquals(
        read(shop)
            + "\np.json:19:3: info: metadata: metadata is not a part of the definition; remove it"
            + " before you send the file to the service [definition.metadata P-1501]",
        said(fetched));
    assertEquals(
        "refused\np.json:1:2: metadata: unknown key \"metadata\"; allowed: artifactStore,"
            + " artifactStores, executionMode, name, pipelineType, roleArn, stages, triggers,"
            + " variables, version [definition.unknown-key]",
        said(BARE.replaceFirst("\\{", "{\"metadata\": {\"pipelineArn\": \"a\"}, ")),
        "a part of the answer, not of the pipeline");
    assertEquals(
        "" + new PipelineDefinition(shop, Map.of("team", "shop")),
        said("{\"pipeline\": " + BARE + ", \"tags\": [{\"key\": \"team\", \"value\": \"shop\"}]}"));
    assertEquals(
        "refused\np.json:19:3: comment: unknown key \"comment\"; allowed: metadata, pipeline, tags"
            + " [definition.unknown-key]",
        said("{\"pipeline\": " + BARE + ", \"comment\": {}}"));
  }

  @Test
  @DisplayName("has up to 50 tags, which are read, written and kept in their order")
  @Covers("P-1455")
  void tags() {
    Map<String, String> most = new LinkedHashMap<>();
    most.put("k".repeat(128), "");
    most.put("team", "v".repeat(256));
    for (int i = 0; most.size() < 50; i++) {
      most.put("tag " + (99 - i), "x");
    }
    Pipeline shop = shop().build();
    PipelineDefinition whole = new PipelineDefinition(shop, most);
    PipelineDefinition again =
        PipelineDefinition.read(new SpecSource("p.json", whole.write()), Conformance.OPEN)
            .fold(accepted -> accepted.value(), refused -> PipelineDefinition.of(shop));
    assertEquals(whole, again);
    assertEquals(List.copyOf(most.entrySet()), List.copyOf(again.tags().entrySet()));
    most.put("one more", "x");
    assertEquals(
        "pipeline shop has 1 fault:\n"
            + "  tags: 51 tags; allowed: up to 50 [definition.pipeline-tag]",
        assertThrows(InvalidDefinitionException.class, () -> new PipelineDefinition(shop, most))
            .getMessage());
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("", "");
    wrong.put("k".repeat(129), "v".repeat(257));
    wrong.put("aws:team", "shop");
    assertEquals(
        "pipeline shop has 4 faults:\n"
            + "  tags[0].key: a key of 0 characters; allowed: 1 to 128 [definition.pipeline-tag]\n"
            + "  tags[1].key: a key of 129 characters; allowed: 1 to 128"
            + " [definition.pipeline-tag]\n"
            + "  tags[1].value: a value of 257 characters; allowed: 0 to 256"
            + " [definition.pipeline-tag]\n"
            + "  tags[2].key: the key begins with \"aws:\"; allowed: keys that do not"
            + " [definition.pipeline-tag]",
        assertThrows(InvalidDefinitionException.class, () -> new PipelineDefinition(shop, wrong))
            .getMessage());
  }

  @Test
  @DisplayName("has its keys in any order, and leaves out what has a default")
  @Covers({"P-1502", "P-1504"})
  void order() {
    assertTrue(BARE.indexOf("stages") < BARE.indexOf("\"shop\""));
    assertEquals(read(shop().build()), said(BARE));
    String full =
        BARE.replace("\"name\": \"fetch\"", "\"name\": \"fetch\", \"inputArtifacts\": []")
            .replace("\"name\": \"compile\"", "\"name\": \"compile\", \"outputArtifacts\": []")
            .replace("\"actionTypeId\"", "\"runOrder\": 1, \"actionTypeId\"")
            .replace(
                "\"name\": \"shop\"\n", "\"name\": \"shop\", \"executionMode\": \"SUPERSEDED\"\n");
    assertEquals(read(shop().build()), said(full));
    String approval =
        """
        - name: Ask
          actions: [{name: ask, actionTypeId: {category: Approval, owner: AWS, provider: Manual, version: '1'}, configuration: {}}]
        """;
    assertEquals(
        read(Pipeline.builder("ask").stage("Ask", stage -> stage.approval("ask")).build()),
        said("name: ask\nstages:\n" + approval, Conformance.OPEN));
  }

  @Test
  @DisplayName("is written as the service prints it")
  @Covers("P-1502")
  void written() {
    assertEquals(
        """
        {
          "pipeline" : {
            "name" : "shop",
            "roleArn" : "arn:aws:iam::123456789012:role/pipeline",
            "artifactStore" : {
              "type" : "S3",
              "location" : "shop-artifacts"
            },
            "stages" : [
              {
                "name" : "Source",
                "actions" : [
                  {
                    "name" : "fetch",
                    "actionTypeId" : {
                      "category" : "Source",
                      "owner" : "AWS",
                      "provider" : "CodeCommit",
                      "version" : "1"
                    },
                    "runOrder" : 1,
                    "configuration" : {
                      "BranchName" : "main",
                      "RepositoryName" : "shop"
                    },
                    "outputArtifacts" : [
                      {
                        "name" : "sources"
                      }
                    ],
                    "inputArtifacts" : [ ]
                  }
                ]
              },
              {
                "name" : "Ask",
                "actions" : [
                  {
                    "name" : "ask",
                    "actionTypeId" : {
                      "category" : "Approval",
                      "owner" : "AWS",
                      "provider" : "Manual",
                      "version" : "1"
                    },
                    "runOrder" : 1,
                    "configuration" : { },
                    "outputArtifacts" : [ ],
                    "inputArtifacts" : [ ],
                    "timeoutInMinutes" : 5
                  }
                ]
              }
            ],
            "version" : 7,
            "executionMode" : "SUPERSEDED",
            "pipelineType" : "V1"
          },
          "tags" : [
            {
              "key" : "team",
              "value" : "sh\\u00F6p"
            }
          ]
        }
        """,
        new PipelineDefinition(
                shop()
                    .withoutStage("Build")
                    .stage(
                        "Ask",
                        stage ->
                            stage.action(
                                "ask",
                                dev.penstock.pipeline.Action.MANUAL_APPROVAL,
                                ask -> ask.timeout(Duration.ofMinutes(5))))
                    .version(7)
                    .pipelineType(PipelineType.V1)
                    .build(),
                Map.of("team", "sh\u00f6p"))
            .write());
  }

  @Test
  @DisplayName("keeps the mask of a secret, which is no secret")
  @Covers("P-1503")
  void mask() {
    String masked =
        BARE.replace("CodeCommit", "GitHub")
            .replace(
                "\"owner\": \"AWS\", \"category\": \"Source\"",
                "\"owner\": \"ThirdParty\", \"category\": \"Source\"")
            .replace(
                "\"BranchName\": \"main\", \"RepositoryName\": \"shop\"",
                "\"Owner\": \"o\", \"Repo\": \"r\", \"Branch\": \"b\", \"OAuthToken\": \"****\"");
    ReadResult<PipelineDefinition> result =
        PipelineDefinition.read(new SpecSource("p.json", masked));
    assertEquals("[]", result.diagnostics().toString());
    String written = result.fold(accepted -> accepted.value().write(), refused -> "");
    assertTrue(written.contains("\"OAuthToken\" : \"****\""));
  }

  @Test
  @DisplayName("is read with tabs, carriage returns and a byte order mark; faults keep their place")
  @Covers("P-1505")
  void damaged() {
    Pipeline shop = shop().build();
    String odd = BARE.replace("  ", "\t").replace("\n", "\r\n");
    assertEquals(read(shop), said(odd));
    assertEquals(
        read(shop)
            + "\np.json:1:1: info: the text begins with a byte order mark; save without it"
            + " [definition.byte-order-mark P-1505]",
        said("\ufeff" + odd));
    String fault =
        "refused\np.json:7:15: stages[0].actions[0].name: \"fe/tch\" is no name; allowed: 1 to 100"
            + " characters of A-Za-z0-9.@_- [pipeline.name P-141]";
    String wrong = BARE.replace("\"fetch\"", "\"fe/tch\"");
    assertEquals(fault, said(wrong));
    assertEquals(fault, said(wrong.replace("\n", "\r\n")));
    assertEquals(fault.replace(":15:", ":12:"), said(wrong.replace("    ", "\t")));
  }

  @Test
  @DisplayName("may be YAML, with the same names")
  @Covers("P-1507")
  void yaml() {
    assertEquals(
        read(shop().build()),
        said(
            """
            pipeline:
              name: shop
              roleArn: arn:aws:iam::123456789012:role/pipeline
              artifactStore: {type: S3, location: shop-artifacts}
              stages:
                - name: Source
                  actions:
                    - name: fetch
                      actionTypeId: {category: Source, owner: AWS, provider: CodeCommit, version: '1'}
                      configuration: {BranchName: main, RepositoryName: shop}
                      outputArtifacts: [name: sources]
                - name: Build
                  actions:
                    - name: compile
                      actionTypeId: {category: Build, owner: AWS, provider: CodeBuild, version: '1'}
                      configuration: {ProjectName: shop}
                      inputArtifacts: [name: sources]
            """));
  }

  @Test
  @DisplayName("reads everything that the service's newer generation has")
  @Covers({"P-1533", "P-133", "P-134", "P-135", "P-136", "P-137", "P-151", "P-172", "P-175"})
  void everything() {
    assertEquals(read(Everything.PIPELINE), said(Everything.YAML, Conformance.OPEN));
    String written = PipelineDefinition.of(Everything.PIPELINE).write();
    assertEquals(read(Everything.PIPELINE), said(written, Conformance.OPEN));
  }

  @Test
  @DisplayName("has whole numbers as large as the model takes")
  @Covers("P-106")
  void numbers() {
    Pipeline large = shop().version(Integer.MAX_VALUE).build();
    assertEquals(read(large), said(PipelineDefinition.of(large).write()));
    for (String wrong : List.of("2147483648", "99999999999", "1.5", "1e3", "true")) {
      assertEquals(
          "refused\np.json:17:11: version: \""
              + wrong
              + "\" is no whole number; allowed: whole numbers [definition.wrong-type]",
          said(BARE.replace(
                  "\"name\": \"shop\"\n", "\"name\": \"shop\",\n\"version\": " + wrong + "\n"))
              .replaceAll(":\\d+:\\d+", ":17:11"));
    }
    assertEquals(
        "refused\np.json:18:12: version: -1 is out of range; allowed: 1 or more"
            + " [codepipeline.version P-106]",
        said(BARE.replace("\"name\": \"shop\"\n", "\"name\": \"shop\",\n\"version\": -1\n")));
  }

  @Test
  @DisplayName("is not written with what that form cannot say")
  void inexpressible() {
    Pipeline pipeline =
        Pipeline.builder("shop")
            .stage(
                "Build",
                stage ->
                    stage
                        .timeout(Duration.ofHours(1))
                        .action("one", ActionType.of(ActionCategory.BUILD, "Make"))
                        .action(
                            "two",
                            ActionType.of(ActionCategory.BUILD, "Make"),
                            two ->
                                two.after("one")
                                    .matrix("jdk", "17")
                                    .timeout(Duration.ofSeconds(90)))
                        .beforeEntry(
                            condition ->
                                condition.rule(
                                    "r",
                                    RuleType.of("Ask"),
                                    rule -> rule.timeout(Duration.ofSeconds(1)))))
            .build();
    InvalidDefinitionException refused =
        assertThrows(
            InvalidDefinitionException.class, () -> PipelineDefinition.of(pipeline).write());
    String id = " [definition.inexpressible]";
    assertEquals(
        "pipeline shop has 5 faults:"
            + "\n  shop: stages[0].timeout: a timeout of a stage; allowed: timeouts of actions"
            + id
            + "\n  shop: stages[0].actions[1].after: actions to run after; allowed: run orders"
            + id
            + "\n  shop: stages[0].actions[1].matrix: a matrix; allowed: one action for each cell"
            + id
            + "\n  shop: stages[0].actions[1].timeout: PT1M30S is no number of minutes; allowed:"
            + " whole minutes"
            + id
            + "\n  shop: stages[0].beforeEntry.conditions[0].rules[0].timeout: PT1S is no number of"
            + " minutes; allowed: whole minutes"
            + id,
        refused.getMessage());
  }
}
