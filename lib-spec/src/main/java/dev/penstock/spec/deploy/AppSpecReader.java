package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds and reads the appspec of an unpacked bundle: {@code appspec.yml}, else {@code
 * appspec.yaml}, at the bundle's root or, as source hosts pack it, in the one directory that the
 * root holds. Whatever is found is used for the installation and for the scripts alike.
 *
 * <pre>{@code
 * InstallPlanReader plans = new AppSpecReader(OperatingSystem.LINUX);
 * }</pre>
 *
 * <p>Immutable and safe for several threads.
 */
public final class AppSpecReader implements InstallPlanReader {

  private static final ImmutableList<String> NAMES =
      ImmutableList.of("appspec.yml", "appspec.yaml");

  private final OperatingSystem host;
  private final ImmutableSet<String> names;

  /**
   * Reads plans for one kind of host.
   *
   * @param host the hosts' operating system; an appspec for another one is refused
   */
  public AppSpecReader(OperatingSystem host) {
    this(host, NAMES.get(0));
  }

  /**
   * Reads plans for one kind of host, from a file that the deployment names.
   *
   * @param host the hosts' operating system; an appspec for another one is refused
   * @param name the path of the appspec within the bundle, which may end in {@code .json}; if it is
   *     not there, the usual names are looked for
   */
  public AppSpecReader(OperatingSystem host, String name) {
    this.host = Objects.requireNonNull(host, "host");
    this.names =
        ImmutableSet.<String>builder()
            .add(Objects.requireNonNull(name, "name"))
            .addAll(NAMES)
            .build();
  }

  @Override
  public InstallPlan read(Path bundle) throws IOException {
    String prefix = find(bundle).isPresent() ? "" : wrapper(bundle);
    Path root = prefix.isEmpty() ? bundle : bundle.resolve(prefix);
    String name =
        find(root)
            .orElseThrow(
                () ->
                    new IOException(
                        "the bundle has no appspec; looked for "
                            + String.join(" and ", names)
                            + " at its root"));
    SpecSource source = SpecSource.read(root.resolve(name), name);
    ReadResult<ServerAppSpec> result = ServerAppSpec.read(source);
    if (result instanceof ReadResult.Accepted<ServerAppSpec> accepted) {
      return plan(accepted.value(), name, prefix);
    }
    throw new IOException(
        "the appspec is faulty:\n"
            + result.diagnostics().stream()
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n")));
  }

  private InstallPlan plan(ServerAppSpec spec, String name, String prefix) throws IOException {
    if (spec.os() != host) {
      throw new IOException(
          "%s: os: this host is no %s host; allowed: %s"
              .formatted(name, spec.os().word(), host.word()));
    }
    return prefix.isEmpty() ? spec.toInstallPlan() : below(prefix, spec.toInstallPlan());
  }

  /** The same plan for a bundle whose files lie one directory deeper. */
  private static InstallPlan below(String prefix, InstallPlan plan) {
    Map<String, List<InstallPlan.HookScript>> hooks = new LinkedHashMap<>();
    plan.hooks()
        .forEach(
            (event, scripts) ->
                hooks.put(
                    event,
                    scripts.stream()
                        .map(
                            script ->
                                new InstallPlan.HookScript(
                                    joined(prefix, script.location()),
                                    script.timeout(),
                                    script.runAs(),
                                    script.sudo()))
                        .toList()));
    return new InstallPlan(
        plan.files().stream()
            .map(
                file -> new InstallPlan.FileCopy(joined(prefix, file.source()), file.destination()))
            .toList(),
        plan.permissions(),
        hooks,
        plan.fileExistsBehavior());
  }

  private static String joined(String prefix, String path) {
    int start = 0;
    while (start < path.length() && (path.charAt(start) == '/' || path.charAt(start) == '\\')) {
      start++;
    }
    return start == path.length() ? prefix : prefix + "/" + path.substring(start);
  }

  private Optional<String> find(Path directory) throws IOException {
    for (String name : names) {
      if (isThere(directory, name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** A file whose path leaves the bundle, by dots or by a link, is not there. */
  private static boolean isThere(Path directory, String name) throws IOException {
    Path root = directory.toRealPath();
    Path file;
    try {
      file = root.resolve(name);
    } catch (InvalidPathException e) {
      throw new IOException("\"" + name + "\" is no path: " + e.getReason(), e);
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && file.toRealPath().startsWith(root);
  }

  /**
   * The name of the directory that is all the bundle holds, if something in it is called an appspec
   * in capital or small letters (D-004); empty otherwise.
   */
  private static String wrapper(Path bundle) throws IOException {
    List<Path> first;
    try (Stream<Path> entries = Files.list(bundle)) {
      first = entries.limit(2).toList();
    }
    if (first.size() != 1 || !Files.isDirectory(first.get(0), LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (Stream<Path> entries = Files.list(first.get(0))) {
      boolean holdsAppSpec =
          entries.anyMatch(
              each -> each.getFileName().toString().toLowerCase(Locale.ROOT).contains("appspec"));
      return holdsAppSpec ? first.get(0).getFileName().toString() : "";
    }
  }
}
