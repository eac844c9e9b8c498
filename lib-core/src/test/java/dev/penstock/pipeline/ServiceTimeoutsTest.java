package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("How long the service lets actions run")
class ServiceTimeoutsTest {

  @ParameterizedTest
  @DisplayName("is data, by type")
  @Covers({"P-461", "P-462", "P-463", "P-464", "P-466", "P-467", "P-468", "P-469", "P-471"})
  @CsvSource({
    "DEPLOY, AWS, CloudFormation, PT72H",
    "DEPLOY, AWS, CodeDeploy, PT120H",
    "DEPLOY, AWS, CodeDeployToECS, PT120H",
    "BUILD, AWS, CodeBuild, PT36H",
    "TEST, AWS, CodeBuild, PT8H",
    "INVOKE, AWS, Lambda, PT24H",
    "DEPLOY, AWS, S3, PT1H30M",
    "INVOKE, AWS, StepFunctions, PT168H",
    "BUILD, Custom, CodeBuild, PT24H",
    "SOURCE, Custom, Git, PT24H",
    "COMPUTE, AWS, Commands, PT55M",
    "APPROVAL, AWS, Manual, PT168H",
    "DEPLOY, AWS, ECS, PT1H",
    "SOURCE, AWS, S3, PT1H",
    "DEPLOY, AWS, Lambda, PT1H",
    "SOURCE, ThirdParty, GitHub, PT1H",
    "INVOKE, ThirdParty, Lambda, PT1H",
  })
  void byType(ActionCategory category, String owner, String provider, Duration expected) {
    assertEquals(expected, new ActionType(category, owner, provider, "1").serviceTimeout());
  }
}
