package dev.penstock.policy;

import java.util.regex.Pattern;

/**
 * Whom a statement is about.
 *
 * @param type the key in the document; {@link Principal.Type#ANONYMOUS} for everybody
 * @param value what stands there
 */
record PrincipalPattern(Principal.Type type, String value) {
  static final PrincipalPattern EVERYBODY = new PrincipalPattern(Principal.Type.ANONYMOUS, "*");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:(?:iam|sts)::[0-9]{12}:(?:root|[a-z-]+/[^*?\\s]+)");

  static boolean isArn(String text) {
    return ARN.matcher(text).matches();
  }

  static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  boolean matches(Principal principal) {
    if (type == Principal.Type.ANONYMOUS) {
      return true;
    }
    if (type != principal.type()) {
      return false;
    }
    if (type != Principal.Type.AWS) {
      return value.equals(principal.id());
    }
    if (isAccount(value)) {
      return principal.account().filter(value::equals).isPresent();
    }
    if (value.endsWith(":root")) {
      String all = value.substring(0, value.length() - "root".length());
      String partition = all.split(":", -1)[1];
      return principal.id().split(":", -1)[1].equals(partition)
          && principal.account().filter(all.split(":", -1)[4]::equals).isPresent();
    }
    return value.equals(principal.id());
  }

  @Override
  public String toString() {
    return value;
  }
}
