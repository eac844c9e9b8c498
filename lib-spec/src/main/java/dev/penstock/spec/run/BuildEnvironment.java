package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.SecretReference;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The variables that a build begins with, and which of them are secret. */
final class BuildEnvironment {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> secretNames = new LinkedHashSet<>();

  private BuildEnvironment() {}

  /** Fetches what is only named; later sources win (B-055, B-057). */
  static BuildEnvironment fetch(
      BuildRequest request, BuildSecrets secrets, Instant start, MaskedLog log)
      throws PhaseFailure {
    BuildEnvironment environment = new BuildEnvironment();
    Buildspec.Env env = request.buildspec().env();
    Map<String, String> values = environment.values;
    values.put("CODEBUILD_SRC_DIR", request.sourceDirectory().toString());
    values.put("CODEBUILD_START_TIME", Long.toString(start.toEpochMilli()));
    values.putAll(request.variables());
    values.putAll(env.variables());
    for (Map.Entry<String, String> entry : env.parameterStore().entrySet()) {
      if (!request.overrides().containsKey(entry.getKey())
          && !env.secretsManager().containsKey(entry.getKey())) {
        String name = entry.getValue();
        environment.put(entry.getKey(), () -> secrets.parameter(name), log);
      }
    }
    for (Map.Entry<String, SecretReference> entry : env.secretsManager().entrySet()) {
      if (!request.overrides().containsKey(entry.getKey())) {
        SecretReference reference = entry.getValue();
        environment.put(entry.getKey(), () -> secrets.secret(reference), log);
      }
    }
    values.putAll(request.overrides());
    return environment;
  }

  Map<String, String> values() {
    return values;
  }

  /** Whether a variable of this name is handed on (B-051). */
  boolean isExportable(String name) {
    return !secretNames.contains(name) && !name.startsWith("AWS_");
  }

  private interface Lookup {
    String value() throws IOException;
  }

  private void put(String name, Lookup lookup, MaskedLog log) throws PhaseFailure {
    try {
      String value = lookup.value();
      log.hide(value);
      values.put(name, value);
      secretNames.add(name);
    } catch (IOException e) {
      throw new PhaseFailure(PhaseFailure.CLIENT, "variable " + name + ": " + e.getMessage());
    }
  }
}
