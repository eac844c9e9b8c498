package dev.penstock.spec.run;

import java.io.IOException;
import java.util.Map;

/**
 * Makes a version of a runtime the one that commands find (B-095): an SPI that a host implements.
 *
 * <p>Called on the thread that runs the build, before any command runs; may block. {@link
 * ImageRuntimes} adds the rules of an image to a selector. Without a selector the entries are named
 * in the log and have no effect.
 */
@FunctionalInterface
public interface RuntimeSelector {

  /**
   * Decides what is selected, once for each build and before anything is. A selector may refuse
   * what cannot go together, name exact versions, and add what the named runtimes need. Runtimes
   * that are not in the plan stay as the image has them.
   *
   * @param named versions by name of runtime, in the order of the file, references to variables
   *     replaced by their values; empty if the buildspec names none
   * @return versions by name of runtime, in the order in which they are to be selected; {@code
   *     named} itself unless this method is overridden
   * @throws IOException if a version does not exist, or two cannot go together; fails the build, so
   *     the message should list the versions that there are
   */
  default Map<String, String> plan(Map<String, String> named) throws IOException {
    return named;
  }

  /**
   * Selects a version. Called once for each runtime of the {@link #plan}.
   *
   * @param name the runtime, such as {@code java}
   * @param version as the plan has it
   * @return variables that the commands need for it, such as {@code JAVA_HOME}; the buildspec's own
   *     variables win over them
   * @throws IOException if there is no such version, or it cannot go with one selected before;
   *     fails the build, so the message should list the versions that there are
   */
  Map<String, String> select(String name, String version) throws IOException;
}
