package dev.penstock.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The older way to start a pipeline: filters over the JSON of a delivery, which must all match
 * (P-706).
 *
 * <pre>{@code
 * Webhook webhook = new Webhook("on-push", Webhook.Authentication.GITHUB_HMAC,
 *     List.of(new WebhookFilter("$.ref", "refs/heads/{Branch}")));
 * webhook.judge(body, Map.of("Branch", "main")).isMatching();
 * }</pre>
 *
 * <p>The host receives deliveries and checks that they are genuine, as {@link #authentication()}
 * says. Immutable and safe for several threads.
 *
 * @param name the webhook's name
 * @param authentication how the host checks that a delivery is genuine
 * @param filters 1 to {@value #MOST_FILTERS}; all must match
 */
public record Webhook(String name, Authentication authentication, List<WebhookFilter> filters) {

  /** How many filters a webhook may have (P-706). */
  public static final int MOST_FILTERS = 5;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KEY = Pattern.compile("\\{([^{}]+)\\}");

  /** Copies the list, and refuses one that is empty or too long. */
  public Webhook {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(authentication, "authentication");
    filters = List.copyOf(filters);
    if (filters.isEmpty() || filters.size() > MOST_FILTERS) {
      throw new IllegalArgumentException(
          "webhook "
              + name
              + " with "
              + filters.size()
              + " filters; allowed: 1 to "
              + MOST_FILTERS);
    }
  }

  /**
   * Decides whether a delivery starts the pipeline.
   *
   * @param body the delivery's JSON
   * @param configuration the configuration of the source action that the webhook is for
   * @return the answer of the first filter that does not match, or of the last
   */
  public WebhookVerdict judge(String body, Map<String, String> configuration) {
    JsonNode document;
    try {
      document = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new WebhookVerdict(false, "the body is no JSON: " + e.getOriginalMessage());
    }
    WebhookVerdict verdict = new WebhookVerdict(false, "the body is empty");
    for (int i = 0; i < filters.size() && !document.isMissingNode(); i++) {
      verdict = judge("filters[" + i + "]: ", filters.get(i), document, configuration);
      if (!verdict.isMatching()) {
        return verdict;
      }
    }
    return verdict;
  }

  private static WebhookVerdict judge(
      String name, WebhookFilter filter, JsonNode document, Map<String, String> configuration) {
    StringBuilder expected = new StringBuilder();
    Matcher key = KEY.matcher(filter.matchEquals());
    while (key.find()) {
      String value = configuration.get(key.group(1));
      if (value == null) {
        return new WebhookVerdict(
            false, name + key.group() + " is not in the action's configuration");
      }
      key.appendReplacement(expected, Matcher.quoteReplacement(value));
    }
    key.appendTail(expected);
    Optional<String> found = JsonPath.parse(filter.jsonPath()).find(document);
    if (found.isEmpty()) {
      return new WebhookVerdict(false, name + "no value at " + filter.jsonPath());
    }
    boolean isMatching = found.get().contentEquals(expected);
    return new WebhookVerdict(
        isMatching,
        name
            + filter.jsonPath()
            + " is \""
            + found.get()
            + "\""
            + (isMatching ? "" : ", not \"" + expected + "\""));
  }

  /** How a host checks that a delivery is genuine. */
  public enum Authentication {
    /** By an HMAC over the body, see {@link WebhookSignature}. */
    GITHUB_HMAC,
    /** By the sender's address. */
    IP,
    /** Not at all. */
    UNAUTHENTICATED
  }
}
