package dev.penstock.spec.run;

import dev.penstock.spec.build.BuildCache;
import dev.penstock.spec.build.BuildPhase;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Buildspec.Phase;
import dev.penstock.spec.build.Buildspec.Version;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens in phase DOWNLOAD_SOURCE, in order (B-121). */
final class Preparation {

  private static final Map<String, String> INTERPRETERS =
      Map.of("sh", "sh", "/bin/sh", "/bin/sh", "bash", "bash", "/bin/bash", "/bin/bash");
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  private final BuildHost host;
  private final BuildRequest request;
  private final MaskedLog log;
  private final StopSignal stop;

  Preparation(BuildHost host, BuildRequest request, MaskedLog log, StopSignal stop) {
    this.host = host;
    this.request = request;
    this.log = log;
    this.stop = stop;
  }

  PreparedBuild prepare(Path state, Instant start) throws PhaseFailure, IOException {
    try {
      request.download().run();
    } catch (IOException e) {
      throw new PhaseFailure(PhaseFailure.CLIENT, String.valueOf(e.getMessage()));
    }
    Buildspec buildspec = request.buildspec(log);
    requireSupported(buildspec);
    String interpreter = interpreter(buildspec);
    BuildEnvironment environment =
        BuildEnvironment.fetch(request, buildspec.env(), host.secrets(), start, log);
    selectRuntimes(buildspec.phase(BuildPhase.INSTALL).runtimeVersions(), environment);
    ShellSession session =
        new ShellSession(
            host.shell(),
            interpreter,
            request.sourceDirectory(),
            state,
            buildspec.version() == Version.V0_2,
            environment.values(),
            stop,
            HelperPrograms.writeFor(buildspec, state));
    Optional<BuildCaching> caching = caching(buildspec, session, state);
    caching.ifPresent(cache -> cache.restore(session, request.sourceDirectory()));
    return new PreparedBuild(buildspec, environment, session, caching);
  }

  private Optional<BuildCaching> caching(Buildspec buildspec, ShellSession session, Path state)
      throws IOException {
    if (host.caches().isEmpty() || buildspec.cache().isEmpty()) {
      return Optional.empty();
    }
    BuildCache cache = buildspec.cache().get();
    String home = session.values(List.of("HOME")).getOrDefault("HOME", "/root");
    CachePaths paths;
    try {
      paths = new CachePaths(cache.paths(), request.sourceDirectory(), home);
    } catch (InvalidPathException e) {
      log.line("Unable to initialize the cache: no file can have this path: " + e.getMessage());
      return Optional.empty();
    }
    CacheFiles files = new CacheFiles(paths, log);
    String namespace = request.project().cacheNamespace();
    return Optional.of(new BuildCaching(host.caches().get(), cache, namespace, files, state, log));
  }

  private static void requireSupported(Buildspec buildspec) throws PhaseFailure {
    boolean hasUser =
        buildspec.runAs().isPresent()
            || buildspec.phases().values().stream().anyMatch(phase -> phase.runAs().isPresent());
    if (hasUser) {
      throw unsupported("run-as: commands run as the host's own user only");
    }
    if (buildspec.phases().values().stream().anyMatch(Phase::hasSteps)) {
      throw unsupported("steps: workflow steps are not run; write commands instead");
    }
  }

  private static String interpreter(Buildspec buildspec) throws PhaseFailure {
    String wanted = buildspec.env().shell().orElse("sh");
    String interpreter = INTERPRETERS.get(wanted);
    if (interpreter == null) {
      throw unsupported("env.shell: no commands are run in \"" + wanted + "\"; allowed: sh, bash");
    }
    return interpreter;
  }

  private void selectRuntimes(Map<String, String> versions, BuildEnvironment environment)
      throws PhaseFailure {
    Map<String, String> named = new LinkedHashMap<>();
    versions.forEach((name, version) -> named.put(name, resolved(version, environment.values())));
    if (host.runtimes().isEmpty()) {
      named.forEach(
          (name, version) ->
              log.line(
                  "runtime-versions: %s %s is not selected, because the host selects none"
                      .formatted(name, version)));
      return;
    }
    RuntimeSelector selector = host.runtimes().get();
    try {
      for (Map.Entry<String, String> entry :
          selector.plan(Collections.unmodifiableMap(named)).entrySet()) {
        environment.addRuntime(selector.select(entry.getKey(), entry.getValue()));
      }
    } catch (IOException e) {
      throw unsupported(String.valueOf(e.getMessage()));
    }
  }

  private static String resolved(String version, Map<String, String> values) {
    Matcher reference = REFERENCE.matcher(version);
    if (!reference.matches()) {
      return version;
    }
    String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
    return values.getOrDefault(name, "");
  }

  private static PhaseFailure unsupported(String message) {
    return new PhaseFailure(PhaseFailure.BUILDSPEC, message);
  }
}
