package dev.penstock.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What approvers are told when an approval waits for them (P-1309). Its token identifies the
 * request and authorises nobody. Texts that the action does not configure are empty.
 *
 * @param region the pipeline's region
 * @param consoleLink where people see the pipeline
 * @param pipeline the pipeline's name
 * @param stage the stage's name
 * @param action the action's name
 * @param execution the execution's id, which the service's message does not hold
 * @param token what answers the request
 * @param expires when it fails for want of an answer
 * @param externalEntityLink what is to be reviewed, as the action configures it
 * @param approvalReviewLink where people answer it
 * @param customData what they are to know, as the action configures it
 */
public record ApprovalNotice(
    String region,
    String consoleLink,
    String pipeline,
    String stage,
    String action,
    String execution,
    String token,
    Optional<Instant> expires,
    String externalEntityLink,
    String approvalReviewLink,
    String customData) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** All parts are required. */
  public ApprovalNotice {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(consoleLink, "consoleLink");
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(expires, "expires");
    Objects.requireNonNull(externalEntityLink, "externalEntityLink");
    Objects.requireNonNull(approvalReviewLink, "approvalReviewLink");
    Objects.requireNonNull(customData, "customData");
  }

  /**
   * The message by the service's keys.
   *
   * @return an immutable map, in the service's order; {@code expires} in whole minutes
   */
  public Map<String, Object> toMap() {
    Map<String, Object> approval = new LinkedHashMap<>();
    approval.put("pipelineName", pipeline);
    approval.put("stageName", stage);
    approval.put("actionName", action);
    approval.put("token", token);
    expires.ifPresent(at -> approval.put("expires", MINUTES.format(at)));
    approval.put("externalEntityLink", externalEntityLink);
    approval.put("approvalReviewLink", approvalReviewLink);
    approval.put("customData", customData);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("region", region);
    message.put("consoleLink", consoleLink);
    message.put("approval", java.util.Collections.unmodifiableMap(approval));
    return java.util.Collections.unmodifiableMap(message);
  }

  /**
   * The message as the service publishes it.
   *
   * @return one line of JSON
   */
  public String toJson() {
    try {
      return JSON.writeValueAsString(toMap());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts cannot be written", e);
    }
  }
}
