package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.execution.PipelineCommand;

/** What people read about the cause of a start, as long as a start takes it. */
final class TriggerText {
  private static final int LONGEST = PipelineCommand.LONGEST_TRIGGER;

  private TriggerText() {}

  /** The text, cut where it is too long, but never within a character. */
  static String fitting(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = LONGEST - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
