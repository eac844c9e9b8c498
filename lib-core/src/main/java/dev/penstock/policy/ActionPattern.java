package dev.penstock.policy;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which actions are meant: {@code service:Name} with wild characters in the name, or all.
 */
final class ActionPattern {
  static final String FORM = "service:Action, with * and ? after the colon; or * alone";

  private static final Pattern VALID = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

  private final String text;
  private final Glob glob;

  private ActionPattern(String text) {
    this.text = text;
    this.glob = Glob.ignoringCase(text);
  }

  static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }

  static ActionPattern of(String text) {
    return new ActionPattern(text);
  }

  boolean matches(String action) {
    return glob.matches(action.toLowerCase(Locale.ROOT));
  }

  /** Whether it is of a service that some of the actions are of, and matches none of them. */
  boolean isUnknown(Set<String> actions) {
    String service = text.substring(0, text.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    return !service.isEmpty()
        && actions.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith(service))
        && actions.stream().noneMatch(this::matches);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ActionPattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
