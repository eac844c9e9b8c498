package dev.penstock.engine;

import org.slf4j.LoggerFactory;

/**
 * What is logged because nobody may wait who would hear of it. SLF4J is started by the first of it
 * and not before: most programs have nothing to say, and a first pipeline is over sooner than that.
 *
 * <p>What the host's logging throws goes no further, for it would leave a process half way.
 */
final class Warnings {
  private Warnings() {}

  /**
   * Logs a warning.
   *
   * @param source names the logger
   * @param message a text with {@code {}} for each argument
   * @param arguments may end with what was thrown
   */
  static void warn(Class<?> source, String message, Object... arguments) {
    try {
      LoggerFactory.getLogger(source).warn(message, arguments);
    } catch (RuntimeException | LinkageError e) {
      return; // there is nobody left to tell
    }
  }

  /** Logs an error. */
  static void error(Class<?> source, String message, Throwable thrown) {
    try {
      LoggerFactory.getLogger(source).error(message, thrown);
    } catch (RuntimeException | LinkageError e) {
      return; // those who wait for the process hear of it all the same
    }
  }
}
