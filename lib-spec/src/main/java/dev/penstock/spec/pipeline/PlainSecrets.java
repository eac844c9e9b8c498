package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Node;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds secrets that stand in a definition in plain text (P-1534). Messages do not repeat them. */
final class PlainSecrets {
  /** Keys whose values are secret whatever they look like. */
  private static final Set<String> SECRET_KEYS =
      Set.of("OAuthToken", "ClientSecret", "RefreshToken", "SecretAccessKey", "Password");

  /** Access keys of the cloud, tokens of Git hosts, and private keys. */
  private static final Pattern SECRET =
      Pattern.compile(
          "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{36}"
              + "|\\bgithub_pat_[A-Za-z0-9_]{22}"
              + "|\\bglpat-[A-Za-z0-9_-]{20}"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----");

  /** What stands for a value: a mask (P-1503), a reference, or a place to fill in. */
  private static final Pattern STANDS_FOR =
      Pattern.compile(
          "\\*+|\\{\\{resolve:.*}}|[#$]\\{[^}]*}|%[A-Za-z0-9_.-]+%|<[^<>]*>|\\{\\{[^{}]*}}|");

  private PlainSecrets() {}

  static void check(Findings findings, Node at, DocumentPath path, String key, String value) {
    if (STANDS_FOR.matcher(value).matches()) {
      return;
    }
    if (SECRET_KEYS.contains(key)) {
      report(findings, at, path, "the value of \"" + key + "\" stands here in plain text");
    } else if (SECRET.matcher(value).find()) {
      report(findings, at, path, "what looks like a key or a token stands here in plain text");
    }
  }

  private static void report(Findings findings, Node at, DocumentPath path, String found) {
    findings.report(
        DefinitionRule.PLAIN_SECRET,
        at,
        path,
        found,
        "",
        "refer to a secret instead, and withdraw this one");
  }
}
