package dev.penstock.spec.deploy;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.spec.SpecSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
 * @param permissions what to set on copied files, in order
 * @param hooks scripts by lifecycle event, in the order of the file
 * @param fileExistsBehavior what to do about files that are already there; empty if the deployment
 *     decides
 */
public record ServerAppSpec(
    OperatingSystem os,
    List<InstallPlan.FileCopy> files,
    List<InstallPlan.Permission> permissions,
    Map<String, List<InstallPlan.HookScript>> hooks,
    Optional<FileExistsBehavior> fileExistsBehavior) {

  /** Copies the collections, keeping their order. */
  public ServerAppSpec {
    Objects.requireNonNull(os, "os");
    files = List.copyOf(files);
    permissions = List.copyOf(permissions);
    Map<String, List<InstallPlan.HookScript>> copy = new LinkedHashMap<>();
    hooks.forEach((event, scripts) -> copy.put(event, List.copyOf(scripts)));
    hooks = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(fileExistsBehavior, "fileExistsBehavior");
  }

  /** A host's operating system. */
  public enum OperatingSystem {
    /** Written {@code linux}. */
    LINUX,
    /** Written {@code windows}. */
    WINDOWS
  }

  /**
   * Reads an appspec in YAML or JSON. Takes time in proportion to the text.
   *
   * @param source the text
   * @return the appspec with its warnings, or everything that is wrong with it
   */
  public static ReadResult<ServerAppSpec> read(SpecSource source) {
    return ServerAppSpecReader.read(source);
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
