package dev.penstock.spec.run;

import java.io.IOException;
import java.util.Map;

/**
 * Makes a version of a runtime the one that commands find (B-095): an SPI that a host implements.
 *
 * <p>Called on the thread that runs the build, once for each entry of {@code runtime-versions},
 * before any command runs; may block. Without a selector the entries are named in the log and have
 * no effect.
 */
@FunctionalInterface
public interface RuntimeSelector {

  /**
   * Selects a version.
   *
   * @param name the runtime, such as {@code java}
   * @param version as the buildspec writes it, a reference to a variable replaced by its value
   * @return variables that the commands need for it, such as {@code JAVA_HOME}; the buildspec's own
   *     variables win over them
   * @throws IOException if there is no such version, or it cannot go with one selected before;
   *     fails the build, so the message should list the versions that there are
   */
  Map<String, String> select(String name, String version) throws IOException;
}
