package dev.penstock.pipeline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Replaces secrets in texts by stars. Safe for several threads.
 *
 * <p>Found are the value itself; each line of a value with several; and the value as JSON, in URLs,
 * in hexadecimal digits and in Base64, also if it stands within something longer that was encoded.
 * Occurrences that overlap are replaced together. Not found are values and lines of less than
 * {@value #SHORTEST} characters, encoded forms of less than {@value #SHORTEST_ENCODED}, pieces of a
 * value, and whatever else can be made of one: hashed, reversed, compressed, in another case.
 */
final class SecretMask {
  static final String STARS = "****";
  static final int SHORTEST = 4;
  static final int SHORTEST_ENCODED = 6;
  static final int LONGEST = 65_536;

  private volatile List<String> hidden = List.of();

  /** Masks a value from now on. */
  synchronized void hide(String value) {
    Set<String> all = new LinkedHashSet<>(hidden);
    Stream.concat(Stream.of(value, value.strip()), value.lines().map(String::strip))
        .filter(text -> text.length() >= SHORTEST)
        .forEach(all::add);
    encoded(value, all);
    encoded(value.strip(), all);
    hidden = List.copyOf(all);
  }

  /** The text with stars for what is hidden. */
  String mask(String text) {
    List<String> values = hidden;
    BitSet covered = new BitSet();
    for (String value : values) {
      for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        covered.set(at, at + value.length());
      }
    }
    if (covered.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int start = covered.nextSetBit(from);
      if (start < 0) {
        masked.append(text, from, text.length());
        break;
      }
      masked.append(text, from, start).append(STARS);
      from = covered.nextClearBit(start);
    }
    return masked.toString();
  }

  private static void encoded(String value, Set<String> all) {
    if (value.length() < SHORTEST) {
      return;
    }
    String form = URLEncoder.encode(value, UTF_8);
    Set<String> forms = new TreeSet<>();
    forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(value)));
    for (String url : List.of(form, form.replace("+", "%20"))) {
      forms.add(url);
      forms.add(lowerEscapes(url));
    }
    byte[] bytes = value.getBytes(UTF_8);
    forms.add(hex(bytes));
    forms.add(hex(bytes).toUpperCase(Locale.ROOT));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(bytes, before);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
    forms.stream().filter(each -> each.length() >= SHORTEST_ENCODED).forEach(all::add);
  }

  /**
   * The characters of Base64 that depend on these bytes alone, if others stand before and after.
   */
  private static String base64(byte[] bytes, int before) {
    byte[] padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
    int first = (before * 8 + 5) / 6;
    int last = padded.length * 8 / 6;
    return first < last ? text.substring(first, last) : "";
  }

  private static String lowerEscapes(String url) {
    StringBuilder text = new StringBuilder(url);
    for (int at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 1)) {
      text.replace(at + 1, at + 3, text.substring(at + 1, at + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(Character.forDigit(each >> 4 & 0xF, 16))
          .append(Character.forDigit(each & 0xF, 16));
    }
    return text.toString();
  }
}
