package dev.penstock.spec.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML document: decoded as its first bytes or its declaration say, and
 * strictly. Left to decode by itself, the platform's parser writes to the host's standard error
 * what it cannot decode.
 */
final class XmlCharacters {

  private static final int LONGEST_DECLARATION = 512;
  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"'>]*)[\"']");

  private XmlCharacters() {}

  /**
   * Begins to decode.
   *
   * @throws ReportException if the encoding is unknown
   */
  static Reader of(String file, InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, LONGEST_DECLARATION);
    byte[] first = bytes.readNBytes(LONGEST_DECLARATION);
    int mark = begins(first, 0xEF, 0xBB, 0xBF) ? 3 : isMarkedUtf16(first) ? 2 : 0;
    bytes.unread(first, mark, first.length - mark);
    return new InputStreamReader(bytes, charset(file, first).newDecoder());
  }

  private static Charset charset(String file, byte... first) throws ReportException {
    if (begins(first, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (begins(first, 0xFE, 0xFF) || begins(first, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (begins(first, 0xFF, 0xFE) || begins(first, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher declared = DECLARED.matcher(new String(first, StandardCharsets.ISO_8859_1));
    if (!declared.lookingAt()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw new ReportException(file + ":1: no encoding is called \"" + declared.group(1) + "\"");
    }
  }

  private static boolean isMarkedUtf16(byte... first) {
    return begins(first, 0xFE, 0xFF) || begins(first, 0xFF, 0xFE);
  }

  private static boolean begins(byte[] bytes, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
