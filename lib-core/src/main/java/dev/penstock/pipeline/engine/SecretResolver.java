package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.SecretReference;
import java.io.IOException;

/**
 * Looks up secrets: an SPI that a host implements.
 *
 * <p>Called when an executor asks, on the executor's thread, each time anew; may block. What it
 * throws goes to the executor, and its message into the failure of the action: it must hold no
 * secret. Safe for several threads.
 */
@FunctionalInterface
public interface SecretResolver {

  /**
   * Looks up a secret.
   *
   * @param reference which one
   * @return its value, at most 65,536 characters
   * @throws IOException if there is none, or it may not be read
   */
  String resolve(SecretReference reference) throws IOException;
}
