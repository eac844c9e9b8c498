package dev.penstock.shell;

import java.io.IOException;

/**
 * Starts programs for the libraries: an SPI that a host implements.
 *
 * <p>Called on the host's own executor threads, often and concurrently; implementations are safe
 * for several threads.
 */
@FunctionalInterface
public interface Shell {

  /**
   * Starts a program and returns at once. Its standard input is empty.
   *
   * @param command what to run
   * @return the running program
   * @throws IOException if the program cannot be started; the message names it
   */
  ShellProcess start(ShellCommand command) throws IOException;
}
