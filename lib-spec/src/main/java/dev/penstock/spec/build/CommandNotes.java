package dev.penstock.spec.build;

import java.util.List;

/**
 * What one look at a text tells of it, should it be a command: whether it has to be taken apart.
 * Noted while the text is at hand, for there may be very many, most of which need nothing more.
 */
final class CommandNotes {

  private static final int BLANK = 1;
  private static final int NUMBER_OR_BOOLEAN = 1 << 1;
  private static final int QUOTES = 1 << 2;
  private static final int BASH = 1 << 3;
  private static final int DOWNLOAD = 1 << 4;
  private static final int PIPE = 1 << 5;
  private static final int CALL_FOR_A_LOOK = QUOTES | BASH | DOWNLOAD | PIPE;

  private static final List<Word> OF_BASH =
      words("[[", "=(", "<(", "source", "pushd", "popd", "disown");
  private static final List<Word> OF_DOWNLOADS = words("curl", "wget");
  private static final String TOLD_APART = "\"'\\#<[(|=" + "cdeghilnoprstuw";
  private static final int[] BITS = bits();
  private static final int ANY_QUOTE = bits("\"'");

  /** Quotes are counted wrongly where these stand: escapes, comments, here-documents. */
  private static final int MAY_HIDE_QUOTES = bits("\\#<");

  private CommandNotes() {}

  private record Word(String text, int bits) {

    boolean isIn(String command, int seen) {
      return (seen & bits) == bits && command.contains(text);
    }
  }

  /** The notes of a text. */
  static int of(String text) {
    int seen = 0;
    int odd = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int bit = c < BITS.length ? BITS[c] : 0;
      seen |= bit;
      odd ^= bit;
    }
    int notes = text.isBlank() ? BLANK : 0;
    notes |= PlainValue.isNumberOrBoolean(text) ? NUMBER_OR_BOOLEAN : 0;
    notes |= mayEndWithinQuotes(seen, odd) ? QUOTES : 0;
    notes |= (seen & BITS['|']) != 0 ? PIPE : 0;
    notes |= isAnyIn(OF_BASH, text, seen) ? BASH : 0;
    return notes | (isAnyIn(OF_DOWNLOADS, text, seen) ? DOWNLOAD : 0);
  }

  static boolean isBlank(int notes) {
    return (notes & BLANK) != 0;
  }

  static boolean isNumberOrBoolean(int notes) {
    return (notes & NUMBER_OR_BOOLEAN) != 0;
  }

  /** Whether one of the questions below is answered with yes. */
  static boolean callForALook(int notes) {
    return (notes & CALL_FOR_A_LOOK) != 0;
  }

  /** False only if {@link ShellText#endsWithinQuotes} is. */
  static boolean mayEndWithinQuotes(int notes) {
    return (notes & QUOTES) != 0;
  }

  /** False only if nothing in it is of bash alone. */
  static boolean mayBeBash(int notes) {
    return (notes & BASH) != 0;
  }

  /** Whether it names a program that downloads. */
  static boolean mayDownload(int notes) {
    return (notes & DOWNLOAD) != 0;
  }

  static boolean hasPipe(int notes) {
    return (notes & PIPE) != 0;
  }

  /** Of one kind of quotes, with nothing that hides any, two make a quotation. */
  private static boolean mayEndWithinQuotes(int seen, int odd) {
    int quotes = seen & ANY_QUOTE;
    return quotes == ANY_QUOTE
        || (quotes != 0 && ((seen & MAY_HIDE_QUOTES) != 0 || (odd & ANY_QUOTE) != 0));
  }

  private static boolean isAnyIn(List<Word> words, String text, int seen) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isIn(text, seen)) {
        return true;
      }
    }
    return false;
  }

  private static List<Word> words(String... words) {
    return List.of(words).stream().map(word -> new Word(word, bits(word))).toList();
  }

  private static int bits(String characters) {
    return characters.chars().map(c -> 1 << TOLD_APART.indexOf(c)).reduce(0, (a, b) -> a | b);
  }

  private static int[] bits() {
    int[] bits = new int[128];
    for (int i = 0; i < TOLD_APART.length(); i++) {
      bits[TOLD_APART.charAt(i)] = 1 << i;
    }
    return bits;
  }
}
