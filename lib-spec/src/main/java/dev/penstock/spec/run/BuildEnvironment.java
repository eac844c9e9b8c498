package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.Env;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The variables that a build begins with, and which of them are secret. */
final class BuildEnvironment {

  private static final char NUL = '\0';

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> secretNames = new HashSet<>();

  private BuildEnvironment() {}

  /** Fetches what is only named, once it is known what wins (B-055, B-057). */
  static BuildEnvironment fetch(
      BuildRequest request, Env env, BuildSecrets secrets, Instant start, MaskedLog log)
      throws PhaseFailure {
    BuildEnvironment environment = new BuildEnvironment();
    for (Map.Entry<String, BuildVariable> bound : bound(request, env, start).entrySet()) {
      environment.put(bound.getKey(), bound.getValue(), secrets, log);
    }
    return environment;
  }

  /** Later sources win. */
  private static Map<String, BuildVariable> bound(BuildRequest request, Env env, Instant start) {
    Map<String, BuildVariable> bound = new LinkedHashMap<>();
    bound.put("CODEBUILD_SRC_DIR", new BuildVariable.Plain(request.sourceDirectory().toString()));
    bound.put("CODEBUILD_START_TIME", new BuildVariable.Plain(Long.toString(start.toEpochMilli())));
    request.variables().forEach((name, value) -> bound.put(name, new BuildVariable.Plain(value)));
    env.variables().forEach((name, value) -> bound.put(name, new BuildVariable.Plain(value)));
    env.parameterStore()
        .forEach((name, parameter) -> bound.put(name, new BuildVariable.Parameter(parameter)));
    env.secretsManager()
        .forEach((name, reference) -> bound.put(name, new BuildVariable.Secret(reference)));
    bound.putAll(request.project().variables());
    bound.putAll(request.overrides());
    return bound;
  }

  private void put(String name, BuildVariable variable, BuildSecrets secrets, MaskedLog log)
      throws PhaseFailure {
    requireName(name);
    if (variable instanceof BuildVariable.Plain plain) {
      values.put(name, possible(name, plain.value()));
      return;
    }
    try {
      String value =
          variable instanceof BuildVariable.Parameter parameter
              ? secrets.parameter(parameter.name())
              : secrets.secret(((BuildVariable.Secret) variable).reference());
      log.hide(value);
      values.put(name, possible(name, value));
      secretNames.add(name);
    } catch (IOException e) {
      throw new PhaseFailure(PhaseFailure.CLIENT, "variable " + name + ": " + e.getMessage());
    }
  }

  private static void requireName(String name) throws PhaseFailure {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(NUL) >= 0) {
      throw new PhaseFailure(
          PhaseFailure.CLIENT,
          "variable \"%s\": no process can have a variable of this name; allowed: letters, digits and _"
              .formatted(name));
    }
  }

  private static String possible(String name, String value) throws PhaseFailure {
    if (value.indexOf(NUL) >= 0) {
      throw new PhaseFailure(
          PhaseFailure.CLIENT,
          "variable " + name + ": its value holds a NUL character, which no process can be given");
    }
    return value;
  }

  /** Adds what selected runtimes need; the variables that are there win. */
  void addRuntime(Map<String, String> variables) {
    variables.forEach(values::putIfAbsent);
  }

  Map<String, String> values() {
    return values;
  }

  /** Whether a variable of this name is handed on (B-051). */
  boolean isExportable(String name) {
    return !secretNames.contains(name) && !name.startsWith("AWS_");
  }
}
