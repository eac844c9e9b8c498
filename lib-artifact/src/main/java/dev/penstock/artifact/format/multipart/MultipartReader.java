package dev.penstock.artifact.format.multipart;

import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a body one after another.
 *
 * <pre>{@code
 * MultipartReader reader = MultipartReader.of(contentType, body, 1_000);
 * for (MultipartPart part = reader.next(); part != null; part = reader.next()) {
 *   part.content().transferTo(out);
 * }
 * }</pre>
 *
 * <p>What is malformed or ends too early is refused with 400 where that is noticed, perhaps in the
 * middle of a part. For one thread; closes nothing.
 */
public final class MultipartReader {
  private static final int LONGEST_BOUNDARY = 70;
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_HEADERS = 32;
  private static final String ALLOWED = "multipart/form-data with a boundary";

  private final MultipartBytes bytes;
  private final int mostParts;
  private int parts;
  private @Nullable PartContent current;
  private boolean isEnded;

  private MultipartReader(MultipartBytes bytes, int mostParts) {
    this.bytes = bytes;
    this.mostParts = mostParts;
  }

  /**
   * Begins to read a body.
   *
   * @param contentType what the request's header says; empty if it has none
   * @param body the body
   * @param mostParts the most parts that it may have
   * @return a reader at the first part
   * @throws ProtocolException with 415 if the type is another, with 400 if it has no good boundary
   */
  public static MultipartReader of(String contentType, InputStream body, int mostParts) {
    HeaderValue type = HeaderValue.parse(contentType);
    if (!type.value().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new ProtocolException(
          415, "a body of type \"" + HeaderValue.shown(contentType) + "\"; allowed: " + ALLOWED);
    }
    String boundary = type.parameter("boundary").orElse("");
    if (boundary.isEmpty()
        || boundary.length() > LONGEST_BOUNDARY
        || !boundary.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new ProtocolException(
          400,
          "boundary \""
              + HeaderValue.shown(boundary)
              + "\"; allowed: 1 to "
              + LONGEST_BOUNDARY
              + " printable characters");
    }
    return new MultipartReader(
        new MultipartBytes(body, ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII)),
        mostParts);
  }

  /**
   * Goes on to the next part. What was left of the one before is passed over.
   *
   * @return the part; null behind the last one
   * @throws ProtocolException with 400 if the body is malformed, ends too early, or has too many
   *     parts
   * @throws IOException if it cannot be read
   */
  public @Nullable MultipartPart next() throws IOException {
    if (isEnded) {
      return null;
    }
    if (current == null) {
      bytes.skipToDelimiter(LONGEST_LINE);
    } else {
      current.drain();
    }
    if (bytes.isLast()) {
      isEnded = true;
      return null;
    }
    if (!bytes.line(LONGEST_LINE, "the line of a boundary").isBlank()) {
      throw new ProtocolException(400, "multipart body: something stands behind a boundary");
    }
    if (++parts > mostParts) {
      throw new ProtocolException(
          413, "multipart body of more than " + mostParts + " parts; allowed: at most that many");
    }
    PartHeaders headers = new PartHeaders();
    String line = bytes.line(LONGEST_LINE, "a part's header");
    for (int count = 0; !line.isEmpty(); count++) {
      if (count == MOST_HEADERS) {
        throw new ProtocolException(
            400, "a part with more than " + MOST_HEADERS + " headers; allowed: at most that many");
      }
      headers.add(line);
      line = bytes.line(LONGEST_LINE, "a part's header");
    }
    bytes.beginPart();
    current = new PartContent(bytes);
    return headers.part(current);
  }
}
