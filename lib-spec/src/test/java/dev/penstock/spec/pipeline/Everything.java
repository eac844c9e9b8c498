package dev.penstock.spec.pipeline;

import static dev.penstock.pipeline.ActionCategory.BUILD;
import static dev.penstock.pipeline.ActionCategory.COMPUTE;
import static dev.penstock.pipeline.ActionCategory.SOURCE;
import static dev.penstock.source.PullRequestEvent.CLOSED;
import static dev.penstock.source.PullRequestEvent.OPEN;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactStore;
import dev.penstock.pipeline.Blocker;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.EncryptionKey;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineType;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RuleType;
import dev.penstock.source.Criterion;
import dev.penstock.source.Trigger;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One pipeline with everything that the service's form can say, in code and in that form. */
final class Everything {
  private Everything() {}

  static final Pipeline PIPELINE =
      Pipeline.builder("everything")
          .roleArn("arn:aws:iam::123456789012:role/p")
          .artifactStore(
              "eu-north-1",
              ArtifactStore.bucket("north").withEncryptionKey(new EncryptionKey("alias/k", "KMS")))
          .artifactStore("eu-west-1", ArtifactStore.bucket("west"))
          .executionMode(ExecutionMode.QUEUED)
          .pipelineType(PipelineType.V2)
          .variable(PipelineVariable.of("tag", "v1").withDescription("what to build"))
          .variable("who")
          .trigger(
              "fetch",
              trigger ->
                  trigger
                      .push(
                          push ->
                              push.branches("main")
                                  .filePaths(Criterion.including("src/**").except("**.md")))
                      .push(push -> push.tags("v*"))
                      .pullRequest(
                          request ->
                              request
                                  .events(OPEN, CLOSED)
                                  .branches("main")
                                  .filePaths(Criterion.excluding("docs/**"))))
          .stage(
              "Source",
              stage ->
                  stage.action(
                      "fetch",
                      ActionType.aws(SOURCE, Trigger.CONNECTION),
                      fetch ->
                          fetch
                              .namespace("fetched")
                              .configuration("ConnectionArn", "c")
                              .configuration("FullRepositoryId", "a/b")
                              .configuration("BranchName", "main")
                              .output("sources")))
          .stage(
              "Build",
              stage ->
                  stage
                      .blocker(new Blocker("later", "Schedule"))
                      .beforeEntry(
                          condition ->
                              condition
                                  .result(ConditionResult.FAIL)
                                  .rule(
                                      "main",
                                      RuleType.VARIABLE_CHECK,
                                      rule ->
                                          rule.configuration("Variable", "#{fetched.BranchName}")
                                              .configuration("Operator", "EQ")
                                              .configuration("Value", "main")))
                      .onSuccess(
                          condition ->
                              condition
                                  .result(ConditionResult.ROLLBACK)
                                  .rule(
                                      "check",
                                      RuleType.aws("Commands"),
                                      rule ->
                                          rule.command("make check")
                                              .input("sources")
                                              .timeout(Duration.ofMinutes(6))
                                              .region("eu-west-1")
                                              .roleArn("arn:aws:iam::123456789012:role/r")))
                      .onFailure(OnFailure.retry(RetryMode.ALL_ACTIONS))
                      .action(
                          "commands",
                          ActionType.aws(COMPUTE, "Commands"),
                          action ->
                              action
                                  .runOrder(2)
                                  .command("make")
                                  .command("make dist")
                                  .environment(EnvironmentVariable.plain("TAG", "#{variables.tag}"))
                                  .environment(EnvironmentVariable.secret("KEY", "shop/key"))
                                  .input("sources")
                                  .outputFiles("dist", "*.jar", "docs/**")
                                  .outputVariable("VERSION")
                                  .namespace("built")
                                  .region("eu-west-1")
                                  .roleArn("arn:aws:iam::123456789012:role/r"))
                      .action(
                          "ask",
                          Action.MANUAL_APPROVAL,
                          ask -> ask.runOrder(3).timeout(Duration.ofMinutes(60))))
          .stage(
              "Again",
              stage ->
                  stage
                      .onFailure(
                          OnFailure.when(
                              Condition.builder()
                                  .result(ConditionResult.ROLLBACK)
                                  .rule(
                                      "alarm",
                                      RuleType.aws("CloudWatchAlarm"),
                                      rule -> rule.configuration("AlarmName", "errors"))
                                  .build()))
                      .action(
                          "compile",
                          ActionType.aws(BUILD, "CodeBuild"),
                          compile ->
                              compile
                                  .configuration("ProjectName", "shop-#{built.VERSION}")
                                  .input("dist")))
          .build();

  private static final String HEAD =
      """
      name: everything
      roleArn: arn:aws:iam::123456789012:role/p
      """;

  private static final String STORES =
      """
      artifactStores:
        eu-north-1: {type: S3, location: north, encryptionKey: {id: alias/k, type: KMS}}
        eu-west-1: {type: S3, location: west}
      """;

  private static final String STORE_LIST =
      """
      artifactStores:
        - region: eu-north-1
          artifactStore: {type: S3, location: north, encryptionKey: {id: alias/k, type: KMS}}
        - region: eu-west-1
          artifactStore: {type: S3, location: west}
      """;

  private static final String REST =
      """
      executionMode: QUEUED
      pipelineType: V2
      variables:
        - {name: tag, defaultValue: v1, description: what to build}
        - {name: who}
      triggers:
        - providerType: CodeStarSourceConnection
          gitConfiguration:
            sourceActionName: fetch
            push:
              - branches: {includes: [main]}
                filePaths: {includes: ['src/**'], excludes: ['**.md']}
              - tags: {includes: ['v*']}
            pullRequest:
              - events: [OPEN, CLOSED]
                branches: {includes: [main]}
                filePaths: {excludes: ['docs/**']}
      stages:
        - name: Source
          actions:
            - name: fetch
              actionTypeId: {category: Source, owner: AWS, provider: CodeStarSourceConnection, version: '1'}
              namespace: fetched
              configuration: {'ConnectionArn': c, 'FullRepositoryId': a/b, 'BranchName': main}
              outputArtifacts: [{name: sources}]
        - name: Build
          blockers: [{name: later, type: Schedule}]
          beforeEntry:
            conditions:
              - result: FAIL
                rules:
                  - name: main
                    ruleTypeId: {category: Rule, owner: AWS, provider: VariableCheck, version: '1'}
                    configuration: {'Variable': '#{fetched.BranchName}', 'Operator': EQ, 'Value': main}
          onSuccess:
            conditions:
              - result: ROLLBACK
                rules:
                  - name: check
                    ruleTypeId: {category: Rule, owner: AWS, provider: Commands}
                    commands: [make check]
                    inputArtifacts: [{name: sources}]
                    timeoutInMinutes: 6
                    region: eu-west-1
                    roleArn: arn:aws:iam::123456789012:role/r
          onFailure: {result: RETRY, retryConfiguration: {retryMode: ALL_ACTIONS}}
          actions:
            - name: commands
              actionTypeId: {category: Compute, owner: AWS, provider: Commands, version: '1'}
              runOrder: 2
              commands: [make, make dist]
              environmentVariables:
                - {name: TAG, value: '#{variables.tag}'}
                - {name: KEY, value: shop/key, type: SECRETS_MANAGER}
              inputArtifacts: [{name: sources}]
              outputArtifacts: [{name: dist, files: ['*.jar', 'docs/**']}]
              outputVariables: [VERSION]
              namespace: built
              region: eu-west-1
              roleArn: arn:aws:iam::123456789012:role/r
            - name: ask
              actionTypeId: {category: Approval, owner: AWS, provider: Manual, version: '1'}
              runOrder: 3
              timeoutInMinutes: 60
        - name: Again
          onFailure:
            conditions:
              - result: ROLLBACK
                rules:
                  - name: alarm
                    ruleTypeId: {category: Rule, provider: CloudWatchAlarm}
                    configuration: {'AlarmName': errors}
          actions:
            - name: compile
              actionTypeId: {category: Build, owner: AWS, provider: CodeBuild, version: '1'}
              configuration: {'ProjectName': 'shop-#{built.VERSION}'}
              inputArtifacts: [{name: dist}]
      """;

  static final String YAML = HEAD + STORES + REST;

  /** The properties of a template's resource: the same, in PascalCase. */
  static final String PROPERTIES =
      Pattern.compile("(?m)(^ *(?:- )?|\\{|, )([a-z])(?=[A-Za-z]*:( |$))")
          .matcher(HEAD + STORE_LIST + REST)
          .replaceAll(Everything::capital);

  private static String capital(MatchResult key) {
    return key.group(1) + key.group(2).toUpperCase(java.util.Locale.ROOT);
  }
}
