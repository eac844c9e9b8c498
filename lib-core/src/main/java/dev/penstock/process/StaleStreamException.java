package dev.penstock.process;

/** Another engine has taken over the stream that this one was writing. Nothing was written. */
public final class StaleStreamException extends JournalException {

  private static final long serialVersionUID = 1L;

  /**
   * Says which stream was lost.
   *
   * @param message the stream, the sequence or epoch that was expected and the one that was found
   */
  public StaleStreamException(String message) {
    super(message);
  }
}
