package dev.penstock.deploy.agent;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An instance that an agent looks after.
 *
 * @param root the directory that is the instance's world
 * @param scripts where its scripts are started
 * @param variables what its scripts find in their environment
 */
record Instance(Path root, Path scripts, Map<String, String> variables) {

  Instance {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** Without the variables, which may hold secrets. */
  @Override
  public String toString() {
    return "Instance[" + root + "]";
  }
}
