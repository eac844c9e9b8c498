package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ArtifactReference;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How stages hand artifacts on: an SPI. {@code penstock-artifact} brings one that keeps sealed
 * bundles by digest.
 *
 * <p>Called on the host's executor by running actions, concurrently.
 */
public interface ArtifactTransfer {

  /**
   * Packs a directory and keeps it. Keeping the same content twice is harmless.
   *
   * @param key who hands it on: {@code execution/stage/action/attempt/output}
   * @param directory what to pack
   * @return where it lies and its digest
   * @throws IOException if it cannot be kept
   */
  ArtifactReference store(String key, Path directory) throws IOException;

  /**
   * Unpacks an artifact, after checking it against its digest.
   *
   * @param artifact what {@link #store} returned
   * @param directory an existing, empty directory
   * @throws IOException if it cannot be read or was altered
   */
  void fetch(ArtifactReference artifact, Path directory) throws IOException;
}
