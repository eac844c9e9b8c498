package dev.penstock.pipeline.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an execution is to start.
 *
 * @param trigger what causes the start, for people, such as {@code Webhook}
 * @param variables values of pipeline variables by name
 * @param token makes the start safe to repeat: a second one with the same token finds the first
 *     execution
 */
public record StartRequest(String trigger, Map<String, String> variables, Optional<String> token) {

  /** Copies the map. */
  public StartRequest {
    Objects.requireNonNull(trigger, "trigger");
    variables = Map.copyOf(variables);
    Objects.requireNonNull(token, "token");
  }

  /**
   * A start without variables or token.
   *
   * @param trigger what causes the start
   * @return the request
   */
  public static StartRequest of(String trigger) {
    return new StartRequest(trigger, Map.of(), Optional.empty());
  }

  /**
   * The same request with a variable's value.
   *
   * @param name the variable's name
   * @param value its value
   * @return a copy
   */
  public StartRequest withVariable(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(variables);
    copy.put(name, value);
    return new StartRequest(trigger, copy, token);
  }

  /**
   * The same request with a token.
   *
   * @param value identifies this start among all starts of the pipeline
   * @return a copy
   */
  public StartRequest withToken(String value) {
    return new StartRequest(trigger, variables, Optional.of(value));
  }
}
