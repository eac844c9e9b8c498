package dev.penstock.pipeline;

/** A text at whose characters an expression may look so many times and no more. */
final class LimitedText implements CharSequence {
  static final int MOST_LOOKS = 10_000_000;

  private final String text;
  private int looks;

  LimitedText(String text) {
    this.text = text;
  }

  /** The expression would look again and again, perhaps for years. */
  static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyLooksException() {
      super("more than " + MOST_LOOKS + " looks");
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new TooManyLooksException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
