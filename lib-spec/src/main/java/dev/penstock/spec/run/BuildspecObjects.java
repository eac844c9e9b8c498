package dev.penstock.spec.run;

import java.io.IOException;

/**
 * Fetches buildspecs that lie in a store and not in the sources (B-002): an SPI that a host
 * implements.
 *
 * <p>Called on the thread that runs the build, in phase {@code DOWNLOAD_SOURCE}; may block.
 */
@FunctionalInterface
public interface BuildspecObjects {

  /**
   * Fetches a buildspec.
   *
   * @param arn the ARN of the object that holds it
   * @return its text
   * @throws IOException if there is none, or it may not be read; fails the build with this message
   */
  String fetch(String arn) throws IOException;
}
