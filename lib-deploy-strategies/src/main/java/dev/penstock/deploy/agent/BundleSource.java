package dev.penstock.deploy.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Opens the archives of bundles: an SPI for what a host reaches them by, such as an HTTP client or
 * a directory.
 *
 * <p>Called concurrently for different instances; may block.
 */
@FunctionalInterface
public interface BundleSource {

  /**
   * Opens an archive.
   *
   * @param location where it lies
   * @return its bytes from the beginning
   * @throws IOException if it cannot be opened; the attempt may be repeated
   */
  Content open(BundleLocation location) throws IOException;

  /**
   * An opened archive.
   *
   * @param bytes its bytes; closed by the caller
   * @param eTag its entity tag, with or without quotes; empty if its place has none
   */
  record Content(InputStream bytes, Optional<String> eTag) {}
}
