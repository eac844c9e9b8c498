package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Messages of agents")
class AgentMessageCodecTest {
  private static final Revision REVISION =
      new Revision("r1", "s3://b/k", new Digest("a".repeat(64)), "");

  AgentMessageCodecTest() {}

  @Test
  @DisplayName("are written in fields that stay as they are")
  void form() throws IOException {
    AgentCommand command =
        new AgentCommand(
            "d-1/i-1/Install",
            2,
            "i-1",
            "Install",
            DeploymentSpecification.builder()
                .deployment(new DeploymentId("d-1"))
                .groupId("4c0e")
                .group("production")
                .application("shop")
                .revision(REVISION)
                .build(),
            RevisionSource.LAST_INSTALLED,
            Instant.parse("2026-03-02T08:05:00Z"));
    assertEquals(
        "{\"type\":\"AgentCommand\",\"instance\":\"i-1\",\"key\":\"d-1/i-1/Install\",\"delivery\":2,"
            + "\"event\":\"Install\",\"revisionSource\":\"LAST_INSTALLED\",\"startBy\":\"2026-03-02T08:05:00Z\",\"specification\":"
            + "{\"deployment\":\"d-1\",\"groupId\":\"4c0e\",\"group\":\"production\","
            + "\"application\":\"shop\",\"style\":\"IN_PLACE\",\"creator\":\"USER\","
            + "\"appSpec\":\"appspec.yml\",\"fileExistsBehavior\":\"DISALLOW\",\"revision\":"
            + "{\"id\":\"r1\",\"bundle\":\"s3://b/k\",\"digest\":\""
            + "a".repeat(64)
            + "\",\"description\":\"\"}}}",
        AgentMessageCodec.encode(command));
    assertEquals(
        new AgentPoll("i-1"),
        AgentMessageCodec.decode("{\"type\":\"AgentPoll\",\"instance\":\"i-1\",\"newer\":[1]}"));
  }

  @Test
  @DisplayName("fit into the bound even when everything in them is as long as it may be")
  void bounded() throws IOException {
    String wide = "\u2028".repeat(LifecycleResult.LONGEST_LOG);
    AgentReport report =
        new AgentReport(
            "k".repeat(AgentMessage.LONGEST_KEY),
            "i".repeat(AgentMessage.LONGEST_KEY),
            new LifecycleResult(
                LifecycleErrorCode.SCRIPT_NOT_EXECUTABLE, "\u0001".repeat(1_024), wide));
    assertEquals(report, AgentMessageCodec.decode(AgentMessageCodec.encode(report)));
    String name = "\"".repeat(DeploymentSpecification.LONGEST_NAME);
    String id = "\"".repeat(DeploymentSpecification.LONGEST_ID);
    AgentCommand command =
        new AgentCommand(
            "\"".repeat(AgentMessage.LONGEST_KEY),
            Integer.MAX_VALUE,
            "\"".repeat(AgentMessage.LONGEST_KEY),
            "\"".repeat(AgentMessage.LONGEST_EVENT),
            DeploymentSpecification.builder()
                .deployment(new DeploymentId(id))
                .groupId("\"".repeat(DeploymentSpecification.LONGEST_GROUP_ID))
                .group(name)
                .application(name)
                .appSpec(id)
                .revision(
                    new Revision(
                        id,
                        "\"".repeat(DeploymentSpecification.LONGEST_LOCATION),
                        new Digest("0".repeat(64)),
                        "\u0001".repeat(DeploymentSpecification.LONGEST_DESCRIPTION)))
                .build(),
            RevisionSource.LAST_DOWNLOADED,
            Instant.MAX);
    assertEquals(command, AgentMessageCodec.decode(AgentMessageCodec.encode(command)));
  }

  @Test
  @DisplayName("are refused when they are none")
  void refusals() {
    for (List<String> each :
        List.of(
            List.of("", "agent message: found no object; allowed: a JSON object"),
            List.of("[]", "agent message: found no object; allowed: a JSON object"),
            List.of("{\"instance\":\"i\"}", "agent message: type is missing"),
            List.of("{\"type\":\"X\",\"instance\":\"i\"}", "agent message: type: \"X\" is unknown"),
            List.of(
                "{\"type\":\"AgentPoll\",\"instance\":7}", "agent message: instance is no text"),
            List.of(
                "{\"type\":\"AgentPoll\",\"instance\":\"\"}",
                "agent message: instance: found 0 characters; allowed: 1 to 600"),
            List.of(
                "{\"type\":\"AgentPoll\",\"instance\":\"a\\nb\"}",
                "agent message: instance: found a control character; allowed: printable"
                    + " characters"),
            List.of(
                " ".repeat(AgentMessageCodec.LONGEST_TEXT + 1),
                "agent message of 131073 characters; allowed: at most 131072"))) {
      assertEquals(
          each.get(1),
          assertThrows(IOException.class, () -> AgentMessageCodec.decode(each.get(0)))
              .getMessage());
    }
    assertThrows(
        IOException.class,
        () ->
            AgentMessageCodec.decode(
                "{\"type\":\"AgentPoll\",\"instance\":\"i\",\"instance\":\"j\"}"));
    assertThrows(
        IOException.class, () -> AgentMessageCodec.decode("[".repeat(50_000)), "nested too deeply");
  }

  @Test
  @DisplayName("describe a deployment with defaults, and with nothing that is compulsory missing")
  @Covers("D-116")
  void specification() {
    DeploymentSpecification least =
        DeploymentSpecification.builder()
            .deployment(new DeploymentId("d-1"))
            .groupId("4c0e")
            .group("production")
            .application("shop")
            .revision(REVISION)
            .build();
    assertEquals(DeploymentCreator.USER, least.creator());
    assertEquals(DeploymentStyle.IN_PLACE, least.style());
    assertEquals("appspec.yml", least.appSpec());
    assertEquals(FileExistsBehavior.DISALLOW, least.fileExistsBehavior());
    assertEquals(least, least.toBuilder().build());
    InvalidDefinitionException missing =
        assertThrows(
            InvalidDefinitionException.class, () -> DeploymentSpecification.builder().build());
    assertEquals(
        List.of("deployment", "groupId", "group", "application", "revision"),
        missing.diagnostics().stream().map(each -> each.path()).toList());
    for (String each : List.of("deployment", "groupId", "group", "application", "revision")) {
      DeploymentSpecificationBuilder builder = DeploymentSpecification.builder();
      if (!each.equals("deployment")) {
        builder.deployment(new DeploymentId("d-1"));
      }
      if (!each.equals("groupId")) {
        builder.groupId("4c0e");
      }
      if (!each.equals("group")) {
        builder.group("production");
      }
      if (!each.equals("application")) {
        builder.application("shop");
      }
      if (!each.equals("revision")) {
        builder.revision(REVISION);
      }
      assertEquals(
          List.of(each),
          assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
              .map(fault -> fault.path())
              .toList());
    }
  }
}
