package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Random versions and ranges: mostly what people write, also what they mistype. Few distinct
 * numbers and words, so that versions are often close to each other.
 */
final class VersionTexts {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "0",
          "0",
          "1",
          "1",
          "1",
          "2",
          "2",
          "3",
          "10",
          "11",
          "9",
          "01",
          "00",
          "32767",
          "32768",
          "20240101",
          "2147483647",
          "2147483648",
          "123456789",
          "1234567890",
          "999999999999999999",
          "1000000000000000000",
          "12345678901234567890123",
          "0000000000",
          "000000",
          "0000001");
  private static final List<String> WORDS =
      List.of(
          "alpha",
          "beta",
          "milestone",
          "rc",
          "cr",
          "snapshot",
          "SNAPSHOT",
          "ga",
          "final",
          "release",
          "sp",
          "a",
          "b",
          "m",
          "x",
          "RC",
          "Alpha",
          "Final",
          "dev",
          "pre",
          "jre",
          "abc",
          "min",
          "max",
          "post",
          "rev",
          "r",
          "c",
          "preview",
          "é",
          "v",
          "Z");
  private static final List<String> SEPARATORS =
      List.of(".", ".", ".", ".", ".", "-", "-", "", "", "_", "+", "..", "--", ".-");

  private static final Pattern SEPARATOR = Pattern.compile("[-._+]");
  private static final Pattern RUN = Pattern.compile("[0-9]+|[a-zA-Z]+");

  private final Random random;

  VersionTexts(Random random) {
    this.random = random;
  }

  <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String times(int least, int most, Supplier<String> part) {
    return IntStream.range(0, least + random.nextInt(most - least + 1))
        .mapToObj(i -> part.get())
        .reduce("", String::concat);
  }

  /** Small numbers mostly, all of the kind that every ecosystem takes. */
  String number() {
    return chance(90) ? one(NUMBERS.subList(0, 12)) : one(NUMBERS);
  }

  String numbers(int least, int most) {
    return number() + times(least - 1, most - 1, () -> "." + number());
  }

  /** Numbers, words and separators in any order. */
  String anything() {
    return chance(70)
        ? numbers(1, 4) + times(0, 4, () -> one(SEPARATORS) + token())
        : times(0, 6, () -> token() + one(SEPARATORS));
  }

  private String token() {
    return chance(50) ? number() : one(WORDS);
  }

  String label() {
    return chance(40)
        ? number()
        : one(
            List.of("alpha", "beta", "rc", "x", "Beta", "a", "1a", "0a", "-", "-1", "a-b", "RC1"));
  }

  private String labels() {
    return label() + times(0, 3, () -> "." + label());
  }

  String semantic() {
    String version = numbers(3, 3);
    if (chance(50)) {
      version += "-" + labels();
    }
    if (chance(10)) {
      version += "+" + labels();
    }
    return mistyped(version, List.of("v", "=", " ", ".", "-", "0", "x", "+", "\u00e9", "~", "\t"));
  }

  /** One time in ten something is inserted or taken away. */
  String mistyped(String text, List<String> insertions) {
    if (!chance(10)) {
      return text;
    }
    int at = random.nextInt(text.length() + 1);
    int end = chance(50) ? Math.min(text.length(), at + 1) : at;
    String inserted = chance(70) ? one(insertions) : "";
    return text.substring(0, at) + inserted + text.substring(end);
  }

  /** The same text with one of its numbers, words or separators exchanged. */
  String varied(String text) {
    boolean isSeparator = chance(25);
    List<MatchResult> runs = (isSeparator ? SEPARATOR : RUN).matcher(text).results().toList();
    if (runs.isEmpty()) {
      return text + token();
    }
    MatchResult run = one(runs);
    String other = isSeparator ? one(SEPARATORS) : token();
    return text.substring(0, run.start()) + other + text.substring(run.end());
  }

  /** Versions of which half are varieties of the first. */
  List<String> family(int count, Supplier<String> version) {
    List<String> family = new ArrayList<>(List.of(version.get()));
    while (family.size() < count) {
      family.add(chance(50) ? varied(family.get(0)) : version.get());
    }
    return family;
  }

  /** Node writes the successors of numbers from 10^21 on with an exponent, and misreads some. */
  private String npmPart() {
    String number = number();
    String readable = number.length() > 21 ? "4" : number;
    return chance(15) ? one(List.of("x", "X", "*")) : readable;
  }

  private String npmPartial() {
    String version = npmPart() + times(0, 2, () -> "." + npmPart());
    if (version.chars().filter(c -> c == '.').count() == 2 && chance(35)) {
      version += "-" + labels();
    }
    if (chance(5)) {
      version += "+" + labels();
    }
    return (chance(5) ? one(List.of("v", "=", "v ", "= ", "==")) : "") + version;
  }

  private String npmSimple() {
    String operator =
        one(
            List.of(
                "", "", "", "<", ">", "<=", ">=", "=", "^", "^", "~", "~", "~>", "> ", "~ ", "^ "));
    return operator + npmPartial();
  }

  private String npmSet() {
    if (chance(15)) {
      return npmPartial() + " - " + npmPartial();
    }
    return npmSimple() + times(0, 2, () -> one(List.of(" ", " ", "  ", "\t")) + npmSimple());
  }

  String npmRange() {
    String range = npmSet() + times(0, 1, () -> one(List.of("||", " || ")) + npmSet());
    return mistyped(
        range, List.of("*", " ", "=", ">", "<", "~", "^", "|", "||", "-", "x", ".", "v"));
  }

  String python() {
    String version = (chance(5) ? number() + "!" : "") + numbers(1, 4);
    if (chance(30)) {
      version += pythonPart(List.of("a", "b", "rc", "c", "alpha", "beta", "pre", "preview", "RC"));
    }
    if (chance(20)) {
      version +=
          chance(30) ? "-" + number() : pythonPart(List.of("post", "rev", "r", "Post", "post"));
    }
    if (chance(20)) {
      version += pythonPart(List.of("dev", "DEV", "dev"));
    }
    if (chance(15)) {
      version += "+" + local() + times(0, 2, () -> one(List.of(".", "-", "_")) + local());
    }
    return mistyped(version, List.of("v", " ", ".", "-", "_", "!", "a", "+", "0", "\n", "é"));
  }

  private String pythonPart(List<String> words) {
    List<String> separators = List.of("", "", ".", "-", "_");
    return one(separators) + one(words) + one(separators) + (chance(80) ? number() : "");
  }

  private String local() {
    return chance(50) ? number() : one(List.of("abc", "ubuntu", "ABC", "1a", "a1"));
  }

  private String pythonSpecifier() {
    String operator = one(List.of("==", "==", "!=", "!=", "<=", ">=", "<", ">", "===", "~="));
    String version = python();
    if (operator.equals("~=")) {
      version =
          numbers(2, 4) + (chance(30) ? one(List.of("a1", "b2", "rc1", ".post1", ".dev1")) : "");
    } else if (operator.endsWith("=") && !operator.startsWith("=") && chance(60)) {
      version = numbers(1, 3) + (chance(40) ? one(List.of("a1", ".post1", ".dev0", "rc1")) : "");
    } else if (chance(50)) {
      version =
          numbers(1, 3) + (chance(40) ? one(List.of("a1", ".post1", ".dev0", ".*", ".*")) : "");
    }
    return operator + (chance(20) ? " " : "") + version;
  }

  String pythonRange() {
    String range =
        pythonSpecifier() + times(0, 2, () -> one(List.of(",", ", ")) + pythonSpecifier());
    return mistyped(range, List.of(",", " ", "=", "<", ";", ".*", "~", "+"));
  }

  String bracketRange(Supplier<String> version) {
    String range =
        chance(15) ? version.get() : interval(version) + times(0, 2, () -> "," + interval(version));
    return mistyped(range, List.of(",", " ", "[", ")", "]", "(", ".*"));
  }

  private String interval(Supplier<String> version) {
    String within =
        chance(20)
            ? version.get()
            : (chance(80) ? version.get() : "") + "," + (chance(80) ? version.get() : "");
    return one(List.of("[", "(")) + within + one(List.of("]", ")"));
  }

  String nuget() {
    String version = numbers(1, 4);
    if (chance(40)) {
      version += "-" + labels();
    }
    if (chance(10)) {
      version += "+" + labels();
    }
    return mistyped(version, List.of("v", " ", ".", "-", "0", "+", "*"));
  }
}
