package dev.penstock.artifact;

import java.io.IOException;
import java.time.Instant;

/**
 * Hears of assets that are read: an SPI of one method.
 *
 * <p>Called on the reader's thread each time the bytes of an asset are opened, before they are;
 * concurrently. Must be quick. What it throws fails the read.
 */
@FunctionalInterface
public interface DownloadListener {

  /** Hears nothing. */
  DownloadListener NONE = (repository, version, at) -> {};

  /**
   * Hears of a read.
   *
   * @param repository the repository that was asked
   * @param version the version that an asset is read of
   * @param at when
   * @throws IOException if the read must not go on unrecorded
   */
  void downloaded(String repository, VersionCoordinates version, Instant at) throws IOException;
}
