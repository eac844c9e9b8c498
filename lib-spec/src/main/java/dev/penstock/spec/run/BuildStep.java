package dev.penstock.spec.run;

import java.io.IOException;

/**
 * What a host does in a phase that runs no commands: prepare the place, or bring the sources.
 *
 * <p>Called once per build, on the thread that runs it; may block.
 */
@FunctionalInterface
public interface BuildStep {

  /**
   * Does it.
   *
   * @throws IOException if it cannot be done; fails the phase with the exception's message
   */
  void run() throws IOException;
}
