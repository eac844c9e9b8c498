package dev.penstock.pipeline;

import java.util.regex.Pattern;

/** What a kind of name may consist of; the message is made of the same constants as the check. */
record Names(String characters, int longest, Pattern pattern) {
  static final Names NAME = new Names("A-Za-z0-9.@_-", 100);
  static final Names ARTIFACT = new Names("A-Za-z0-9_-", 100);
  static final Names NAMESPACE = new Names("A-Za-z0-9@_-", 100);
  static final Names VARIABLE = new Names("A-Za-z0-9@_-", 128);

  Names(String characters, int longest) {
    this(characters, longest, Pattern.compile("[" + characters + "]+"));
  }

  boolean matches(String name) {
    return name.length() <= longest && pattern.matcher(name).matches();
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
