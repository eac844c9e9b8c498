package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Content on its way into a store. */
@FunctionalInterface
public interface ContentWriter {

  /**
   * Writes all of the content. What it throws fails the call, and nothing is stored.
   *
   * @param out where to; buffered, must not be used after the call
   * @throws IOException if the content cannot be produced or kept
   */
  void writeTo(OutputStream out) throws IOException;

  /**
   * The bytes of a stream, up to its end.
   *
   * @param stream read once; not closed
   * @return a writer that works once
   */
  static ContentWriter from(InputStream stream) {
    return stream::transferTo;
  }
}
