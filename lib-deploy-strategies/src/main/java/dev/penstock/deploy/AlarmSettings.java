package dev.penstock.deploy;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which alarms stop a deployment (D-355).
 *
 * <pre>{@code
 * AlarmSettings.of("shop-errors", "shop-latency").ignoringUnreadable();
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param isEnabled whether they are watched
 * @param names their names in the words of the host's alarm source, distinct, 1 to 255 characters
 *     each; at least one if they are watched
 * @param ignoresUnreadable whether a deployment goes on while an alarm cannot be read
 */
public record AlarmSettings(boolean isEnabled, List<String> names, boolean ignoresUnreadable) {

  /** No alarms are watched. */
  public static final AlarmSettings DISABLED = new AlarmSettings(false, List.of(), false);

  private static final int LONGEST_NAME = 255;

  /**
   * Copies the names and checks them.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public AlarmSettings {
    names = List.copyOf(names);
    List<Diagnostic> faults = faults(isEnabled, names);
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("alarms", faults);
    }
  }

  /**
   * Alarms that are watched, and stop a deployment when they fire or cannot be read.
   *
   * @param names at least one
   * @return the settings
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static AlarmSettings of(String... names) {
    return new AlarmSettings(true, List.of(names), false);
  }

  /**
   * The same, and deployments go on while an alarm cannot be read.
   *
   * @return a changed copy
   */
  public AlarmSettings ignoringUnreadable() {
    return new AlarmSettings(isEnabled, names, true);
  }

  /** The names that are watched. */
  List<String> watched() {
    return isEnabled ? names : List.of();
  }

  static List<Diagnostic> faults(boolean isEnabled, List<String> names) {
    List<Diagnostic> faults = new ArrayList<>();
    if (isEnabled && names.isEmpty()) {
      String found = "they are watched, and there are none";
      faults.add(Diagnostic.error("group.alarms", "alarms", found, "at least one"));
    }
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String path = "alarms[" + i + "]";
      if (name.isBlank() || name.length() > LONGEST_NAME) {
        String found = "a name of " + name.length() + " characters";
        String allowed = "1 to " + LONGEST_NAME + " characters, not all blank";
        faults.add(Diagnostic.error("group.alarm-name", path, found, allowed));
      } else if (!distinct.add(name)) {
        String found = GroupRules.quoted(name) + " is there twice";
        faults.add(Diagnostic.error("group.alarm-name", path, found, ""));
      }
    }
    return faults;
  }
}
