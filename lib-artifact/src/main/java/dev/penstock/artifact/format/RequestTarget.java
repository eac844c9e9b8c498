package dev.penstock.artifact.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths and queries as they come over the wire, decoded once (W-008). */
final class RequestTarget {
  private static final int LONGEST = 8_192;
  private static final int MOST_PARAMETERS = 256;

  private RequestTarget() {}

  static List<String> segments(String path) {
    if (path.length() > LONGEST) {
      throw new ProtocolException(
          414, "path of " + path.length() + " characters; allowed: up to " + LONGEST);
    }
    if (!path.startsWith("/")) {
      throw refused(path, "it has no slash at its beginning");
    }
    List<String> segments = new ArrayList<>();
    for (int start = 1; start >= 1; ) {
      int slash = path.indexOf('/', start);
      String segment = decode(path.substring(start, slash < 0 ? path.length() : slash), false);
      check(path, segment, slash < 0);
      segments.add(segment);
      start = slash + 1;
    }
    return List.copyOf(segments);
  }

  private static void check(String path, String segment, boolean last) {
    if (segment.isEmpty() && !last) {
      throw refused(path, "it has an empty part");
    }
    for (String part : segment.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        throw refused(path, "it has a part \"" + part + "\"");
      }
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\\') {
        throw refused(path, "it has the character " + String.format("U+%04X", (int) c));
      }
    }
  }

  static Map<String, List<String>> query(String query) {
    if (query.length() > LONGEST) {
      throw new ProtocolException(
          414, "query of " + query.length() + " characters; allowed: up to " + LONGEST);
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    int count = 0;
    for (String pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&"))) {
      if (++count > MOST_PARAMETERS) {
        throw new ProtocolException(400, "query of more than " + MOST_PARAMETERS + " parameters");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
      parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  private static String decode(String text, boolean plus) {
    if (text.indexOf('%') < 0 && !(plus && text.indexOf('+') >= 0)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        boolean whole = i + 2 < text.length();
        int high = whole ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = whole ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw refused(text, "a % is not followed by two hexadecimal digits");
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
        String plain = plus && c == '+' ? " " : text.substring(i, end);
        bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused(text, "what is encoded is not UTF-8");
    }
  }

  private static ProtocolException refused(String path, String why) {
    String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    return new ProtocolException(400, "path \"" + shown + "\": " + why);
  }
}
