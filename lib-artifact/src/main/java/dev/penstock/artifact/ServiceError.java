package dev.penstock.artifact;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A failure in the shape that the cloud service gives its own, for hosts that
 * answer over HTTP.
 *
 * <pre>{@code
 * ServiceError error = ServiceError.of(failure);
 * response.status(error.status()).body(error.fields());
 * }</pre>
 *
 * @param type the service's name of it, such as {@code ConflictException}
 * @param status its HTTP status
 * @param fields what the answer holds, by the service's keys; {@code message} first
 */
public record ServiceError(String type, int status, Map<String, Object> fields) {
  private static final String MESSAGE = "message";
  private static final long MILLIS = 1_000;

  /** Copies the fields, keeping their order. */
  public ServiceError {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(fields, "fields");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Why a request is not valid. */
  public enum Reason {
    /** A text is not of its format, such as a policy that is no JSON. */
    CANNOT_PARSE,
    /** The key for encryption does not work. */
    ENCRYPTION_KEY_ERROR,
    /** A field has a value that is not allowed. */
    FIELD_VALIDATION_FAILED,
    /** There is no such operation. */
    UNKNOWN_OPERATION,
    /** Something else. */
    OTHER
  }

  /**
   * The answer to a call that failed.
   *
   * @param failure what the call threw
   * @return the answer; of what is neither refused nor invalid, it tells nothing but that it failed
   */
  public static ServiceError of(Throwable failure) {
    if (failure instanceof ArtifactException refused) {
      return ofRefusal(refused);
    }
    if (failure instanceof InvalidDefinitionException invalid) {
      boolean isSyntax =
          invalid.diagnostics().stream().map(Diagnostic::rule).allMatch(ServiceError::isSyntax);
      return invalid(
          String.valueOf(invalid.getMessage()),
          isSyntax ? Reason.CANNOT_PARSE : Reason.FIELD_VALIDATION_FAILED);
    }
    return new ServiceError(
        "InternalServerException", 500, Map.of(MESSAGE, "the call failed inside the server"));
  }

  private static boolean isSyntax(String rule) {
    return rule.equals("policy.json") || rule.equals("artifact.token");
  }

  /**
   * The answer to a request that is not valid.
   *
   * @param message what was found, and what is allowed
   * @param reason why
   * @return the answer
   */
  public static ServiceError invalid(String message, Reason reason) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(MESSAGE, message);
    fields.put("reason", reason.name());
    return new ServiceError("ValidationException", 400, fields);
  }

  private static ServiceError ofRefusal(ArtifactException refused) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(MESSAGE, String.valueOf(refused.getMessage()));
    return switch (refused.kind()) {
      case ACCESS_DENIED, BLOCKED -> new ServiceError("AccessDeniedException", 403, fields);
      case THROTTLED -> {
        fields.put("retryAfterSeconds", seconds(refused.retryAfter().orElse(Duration.ZERO)));
        yield new ServiceError("ThrottlingException", 429, fields);
      }
      case CONFLICT -> aboutResource("ConflictException", 409, refused, fields);
      case NOT_FOUND -> aboutResource("ResourceNotFoundException", 404, refused, fields);
      case QUOTA_EXCEEDED -> aboutResource("ServiceQuotaExceededException", 402, refused, fields);
    };
  }

  private static ServiceError aboutResource(
      String type, int status, ArtifactException refused, Map<String, Object> fields) {
    fields.put("resourceId", refused.id());
    fields.put("resourceType", refused.resource().toString());
    return new ServiceError(type, status, fields);
  }

  /** Rounded up, so that nobody comes too early. */
  private static long seconds(Duration wait) {
    return (wait.toMillis() + MILLIS - 1) / MILLIS;
  }

  /**
   * The header lines that go with the answer.
   *
   * @return {@code Retry-After} if it says when to ask again; else none
   */
  public Map<String, String> headers() {
    Object seconds = fields.get("retryAfterSeconds");
    return seconds == null ? Map.of() : Map.of("Retry-After", seconds.toString());
  }
}
