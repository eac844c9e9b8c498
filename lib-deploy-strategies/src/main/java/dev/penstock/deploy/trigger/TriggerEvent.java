package dev.penstock.deploy.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An event of a deployment in the shape that the cloud service gives its own (D-402).
 *
 * <p>Events of deployments have the fields {@code applicationName}, {@code deploymentGroupName},
 * {@code deploymentId}, {@code createTime}, {@code completeTime} once it has ended, {@code
 * deploymentOverview}, {@code status}, {@code errorInformation} if it did not succeed, and {@code
 * rollbackInformation} if it is rolled back. Events of instances have {@code deploymentId}, {@code
 * instanceId}, {@code lastUpdatedAt}, {@code instanceStatus} and {@code lifecycleEvents} with their
 * times. All have {@code region}, {@code accountId} and {@code eventTriggerName}. As with the
 * service, what has an inner structure is a text that holds JSON.
 *
 * @param type what happened
 * @param fields texts by the service's keys, in its order
 */
public record TriggerEvent(TriggerEventType type, Map<String, String> fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the fields, keeping their order. */
  public TriggerEvent {
    Objects.requireNonNull(type, "type");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * The event as a message in JSON.
   *
   * @return one line
   */
  public String toJson() {
    return json(fields);
  }

  /**
   * JSON of maps, lists, texts and numbers: what fields with an inner structure hold.
   *
   * @param value the value
   * @return one line
   * @throws IllegalArgumentException if it holds anything else
   */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no JSON value", e);
    }
  }
}
