package dev.penstock.artifact.version;

/** A text is no version, or no range, of its ecosystem. */
public final class VersionSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 80;

  /** What was read. */
  private final String text;

  /** Where in it. */
  private final int position;

  /** What stood there. */
  private final String found;

  /** What may stand there. */
  private final String allowed;

  private VersionSyntaxException(
      String what, String text, int position, String found, String allowed) {
    super(
        "\"%s\" is no %s: position %d: found %s; allowed: %s"
            .formatted(shown(text), what, position, found, allowed));
    this.text = text;
    this.position = position;
    this.found = found;
    this.allowed = allowed;
  }

  /** A fault at an index, which counts from 0; the rest of the text from there on is shown. */
  static VersionSyntaxException at(String what, String text, int index, String allowed) {
    String rest = index < text.length() ? '"' + shown(text.substring(index)) + '"' : "the end";
    return new VersionSyntaxException(what, text, index + 1, rest, allowed);
  }

  /** A fault of something that was found at an index, which counts from 0. */
  static VersionSyntaxException of(
      String what, String text, int index, String found, String allowed) {
    return new VersionSyntaxException(what, text, index + 1, '"' + shown(found) + '"', allowed);
  }

  /** Refuses what is longer than a limit. */
  static void checkLength(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new VersionSyntaxException(
          what,
          text,
          longest + 1,
          text.length() + " characters",
          "up to " + longest + " characters");
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /**
   * What was read.
   *
   * @return the whole text
   */
  public String text() {
    return text;
  }

  /**
   * Where the fault is.
   *
   * @return the character's position, from 1; one more than the length if something is missing
   */
  public int position() {
    return position;
  }

  /**
   * What stands there.
   *
   * @return such as {@code "x.5"}, in quotes, or {@code the end}
   */
  public String found() {
    return found;
  }

  /**
   * What may stand there.
   *
   * @return such as {@code digits}
   */
  public String allowed() {
    return allowed;
  }
}
