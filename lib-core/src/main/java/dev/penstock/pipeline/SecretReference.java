package dev.penstock.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a secret, never its value: <code>{{resolve:store:name}}</code>.
 *
 * <p>It may stand in the configuration of an action, in events and in journals. The host's resolver
 * knows what it names.
 *
 * @param store in which of the host's stores it lies, such as {@code secretsmanager}: 1 to 40
 *     characters of {@code a-z0-9-}
 * @param name what the store calls it: 1 to 2,000 characters, colons included, but no braces,
 *     blanks or control characters
 */
public record SecretReference(String store, String name) {
  /** The store of secrets that environment variables name. */
  public static final String SECRETS_MANAGER = "secretsmanager";

  static final String BEGIN = "{{resolve:";

  private static final Pattern STORE = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern NAME = Pattern.compile("[^{}\\s\\p{Cntrl}]{1,2000}");
  private static final Pattern FORM = Pattern.compile("\\{\\{resolve:([^:]*):(.*)}}");

  /** Refuses parts of another form. The message does not repeat them. */
  public SecretReference {
    if (!STORE.matcher(store).matches()) {
      throw new IllegalArgumentException(
          "store: out of range; allowed: 1 to 40 characters of a-z0-9-");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: out of range; allowed: 1 to 2,000 characters without braces, blanks and control"
              + " characters");
    }
  }

  /**
   * Reads a reference.
   *
   * @param text the whole reference
   * @return its parts; empty if the text has not the form of a reference
   */
  public static Optional<SecretReference> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
            && STORE.matcher(form.group(1)).matches()
            && NAME.matcher(form.group(2)).matches()
        ? Optional.of(new SecretReference(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /** The reference in its written form. */
  @Override
  public String toString() {
    return "{{resolve:" + store + ":" + name + "}}";
  }
}
