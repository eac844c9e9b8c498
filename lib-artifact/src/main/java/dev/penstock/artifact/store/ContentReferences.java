package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What content is referred to: an SPI, implemented by whoever keeps references.
 *
 * <p>References that come while it is being asked need not be told: their content was used within
 * the grace period. One that was there before and stays must be told, also if it moved from one
 * place to another meanwhile.
 */
@FunctionalInterface
public interface ContentReferences {

  /**
   * Tells all references.
   *
   * @param reference to be called for each, as often as content is referred to
   * @throws IOException if they cannot be read; nothing is collected then
   */
  void forEach(Consumer<Digest> reference) throws IOException;
}
