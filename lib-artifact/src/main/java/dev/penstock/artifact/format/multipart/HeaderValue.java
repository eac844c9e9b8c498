package dev.penstock.artifact.format.multipart;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A header's value with parameters, such as {@code form-data; name="content"}. */
record HeaderValue(String value, Map<String, String> parameters) {
  private static final String EXTENDED = "utf-8''";

  static HeaderValue parse(String text) {
    int semicolon = text.indexOf(';');
    String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = semicolon < 0 ? text.length() : semicolon + 1;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      StringBuilder written = new StringBuilder();
      at = value(text, equals + 1, written);
      parameters.putIfAbsent(name, written.toString());
      int next = text.indexOf(';', at);
      at = next < 0 ? text.length() : next + 1;
    }
    return new HeaderValue(value, parameters);
  }

  /** Reads a word or a quoted text, and says where it ends. */
  private static int value(String text, int from, StringBuilder out) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at == text.length() || text.charAt(at) != '"') {
      int end = text.indexOf(';', at);
      end = end < 0 ? text.length() : end;
      out.append(text.substring(at, end).strip());
      return end;
    }
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      boolean isEscape =
          c == '\\'
              && at + 1 < text.length()
              && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
      out.append(isEscape ? text.charAt(++at) : c);
    }
    return at;
  }

  /** A parameter's value; the extended form in UTF-8 (RFC 5987) if only that is there. */
  Optional<String> parameter(String name) {
    String plain = parameters.get(name);
    if (plain != null) {
      return Optional.of(plain);
    }
    String extended = parameters.getOrDefault(name + "*", "");
    if (!extended.regionMatches(true, 0, EXTENDED, 0, EXTENDED.length())) {
      return Optional.empty();
    }
    try {
      String encoded = extended.substring(EXTENDED.length()).replace("+", "%2B");
      return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  /** A text as it may stand in a message. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(100)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown + (text.length() > 100 ? "..." : "");
  }
}
