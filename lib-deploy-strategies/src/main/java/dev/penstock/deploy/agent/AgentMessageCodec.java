package dev.penstock.deploy.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Writes the messages of agents as JSON objects, and reads them. Fields that a newer release added
 * are passed over; whatever else is wrong with a text is one {@link IOException}.
 *
 * <pre>{@code
 * String text = AgentMessageCodec.encode(new AgentPoll("blue-1"));
 * AgentMessage same = AgentMessageCodec.decode(text);
 * }</pre>
 *
 * <p>Stateless and safe for several threads.
 */
public final class AgentMessageCodec {

  /** How long a text may be, in characters. Every message fits. */
  public static final int LONGEST_TEXT = 128 << 10;

  private static final int DEEPEST = 8;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxNumberLength(20)
                      .maxStringLength(LONGEST_TEXT)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private AgentMessageCodec() {}

  /**
   * Writes a message.
   *
   * @param message the message
   * @return a JSON object in one line
   */
  public static String encode(AgentMessage message) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", message.getClass().getSimpleName());
    node.put("instance", message.instance());
    if (message instanceof AgentCommand command) {
      node.put("key", command.key());
      node.put("delivery", command.delivery());
      node.put("event", command.event());
      node.put("revisionSource", command.revisionSource().name());
      node.put("startBy", command.startBy().toString());
      write(command.specification(), node.putObject("specification"));
    } else if (message instanceof AgentStart start) {
      node.put("key", start.key());
    } else if (message instanceof AgentReport report) {
      node.put("key", report.key());
      node.put("code", report.result().code().name());
      node.put("message", report.result().message());
      node.put("logTail", report.result().logTail());
    }
    return node.toString();
  }

  private static void write(DeploymentSpecification specification, ObjectNode node) {
    node.put("deployment", specification.deployment().text());
    node.put("groupId", specification.groupId());
    node.put("group", specification.group());
    node.put("application", specification.application());
    node.put("style", specification.style().name());
    node.put("creator", specification.creator().name());
    node.put("appSpec", specification.appSpec());
    node.put("fileExistsBehavior", specification.fileExistsBehavior().name());
    ObjectNode revision = node.putObject("revision");
    revision.put("id", specification.revision().id());
    revision.put("bundle", specification.revision().bundle());
    revision.put("digest", specification.revision().digest().hex());
    revision.put("description", specification.revision().description());
  }

  /**
   * Reads a message.
   *
   * @param text what {@link #encode} wrote, here or in another release; at most {@value
   *     #LONGEST_TEXT} characters
   * @return the message
   * @throws IOException if the text is no message; it says why
   */
  public static AgentMessage decode(String text) throws IOException {
    if (text.length() > LONGEST_TEXT) {
      throw new IOException(
          "agent message of " + text.length() + " characters; allowed: at most " + LONGEST_TEXT);
    }
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("agent message: no JSON: " + e.getOriginalMessage(), e);
    }
    if (node == null || !node.isObject()) {
      throw new IOException("agent message: found no object; allowed: a JSON object");
    }
    try {
      return read(node);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("agent message: " + e.getMessage(), e);
    }
  }

  private static AgentMessage read(JsonNode node) throws IOException {
    String type = text(node, "type");
    String instance = text(node, "instance");
    return switch (type) {
      case "AgentPoll" -> new AgentPoll(instance);
      case "AgentStart" -> new AgentStart(text(node, "key"), instance);
      case "AgentReport" ->
          new AgentReport(
              text(node, "key"),
              instance,
              new LifecycleResult(
                  LifecycleErrorCode.valueOf(text(node, "code")),
                  text(node, "message"),
                  text(node, "logTail")));
      case "AgentCommand" ->
          new AgentCommand(
              text(node, "key"),
              number(node, "delivery"),
              instance,
              text(node, "event"),
              specification(field(node, "specification")),
              RevisionSource.valueOf(text(node, "revisionSource")),
              Instant.parse(text(node, "startBy")));
      default -> throw new IOException("agent message: type: \"" + type + "\" is unknown");
    };
  }

  private static DeploymentSpecification specification(JsonNode node) throws IOException {
    JsonNode revision = field(node, "revision");
    return DeploymentSpecification.builder()
        .deployment(new DeploymentId(text(node, "deployment")))
        .groupId(text(node, "groupId"))
        .group(text(node, "group"))
        .application(text(node, "application"))
        .style(DeploymentStyle.valueOf(text(node, "style")))
        .creator(DeploymentCreator.valueOf(text(node, "creator")))
        .appSpec(text(node, "appSpec"))
        .fileExistsBehavior(FileExistsBehavior.valueOf(text(node, "fileExistsBehavior")))
        .revision(
            new Revision(
                text(revision, "id"),
                text(revision, "bundle"),
                new Digest(text(revision, "digest")),
                text(revision, "description")))
        .build();
  }

  private static JsonNode field(JsonNode node, String name) throws IOException {
    JsonNode field = node.get(name);
    if (field == null) {
      throw new IOException("agent message: " + name + " is missing");
    }
    return field;
  }

  private static String text(JsonNode node, String name) throws IOException {
    JsonNode field = field(node, name);
    if (!field.isTextual()) {
      throw new IOException("agent message: " + name + " is no text");
    }
    return field.textValue();
  }

  private static int number(JsonNode node, String name) throws IOException {
    JsonNode field = field(node, name);
    if (!field.isInt()) {
      throw new IOException("agent message: " + name + " is no number");
    }
    return field.intValue();
  }
}
