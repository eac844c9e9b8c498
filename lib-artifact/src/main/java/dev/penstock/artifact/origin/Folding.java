package dev.penstock.artifact.origin;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes names equal that people take for each other: case is folded, compatibility forms
 * and letters of other scripts become the Latin letter that they look like, and each run of {@code
 * -}, {@code .} and {@code _} becomes one dot.
 *
 * <p>A letter that looks like one Latin letter as a capital and like another as a small letter
 * becomes that of the capital, because its shape is the same and not only close.
 */
final class Folding {
  private static final Pattern RUN = Pattern.compile("[-._]+");

  /** Pairs: a letter, and the Latin letter it is taken for. */
  private static final String ALIKE =
      "\u0430a\u0432b\u0433r\u0435e\u0456i\u0458j\u043ak\u043cm\u043dh\u043eo\u0440p\u0441c\u0442t"
          + "\u0443y\u0445x\u0455s\u0475v\u0501d\u051bq\u051dw\u04bbh\u04cfl\u04afy\u0491r" // Cyrillic
          + "\u03b1a\u03b2b\u03b3y\u03b5e\u03b6z\u03b7h\u03b9i\u03bak\u03bcm\u03bdn\u03bfo\u03c1p"
          + "\u03c4t\u03c5y\u03c7x\u03f2c\u03f3j" // Greek
          + "\u0585o\u0578n\u057du\u0570h\u0581g\u0566q\u0575j" // Armenian
          + "\u0131i\u0261g\u0251a\u0269i\u028bu\u028fy\u1d04c\u1d0fo\u1d20v\u1d21w\u1d22z"; // Latin

  private static final Map<Integer, Integer> LOOKS_LIKE = looksLike();

  private Folding() {}

  private static Map<Integer, Integer> looksLike() {
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < ALIKE.length(); i += 2) {
      map.put((int) ALIKE.charAt(i), (int) ALIKE.charAt(i + 1));
    }
    return Map.copyOf(map);
  }

  static String fold(String name) {
    if (isPlain(name)) {
      return name;
    }
    String apart = Normalizer.normalize(name, Normalizer.Form.NFKD);
    String sameCase = apart.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    StringBuilder alike = new StringBuilder(sameCase.length());
    Normalizer.normalize(sameCase, Normalizer.Form.NFKD)
        .codePoints()
        .map(letter -> LOOKS_LIKE.getOrDefault(letter, letter))
        .forEach(alike::appendCodePoint);
    String folded = Normalizer.normalize(alike, Normalizer.Form.NFKC);
    return RUN.matcher(folded).replaceAll(".");
  }

  /** Small ASCII letters and digits, which stand for themselves. */
  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }
}
