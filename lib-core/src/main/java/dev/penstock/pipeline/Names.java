package dev.penstock.pipeline;

import java.util.BitSet;

/**
 * What a kind of name may consist of; the message is made of the same constants as the check.
 *
 * @param characters single ones, and ranges such as {@code A-Z}; a hyphen that is meant stands last
 * @param longest the most characters
 * @param allowed the same as a set
 */
record Names(String characters, int longest, BitSet allowed) {
  static final Names NAME = new Names("A-Za-z0-9.@_-", 100);
  static final Names ARTIFACT = new Names("A-Za-z0-9_-", 100);
  static final Names NAMESPACE = new Names("A-Za-z0-9@_-", 100);
  static final Names VARIABLE = new Names("A-Za-z0-9@_-", 128);

  Names(String characters, int longest) {
    this(characters, longest, setOf(characters));
  }

  private static BitSet setOf(String characters) {
    BitSet set = new BitSet();
    for (int i = 0; i < characters.length(); i++) {
      boolean isRange = i + 2 < characters.length() && characters.charAt(i + 1) == '-';
      set.set(characters.charAt(i), characters.charAt(isRange ? i + 2 : i) + 1);
      i += isRange ? 2 : 0;
    }
    return set;
  }

  boolean matches(String name) {
    if (name.isEmpty() || name.length() > longest) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!allowed.get(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Refuses a value at the call. */
  void require(String what, String value) {
    if (!matches(value)) {
      throw new IllegalArgumentException(
          what + ": \"" + value + "\" is out of range; allowed: " + this);
    }
  }

  @Override
  public String toString() {
    return "1 to " + longest + " characters of " + characters;
  }
}
