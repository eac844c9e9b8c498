package dev.penstock.picture;

import java.util.Locale;

/** How far something is: a word, a sign that is readable as text, and a shape of its own. */
enum Mark {
  PLANNED("not started", "○"),
  WAITING("waiting", "◔"),
  IN_PROGRESS("in progress", "▶"),
  NEEDS_ANSWER("waits for approval", "?"),
  SUCCEEDED("succeeded", "✔"),
  FAILED("failed", "✖"),
  STOPPED("stopped", "■"),
  ABANDONED("abandoned", "▣"),
  SUPERSEDED("superseded", "⤼"),
  CANCELLED("cancelled", "⊘"),
  SKIPPED("skipped", "↷"),
  NOT_PART("not part of it", "–");

  private final String word;
  private final String sign;

  Mark(String word, String sign) {
    this.word = word;
    this.sign = sign;
  }

  String word() {
    return word;
  }

  String sign() {
    return sign;
  }

  /** Its class in style sheets. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
