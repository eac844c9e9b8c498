package dev.penstock.artifact;

/** Policy documents for tests. */
final class PolicyTexts {
  private PolicyTexts() {}

  static String allow(String principal, String... actions) {
    return statement("Allow", principal, "*", actions);
  }

  static String statement(String effect, String principal, String resource, String... actions) {
    String who = principal.equals("*") ? "\"*\"" : "{\"AWS\": \"" + principal + "\"}";
    return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \""
        + effect
        + "\", \"Principal\": "
        + who
        + ", \"Action\": [\""
        + String.join("\", \"", actions)
        + "\"], \"Resource\": \""
        + resource
        + "\"}]}";
  }
}
