package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.TreeReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Secrets in plain text")
class PlainSecretsTest {

  private static String found(String key, String value) {
    Findings findings = new Findings("f");
    Mapping node = TreeReader.read(new SpecSource("f", "a: b"), DefinitionRule::of, findings);
    if (node != null) {
      PlainSecrets.check(findings, node, DocumentPath.ROOT, key, value);
    }
    return String.join("", findings.found().stream().map(each -> each.found()).toList());
  }

  @Test
  @DisplayName("are known by their key")
  @Covers("P-1534")
  void keys() {
    for (String key :
        List.of("OAuthToken", "ClientSecret", "RefreshToken", "SecretAccessKey", "Password")) {
      assertEquals(
          "the value of \"" + key + "\" stands here in plain text", found(key, "anything"));
    }
    assertEquals("", found("Owner", "anything"));
  }

  @Test
  @DisplayName("are known by their form, wherever they stand in a text")
  @Covers("P-1534")
  void forms() {
    for (String secret :
        List.of(
            "AKIA" + "A".repeat(16),
            "ASIA" + "Z9".repeat(8),
            "ghp_" + "a".repeat(36),
            "gho_" + "a".repeat(36),
            "ghu_" + "a".repeat(36),
            "ghs_" + "a".repeat(36),
            "ghr_" + "a".repeat(36),
            "github_pat_" + "a".repeat(22),
            "glpat-" + "a".repeat(20),
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----")) {
      String told = "what looks like a key or a token stands here in plain text";
      assertEquals(told, found("Value", secret), secret);
      assertEquals(told, found("Value", "{\"a\": \"" + secret + "\"}"), secret);
    }
    assertEquals("", found("Value", "AKIA" + "A".repeat(15)));
    assertEquals("", found("Value", "AKIA" + "A".repeat(17)));
    assertEquals("", found("Value", "ghp_short"));
  }

  @Test
  @DisplayName("are not what stands for them")
  @Covers({"P-1503", "P-1534"})
  void standIns() {
    for (String value :
        List.of(
            "****",
            "{{resolve:secretsmanager:name}}",
            "#{variables.token}",
            "${TOKEN}",
            "%Token%",
            "<your token>",
            "{{ token }}",
            "")) {
      assertEquals("", found("OAuthToken", value), value);
    }
    assertEquals(
        "the value of \"OAuthToken\" stands here in plain text", found("OAuthToken", "a****"));
  }
}
