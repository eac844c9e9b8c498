package dev.penstock.artifact.format.multipart;

import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * One part of a body.
 *
 * @param name the field's name; an empty text if it has none
 * @param fileName the file's name; an empty text if it has none
 * @param content its bytes; ends where the part ends, and can be read until the reader goes on
 */
public record MultipartPart(String name, String fileName, InputStream content) {

  /**
   * The bytes of a part that must be short.
   *
   * @param mostBytes the most that it may have
   * @return all of them
   * @throws ProtocolException with 413 if there are more, with 400 if the body ends too early
   * @throws IOException if they cannot be read
   */
  public byte[] bytes(int mostBytes) throws IOException {
    byte[] bytes = content.readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw new ProtocolException(
          413,
          "field \""
              + HeaderValue.shown(name)
              + "\" of more than "
              + mostBytes
              + " bytes; allowed: at most that many");
    }
    return bytes;
  }

  /**
   * The text of a part that must be short.
   *
   * @param mostBytes the most bytes that it may have
   * @return the text, read as UTF-8
   * @throws ProtocolException with 413 if there are more, with 400 if the body ends too early
   * @throws IOException if they cannot be read
   */
  public String text(int mostBytes) throws IOException {
    return new String(bytes(mostBytes), StandardCharsets.UTF_8);
  }
}
