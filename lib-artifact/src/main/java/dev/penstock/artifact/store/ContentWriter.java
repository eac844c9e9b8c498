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
    return out -> {
      byte[] buffer = new byte[HashingOutput.BUFFER];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        out.write(buffer, 0, count);
      }
    };
  }
}
