package dev.penstock.spec.run;

import java.io.IOException;

/**
 * Makes the requests of a build that may run several times: each with directories of its own, or
 * emptied ones.
 */
@FunctionalInterface
public interface BuildAttempts {

  /**
   * The request of an attempt. Called on the thread that runs the build, once per attempt.
   *
   * @param number 1 for the first
   * @return what to build
   * @throws IOException if its directories cannot be made
   */
  BuildRequest attempt(int number) throws IOException;
}
