package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a revision is installed on a host: what the {@code appspec.yml} of a server deployment says.
 *
 * <pre>{@code
 * ReadResult<ServerAppSpec> result = ServerAppSpec.read(new SpecSource("appspec.yml", """
 *     version: 0.0
 *     os: linux
 *     files:
 *       - source: /
 *         destination: /srv/shop
 *     hooks:
 *       ApplicationStart:
 *         - location: scripts/start.sh
 *           timeout: 60
 *     """));
 * }</pre>
 *
 * @param os the hosts that it is written for
 * @param files what to copy, in order
 * @param permissions what to set on copied files, in order; none for Windows hosts
 * @param hooks scripts by lifecycle event, in the order of the file; of each script the timeout is
 *     in whole seconds, 1 to {@link #LONGEST_TIMEOUT}
 * @param fileExistsBehavior what to do about files that are already there; empty if the deployment
 *     decides
 */
public record ServerAppSpec(
    OperatingSystem os,
    List<InstallPlan.FileCopy> files,
    List<InstallPlan.Permission> permissions,
    Map<String, List<InstallPlan.HookScript>> hooks,
    Optional<FileExistsBehavior> fileExistsBehavior)
    implements AppSpec {

  /** How long a script may take unless its timeout says otherwise: one hour. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  /** The longest timeout: 100 years; the service ends an event after one hour in any case. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

  private static final ImmutableSet<String> EVENTS =
      ImmutableSet.of(
          "ApplicationStop",
          "BeforeInstall",
          "AfterInstall",
          "ApplicationStart",
          "ValidateService",
          "BeforeBlockTraffic",
          "AfterBlockTraffic",
          "BeforeAllowTraffic",
          "AfterAllowTraffic");

  /**
   * Copies the collections, keeping their order.
   *
   * @throws IllegalArgumentException if no file could say it: permissions on Windows, an object or
   *     a location that is blank or begins or ends with a blank, a mode of other than 3 or 4 octal
   *     digits, an unknown lifecycle event, a timeout out of range
   */
  public ServerAppSpec {
    Objects.requireNonNull(os, "os");
    files = List.copyOf(files);
    permissions = List.copyOf(permissions);
    if (os == OperatingSystem.WINDOWS && !permissions.isEmpty()) {
      throw new IllegalArgumentException("permissions: Windows hosts take none");
    }
    permissions.forEach(ServerAppSpec::requireValid);
    Map<String, List<InstallPlan.HookScript>> copy = new LinkedHashMap<>();
    hooks.forEach((event, scripts) -> copy.put(event, List.copyOf(scripts)));
    hooks = Collections.unmodifiableMap(copy);
    hooks.forEach(ServerAppSpec::requireValid);
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
  }

  private static void requireValid(InstallPlan.Permission permission) {
    requireTrimmed("object", permission.object());
    permission
        .mode()
        .filter(mode -> !mode.matches("[0-7]{3,4}"))
        .ifPresent(
            mode -> {
              throw new IllegalArgumentException(
                  "mode: \"" + mode + "\"; allowed: 3 or 4 octal digits");
            });
  }

  private static void requireValid(String event, List<InstallPlan.HookScript> scripts) {
    if (!EVENTS.contains(event)) {
      throw new IllegalArgumentException(
          "hooks: \"" + event + "\" is no event; allowed: " + String.join(", ", EVENTS));
    }
    for (InstallPlan.HookScript script : scripts) {
      requireTrimmed("location", script.location());
      script.runAs().ifPresent(user -> requireTrimmed("runas", user));
      if (script.timeout().toNanosPart() != 0 || script.timeout().compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "timeout: "
                + script.timeout()
                + " is out of range; allowed: whole seconds, at most "
                + LONGEST_TIMEOUT);
      }
    }
  }

  private static void requireTrimmed(String what, String text) {
    if (text.isEmpty() || !text.equals(text.strip())) {
      throw new IllegalArgumentException(
          what + ": \"" + text + "\" is blank, or begins or ends with a blank");
    }
  }

  /** A host's operating system. */
  public enum OperatingSystem {
    /** Written {@code linux}. */
    LINUX,
    /** Written {@code windows}. */
    WINDOWS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The lifecycle events that can run scripts.
   *
   * @return their names, in the order in which the documentation tells them
   */
  public static Set<String> events() {
    return EVENTS;
  }

  /**
   * Reads an appspec in YAML or JSON, as {@link ConformanceMode#SERVICE} judges it. Takes time in
   * proportion to the text.
   *
   * @param source the text
   * @return the appspec with its warnings, or everything that is wrong with it; the appspec of
   *     another platform is refused
   */
  public static ReadResult<ServerAppSpec> read(SpecSource source) {
    return read(source, ConformanceMode.SERVICE);
  }

  /**
   * Reads an appspec in YAML or JSON.
   *
   * @param source the text
   * @param mode whose word counts where service, agent and documentation differ
   * @return the appspec with its warnings, or what is wrong with it; the appspec of another
   *     platform is refused
   */
  public static ReadResult<ServerAppSpec> read(SpecSource source, ConformanceMode mode) {
    return new AppSpecFile(source, mode).readServer();
  }

  /**
   * The plan that a deployment carries out.
   *
   * @return the plan; its paths are relative to the directory that holds the appspec
   */
  public InstallPlan toInstallPlan() {
    return new InstallPlan(files, permissions, hooks, fileExistsBehavior);
  }
}
