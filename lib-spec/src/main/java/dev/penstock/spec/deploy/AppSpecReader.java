package dev.penstock.spec.deploy;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
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
 * root holds.
 *
 * <pre>{@code
 * InstallPlanReader plans = new AppSpecReader(OperatingSystem.LINUX);
 * }</pre>
 *
 * <p>Immutable and safe for several threads.
 */
public final class AppSpecReader implements InstallPlanReader {

  private static final List<String> NAMES = List.of("appspec.yml", "appspec.yaml");

  private final OperatingSystem host;

  /**
   * Reads plans for one kind of host.
   *
   * @param host the hosts' operating system; an appspec for another one is refused
   */
  public AppSpecReader(OperatingSystem host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  @Override
  public InstallPlan read(Path bundle) throws IOException {
    String prefix = "";
    Optional<String> name = find(bundle);
    if (name.isEmpty()) {
      prefix = onlyDirectory(bundle);
      name = prefix.isEmpty() ? name : find(bundle.resolve(prefix));
    }
    if (name.isEmpty()) {
      throw new IOException(
          "the bundle has no appspec; looked for " + String.join(" and ", NAMES) + " at its root");
    }
    Path file = bundle.resolve(prefix).resolve(name.get());
    SpecSource source = SpecSource.read(file, name.get());
    ReadResult<ServerAppSpec> result = ServerAppSpec.read(source);
    if (result instanceof ReadResult.Accepted<ServerAppSpec> accepted) {
      return plan(accepted.value(), name.get(), prefix);
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
              .formatted(name, word(spec.os()), word(host)));
    }
    return prefix.isEmpty() ? spec.toInstallPlan() : below(prefix, spec.toInstallPlan());
  }

  private static String word(OperatingSystem os) {
    return os.name().toLowerCase(Locale.ROOT);
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
                                    script.runAs()))
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

  private static Optional<String> find(Path directory) {
    return NAMES.stream()
        .filter(name -> Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /** The name of the directory that is all the bundle holds; empty if there is something else. */
  private static String onlyDirectory(Path bundle) throws IOException {
    try (Stream<Path> entries = Files.list(bundle)) {
      List<Path> first = entries.limit(2).toList();
      return first.size() == 1 && Files.isDirectory(first.get(0), LinkOption.NOFOLLOW_LINKS)
          ? String.valueOf(first.get(0).getFileName())
          : "";
    }
  }
}
