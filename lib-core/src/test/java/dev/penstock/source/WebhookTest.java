package dev.penstock.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.source.Webhook.Authentication;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A webhook")
class WebhookTest {
  private static final String BODY =
      """
      {"ref": "refs/heads/main", "deleted": false, "size": 3, "none": null,
       "repository": {"full.name": "acme/shop", "owner": {"login": "acme"}},
       "commits": [{"id": "c0ffee"}, {"id": "beef"}]}""";

  private static Webhook webhook(WebhookFilter... filters) {
    return new Webhook("on-push", Authentication.GITHUB_HMAC, List.of(filters));
  }

  private static String judge(String path, String expected, Map<String, String> configuration) {
    WebhookVerdict verdict = webhook(new WebhookFilter(path, expected)).judge(BODY, configuration);
    return (verdict.isMatching() ? "yes: " : "no: ") + verdict.reason();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.ref                        | refs/heads/main",
        "$['ref']                     | refs/heads/main",
        "$[\"ref\"]                   | refs/heads/main",
        "$.repository['full.name']    | acme/shop",
        "$.repository.owner.login     | acme",
        "$.commits[0].id              | c0ffee",
        "$.commits[1]['id']           | beef",
        "$.deleted                    | false",
        "$.size                       | 3",
      })
  @DisplayName("finds texts, numbers and booleans in the delivery")
  @Covers("P-706")
  void paths(String path, String value) {
    assertEquals(
        "yes: filters[0]: " + path + " is \"" + value + "\"", judge(path, value, Map.of()));
    assertEquals(
        "no: filters[0]: " + path + " is \"" + value + "\", not \"" + value + "x\"",
        judge(path, value + "x", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "$.nothing",
    "$.none",
    "$.repository",
    "$.commits",
    "$.commits[2].id",
    "$.ref.x",
    "$[0]"
  })
  @DisplayName("does not match where there is no such value")
  @Covers("P-706")
  void missing(String path) {
    assertEquals("no: filters[0]: no value at " + path, judge(path, "null", Map.of()));
  }

  @Test
  @DisplayName("puts values of the action's configuration in the place of their keys")
  @Covers("P-706")
  void keys() {
    Map<String, String> configuration = Map.of("Branch", "main", "Kind", "he$ds", "heads", "x");
    assertEquals(
        "yes: filters[0]: $.ref is \"refs/heads/main\"",
        judge("$.ref", "refs/heads/{Branch}", configuration));
    assertEquals(
        "no: filters[0]: $.ref is \"refs/heads/main\", not \"refs/he$ds/main\"",
        judge("$.ref", "refs/{Kind}/{Branch}", configuration));
    assertEquals(
        "no: filters[0]: {branch} is not in the action's configuration",
        judge("$.ref", "refs/heads/{branch}", configuration));
    assertEquals(
        "no: filters[0]: $.ref is \"refs/heads/main\", not \"{}main}\"",
        judge("$.ref", "{}{Branch}}", configuration));
  }

  @Test
  @DisplayName("matches when all its filters do")
  @Covers("P-706")
  void allFilters() {
    WebhookFilter yes = new WebhookFilter("$.size", "3");
    WebhookFilter no = new WebhookFilter("$.size", "4");
    assertTrue(webhook(yes, yes).judge(BODY, Map.of()).isMatching());
    assertEquals(
        new WebhookVerdict(false, "filters[1]: $.size is \"3\", not \"4\""),
        webhook(yes, no, yes).judge(BODY, Map.of()));
    assertFalse(webhook(no, yes).judge(BODY, Map.of()).isMatching());
    assertEquals(new WebhookVerdict(false, "the body is empty"), webhook(yes).judge("", Map.of()));
    WebhookVerdict broken = webhook(yes).judge("{\"size\": 3", Map.of());
    assertFalse(broken.isMatching());
    assertTrue(broken.reason().startsWith("the body is no JSON: "), broken.reason());
    assertFalse(webhook(yes).judge("[".repeat(100_000), Map.of()).isMatching());
  }

  @Test
  @DisplayName("has one to five filters, each of 150 characters at most")
  @Covers("P-706")
  void limits() {
    WebhookFilter longest = new WebhookFilter("$." + "p".repeat(148), "m".repeat(150));
    Webhook five = new Webhook("w", Authentication.IP, Collections.nCopies(5, longest));
    assertEquals(5, five.filters().size());
    assertEquals(
        "webhook w with 6 filters; allowed: 1 to 5",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Webhook("w", Authentication.IP, Collections.nCopies(6, longest)))
            .getMessage());
    assertEquals(
        "webhook w with 0 filters; allowed: 1 to 5",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Webhook("w", Authentication.IP, List.of()))
            .getMessage());
    assertEquals(
        "jsonPath of 151 characters; allowed: 1 to 150",
        assertThrows(
                IllegalArgumentException.class,
                () -> new WebhookFilter("$." + "p".repeat(149), "m"))
            .getMessage());
    assertEquals(
        "matchEquals of 151 characters; allowed: 1 to 150",
        assertThrows(
                IllegalArgumentException.class, () -> new WebhookFilter("$.p", "m".repeat(151)))
            .getMessage());
    assertEquals(
        "matchEquals of 0 characters; allowed: 1 to 150",
        assertThrows(IllegalArgumentException.class, () -> new WebhookFilter("$.p", ""))
            .getMessage());
    assertEquals(
        List.of(Authentication.GITHUB_HMAC, Authentication.IP, Authentication.UNAUTHENTICATED),
        List.of(Authentication.values()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ref,1",
    "$,2",
    "$.,2",
    "$..ref,2",
    "$.a.*,4",
    "$.a[*],4",
    "$.a[-1],4",
    "'$.a ',4",
    "$.a[?(1)],4"
  })
  @DisplayName("refuses a path that it cannot follow, with the position")
  void malformed(String path, int position) {
    assertEquals(
        "jsonPath: \""
            + path
            + "\" cannot be read from position "
            + position
            + " on; allowed: $ and then .name, ['name'] or [0], at least once",
        assertThrows(IllegalArgumentException.class, () -> new WebhookFilter(path, "x"))
            .getMessage());
  }

  @Test
  @DisplayName("is genuine when the signature is the body's own under the secret")
  @Covers("P-706")
  void signature() {
    // the values of RFC 4231 and RFC 2202, test case 2
    byte[] secret = "Jefe".getBytes(UTF_8);
    byte[] body = "what do ya want for nothing?".getBytes(UTF_8);
    String sha256 = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    String sha1 = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
    assertTrue(WebhookSignature.isGenuine(body, secret, sha256));
    assertTrue(WebhookSignature.isGenuine(body, secret, sha1));
    for (String forged :
        List.of(
            "",
            "sha256=",
            sha256.replace('5', '6'),
            sha256.substring(0, sha256.length() - 2),
            sha256 + "00",
            sha256 + "0",
            sha1.replace("sha1", "sha256"),
            sha256.replace("sha256", "sha1"),
            sha256.substring(7),
            "sha256=zz",
            "md5=" + sha1.substring(5))) {
      assertFalse(WebhookSignature.isGenuine(body, secret, forged), forged);
    }
    assertFalse(WebhookSignature.isGenuine("other".getBytes(UTF_8), secret, sha256));
    assertFalse(WebhookSignature.isGenuine(body, "jefe".getBytes(UTF_8), sha256));
    assertEquals(
        "an empty secret, which anybody knows",
        assertThrows(
                IllegalArgumentException.class,
                () -> WebhookSignature.isGenuine(body, new byte[0], sha256))
            .getMessage());
  }
}
