package dev.penstock.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What somebody wants to do: who, what, to which resource, and under which circumstances.
 *
 * <pre>{@code
 * AccessRequest.of(ada, "codepipeline:StartPipelineExecution", "arn:aws:codepipeline:eu:123456789012:checkout")
 *     .at(clock.instant())
 *     .with("aws:SourceIp", "192.0.2.7")
 *     .withPrincipalTag("team", "payments");
 * }</pre>
 *
 * <p>Condition keys are the same in either case. A key without values is absent. {@code
 * aws:PrincipalArn} and {@code aws:PrincipalAccount} follow from the principal unless they are
 * given.
 *
 * @param principal who
 * @param action what, as {@code service:Action}
 * @param resource to what; {@code *} if it is about none in particular
 * @param context condition keys to values, in lower case
 */
public record AccessRequest(
    Principal principal, String action, String resource, Map<String, List<String>> context) {

  /** When it happens; an ISO 8601 instant. */
  public static final String CURRENT_TIME = "aws:CurrentTime";

  /** The address that it comes from. */
  public static final String SOURCE_IP = "aws:SourceIp";

  /** The network end point that it comes through. */
  public static final String SOURCE_VPCE = "aws:SourceVpce";

  /** Whether it came encrypted: {@code true} or {@code false}. */
  public static final String SECURE_TRANSPORT = "aws:SecureTransport";

  /** The organization of who asks. */
  public static final String PRINCIPAL_ORG_ID = "aws:PrincipalOrgID";

  /** The ARN of who asks. */
  public static final String PRINCIPAL_ARN = "aws:PrincipalArn";

  /** The account of who asks. */
  public static final String PRINCIPAL_ACCOUNT = "aws:PrincipalAccount";

  /** The keys of all tags that the request sets; several values. */
  public static final String TAG_KEYS = "aws:TagKeys";

  static final AccessRequest NOTHING =
      new AccessRequest(Principal.anonymous(), "none:None", "*", Map.of());

  /** Copies the map; refuses keys that differ only in case. */
  public AccessRequest {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resource, "resource");
    Map<String, List<String>> copy = new TreeMap<>();
    context.forEach(
        (key, values) -> {
          if (copy.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)) != null) {
            throw new IllegalArgumentException(
                "condition key \"" + key + "\" is given twice; case does not tell keys apart");
          }
        });
    principal.account().ifPresent(id -> copy.putIfAbsent(lower(PRINCIPAL_ACCOUNT), List.of(id)));
    if (principal.type() == Principal.Type.AWS) {
      copy.putIfAbsent(lower(PRINCIPAL_ARN), List.of(principal.id()));
    }
    context = Collections.unmodifiableMap(copy);
  }

  /**
   * A request without circumstances.
   *
   * @param principal who
   * @param action what, as {@code service:Action}
   * @param resource to what
   * @return the request
   */
  public static AccessRequest of(Principal principal, String action, String resource) {
    return new AccessRequest(principal, action, resource, Map.of());
  }

  /**
   * The same request with a condition key, which replaces an earlier one of that name.
   *
   * @param key the key, in any case
   * @param values its values; none to take the key away
   * @return a copy
   */
  public AccessRequest with(String key, String... values) {
    Map<String, List<String>> copy = new TreeMap<>(context);
    copy.put(lower(key), List.of(values));
    return new AccessRequest(principal, action, resource, copy);
  }

  /**
   * The same request at a time: {@value #CURRENT_TIME}.
   *
   * @param time when
   * @return a copy
   */
  public AccessRequest at(Instant time) {
    return with(CURRENT_TIME, time.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  /**
   * The same request with a tag of who asks: {@code aws:PrincipalTag/<name>}.
   *
   * @param name the tag's key
   * @param value its value
   * @return a copy
   */
  public AccessRequest withPrincipalTag(String name, String value) {
    return with("aws:PrincipalTag/" + name, value);
  }

  /**
   * The same request with a tag of the resource: {@code aws:ResourceTag/<name>}.
   *
   * @param name the tag's key
   * @param value its value
   * @return a copy
   */
  public AccessRequest withResourceTag(String name, String value) {
    return with("aws:ResourceTag/" + name, value);
  }

  /**
   * The same request with a tag that it sets: {@code aws:RequestTag/<name>}, and one more of
   * {@value #TAG_KEYS}.
   *
   * @param name the tag's key
   * @param value its value
   * @return a copy
   */
  public AccessRequest withRequestTag(String name, String value) {
    List<String> keys = new ArrayList<>(values(TAG_KEYS));
    if (!keys.contains(name)) {
      keys.add(name);
    }
    return with("aws:RequestTag/" + name, value).with(TAG_KEYS, keys.toArray(new String[0]));
  }

  /**
   * The values of a condition key.
   *
   * @param key the key, in any case
   * @return none if it is absent
   */
  public List<String> values(String key) {
    return context.getOrDefault(lower(key), List.of());
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
