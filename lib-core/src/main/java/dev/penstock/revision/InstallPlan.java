package dev.penstock.revision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a revision is installed on one host: files to copy, permissions to set, scripts to run at
 * lifecycle events.
 *
 * @param files what to copy, in order
 * @param permissions what to set on copied files, in order
 * @param hooks scripts by lifecycle event, such as {@code AfterInstall}, each list in order
 * @param fileExistsBehavior what to do about files that are already there; empty if the plan leaves
 *     it to the deployment
 */
public record InstallPlan(
    List<FileCopy> files,
    List<Permission> permissions,
    Map<String, List<HookScript>> hooks,
    Optional<FileExistsBehavior> fileExistsBehavior) {

  /** Copies the collections, keeping the order of events. */
  public InstallPlan {
    files = List.copyOf(files);
    permissions = List.copyOf(permissions);
    Map<String, List<HookScript>> copy = new LinkedHashMap<>();
    hooks.forEach((event, scripts) -> copy.put(event, List.copyOf(scripts)));
    hooks = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
  }

  /**
   * The scripts of one lifecycle event.
   *
   * @param event the event's name
   * @return the scripts in order, none if the plan has no hook for it
   */
  public List<HookScript> hooks(String event) {
    return new ArrayList<>(hooks.getOrDefault(event, List.of()));
  }

  /**
   * Copies a file, or the contents of a directory.
   *
   * @param source relative to the bundle's root; {@code /} is the whole bundle
   * @param destination the directory to copy into
   */
  public record FileCopy(String source, String destination) {

    /** Both parts are required. */
    public FileCopy {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(destination, "destination");
    }
  }

  /**
   * Sets the permissions of files that the installation copied.
   *
   * @param object a copied file, or a directory whose copied descendants are meant
   * @param pattern which descendants: {@code **} is all of them, anything else matches direct
   *     children only
   * @param except patterns of direct children that are left out
   * @param types whether files, directories or both are meant
   * @param mode the mode in octal digits, such as {@code 644}; empty to leave it
   * @param owner the owner's name; empty to leave it
   * @param group the group's name; empty to leave it
   * @param acls what to put into the access control list, in order; empty to leave it
   * @param context the SELinux context; empty to leave it
   */
  public record Permission(
      String object,
      String pattern,
      List<String> except,
      List<PermissionType> types,
      Optional<String> mode,
      Optional<String> owner,
      Optional<String> group,
      List<AclEntry> acls,
      Optional<SecurityContext> context) {

    /** Copies the lists. */
    public Permission {
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(pattern, "pattern");
      except = List.copyOf(except);
      types = List.copyOf(types);
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(group, "group");
      acls = List.copyOf(acls);
      Objects.requireNonNull(context, "context");
    }

    /**
     * A permission without an access control list and without an SELinux context.
     *
     * @param object a copied file, or a directory whose copied descendants are meant
     * @param pattern which descendants
     * @param except patterns of direct children that are left out
     * @param types whether files, directories or both are meant
     * @param mode the mode in octal digits; empty to leave it
     * @param owner the owner's name; empty to leave it
     * @param group the group's name; empty to leave it
     */
    public Permission(
        String object,
        String pattern,
        List<String> except,
        List<PermissionType> types,
        Optional<String> mode,
        Optional<String> owner,
        Optional<String> group) {
      this(object, pattern, except, types, mode, owner, group, List.of(), Optional.empty());
    }
  }

  /** What a permission applies to. */
  public enum PermissionType {
    /** Copied files. */
    FILE,
    /** Created directories. */
    DIRECTORY
  }

  /**
   * A script that runs at a lifecycle event.
   *
   * @param location the script's path within the bundle
   * @param timeout how long it may take
   * @param runAs the user who runs it; empty for the host's own
   * @param sudo whether it runs with the rights of an administrator, or the change to that user
   *     does
   */
  public record HookScript(
      String location, Duration timeout, Optional<String> runAs, boolean sudo) {

    /** Refuses a timeout that is not positive. */
    public HookScript {
      Objects.requireNonNull(location, "location");
      Objects.requireNonNull(runAs, "runAs");
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException(
            "timeout: " + timeout + " is out of range; allowed: above zero");
      }
    }

    /**
     * A script without the rights of an administrator.
     *
     * @param location the script's path within the bundle
     * @param timeout how long it may take
     * @param runAs the user who runs it; empty for the host's own
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public HookScript(String location, Duration timeout, Optional<String> runAs) {
      this(location, timeout, runAs, false);
    }
  }
}
