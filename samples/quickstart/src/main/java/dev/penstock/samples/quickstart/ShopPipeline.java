package dev.penstock.samples.quickstart;

import dev.penstock.deploy.DeployAction;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import java.nio.file.Path;

/** The pipeline of the shop: from a commit to all users. */
final class ShopPipeline {
  static final String NAME = "shop";
  static final String REVISION = "Revision";
  static final String TRAFFIC = "Traffic";

  static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  static final ActionType BUILDSPEC = ActionType.of(ActionCategory.BUILD, "Buildspec");
  static final ActionType CHECK = ActionType.of(ActionCategory.TEST, "Buildspec");
  static final ActionType PUBLISH = ActionType.of(ActionCategory.INVOKE, "Publish");
  static final ActionType DEPLOY = ActionType.of(ActionCategory.DEPLOY, "Deploy");
  static final ActionType CONTINUE = ActionType.of(ActionCategory.DEPLOY, "Continue");

  /** Looks at the sources while they are built: every script is sound, no warning is left. */
  private static final String CHECKS =
      """
      version: 0.2
      env:
        shell: bash
      phases:
        pre_build:
          commands:
            - for script in scripts/*.sh; do bash -n "$script"; done
            - test -x scripts/start.sh
        build:
          commands:
            - mkdir -p out/checked
            - '"$JAVA_HOME/bin/javac" -J-XX:TieredStopAtLevel=1 -Xlint:all -Werror -proc:none
              -d out/checked src/main/java/shop/*.java'
      """;

  private ShopPipeline() {}

  static Pipeline define(Path repository, Path javaHome, Path junitConsole) {
    return Pipeline.builder(NAME)
        .variable(REVISION)
        .stage(
            "Source",
            stage ->
                stage.action(
                    "Checkout",
                    GIT,
                    checkout ->
                        checkout
                            .configuration("Repository", repository.toString())
                            .configuration("Revision", "#{variables.Revision}")
                            .output("sources")))
        .stage(
            "Build",
            stage ->
                stage
                    .action(
                        "Package",
                        BUILDSPEC,
                        build ->
                            build
                                .input("sources")
                                .output("bundle")
                                .namespace("build")
                                .configuration(
                                    "EnvironmentVariables.JAVA_HOME", javaHome.toString())
                                .configuration(
                                    "EnvironmentVariables.JUNIT_CONSOLE", junitConsole.toString()))
                    .action(
                        "Check",
                        CHECK,
                        check ->
                            check
                                .input("sources")
                                .configuration("BuildSpec", CHECKS)
                                .configuration(
                                    "EnvironmentVariables.JAVA_HOME", javaHome.toString())))
        .stage(
            "Publish",
            stage ->
                stage.action(
                    "Store",
                    PUBLISH,
                    publish ->
                        publish
                            .input("bundle")
                            .configuration("Namespace", "acme")
                            .configuration("Package", NAME)
                            .configuration("Version", "#{build.APP_VERSION}")))
        .stage(
            "Staging",
            stage ->
                stage.action(
                    "Deploy",
                    DEPLOY,
                    deploy ->
                        deploy
                            .input("bundle")
                            .configuration(DeployAction.DEPLOYMENT_GROUP, Fleet.STAGING)
                            .configuration(DeployAction.REVISION, "#{build.APP_VERSION}")))
        .stage("Approval", stage -> stage.approval("Release"))
        .stage(
            "Production",
            stage ->
                stage.action(
                    "Deploy",
                    DEPLOY,
                    deploy ->
                        deploy
                            .input("bundle")
                            .namespace("production")
                            .configuration(DeployAction.DEPLOYMENT_GROUP, Fleet.PRODUCTION)
                            .configuration(DeployAction.REVISION, "#{build.APP_VERSION}")))
        .stage(
            TRAFFIC,
            stage ->
                stage.action(
                    "Shift",
                    CONTINUE,
                    shift ->
                        shift
                            .configuration(DeployAction.DEPLOYMENT_GROUP, Fleet.PRODUCTION)
                            .configuration(
                                DeployAction.DEPLOYMENT_ID, "#{production.DeploymentId}")))
        .build();
  }
}
