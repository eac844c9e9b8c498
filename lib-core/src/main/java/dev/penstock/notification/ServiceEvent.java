package dev.penstock.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An event in the shape that the cloud service gives its own (P-1401). Immutable.
 *
 * <p>Its id is made of the process's id and the number of the journal's event, so that the same
 * event has the same id whenever it is delivered.
 *
 * @param id a UUID; equal for repeated deliveries of one event
 * @param detailType what kind of change it is
 * @param time when
 * @param account whose pipeline it is
 * @param region where the pipeline is
 * @param resources the pipeline's ARN
 * @param sequence counts the events of one execution from 1 (P-1408); also in the detail, as {@code
 *     sequence-number}
 * @param detail what changed: texts, numbers, maps and lists by the service's keys
 * @param additionalAttributes what notifications add: failed actions of a failure, source actions
 *     of a stage; may be empty
 */
public record ServiceEvent(
    String id,
    String detailType,
    Instant time,
    String account,
    String region,
    List<String> resources,
    long sequence,
    Map<String, Object> detail,
    Map<String, Object> additionalAttributes) {

  /** The detail type of changes of executions (P-1402). */
  public static final String PIPELINE = "CodePipeline Pipeline Execution State Change";

  /** The detail type of changes of stages (P-1403). */
  public static final String STAGE = "CodePipeline Stage Execution State Change";

  /** The detail type of changes of actions (P-1404). */
  public static final String ACTION = "CodePipeline Action Execution State Change";

  /** The source of all events. */
  public static final String SOURCE = "aws.codepipeline";

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the collections, keeping their order. */
  public ServiceEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(detailType, "detailType");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    resources = List.copyOf(resources);
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    additionalAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(additionalAttributes));
  }

  /**
   * The event as rules see it.
   *
   * @return envelope and detail, by the service's keys
   */
  public Map<String, Object> toMap() {
    return envelope("detail-type");
  }

  /**
   * The event as notifications carry it: {@code detailType} instead of {@code detail-type}, and the
   * additional attributes.
   *
   * @return envelope, detail and attributes, by the service's keys
   */
  public Map<String, Object> toNotification() {
    Map<String, Object> notification = new LinkedHashMap<>(envelope("detailType"));
    notification.put("additionalAttributes", additionalAttributes);
    return Collections.unmodifiableMap(notification);
  }

  /**
   * The event as rules see it, in JSON.
   *
   * @return one line
   */
  public String toJson() {
    try {
      return JSON.writeValueAsString(toMap());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + id + " holds what is no JSON value", e);
    }
  }

  private Map<String, Object> envelope(String detailTypeKey) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", "0");
    map.put("id", id);
    map.put(detailTypeKey, detailType);
    map.put("source", SOURCE);
    map.put("account", account);
    map.put("time", SECONDS.format(time));
    map.put("region", region);
    map.put("resources", resources);
    map.put("detail", detail);
    return Collections.unmodifiableMap(map);
  }
}
