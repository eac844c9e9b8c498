package dev.penstock.artifact.format.multipart;

import dev.penstock.artifact.format.ProtocolException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/** The headers of one part, of which few matter. */
final class PartHeaders {
  private static final List<String> PLAIN = List.of("7bit", "8bit", "binary");

  private HeaderValue disposition = HeaderValue.parse("");

  void add(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new ProtocolException(
          400, "a part's header without a colon: \"" + HeaderValue.shown(line) + "\"");
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).strip();
    if (name.equals("content-disposition")) {
      disposition = HeaderValue.parse(value);
    }
    if (name.equals("content-transfer-encoding")
        && !PLAIN.contains(value.toLowerCase(Locale.ROOT))) {
      throw new ProtocolException(
          400,
          "a part in Content-Transfer-Encoding \""
              + HeaderValue.shown(value)
              + "\"; allowed: "
              + PLAIN);
    }
  }

  MultipartPart part(InputStream content) {
    return new MultipartPart(
        disposition.parameter("name").orElse(""),
        disposition.parameter("filename").orElse(""),
        content);
  }
}
