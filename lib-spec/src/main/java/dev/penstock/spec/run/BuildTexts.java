package dev.penstock.spec.run;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** What texts of a buildspec mean, with the variables that the commands have left. */
interface BuildTexts {

  /** The values of those variables that are set. */
  Map<String, String> values(Collection<String> names) throws IOException;

  /**
   * What a shell makes of a text: variables and commands in it are replaced.
   *
   * @throws UnevaluableException if that is nothing, because of the text
   */
  String evaluate(String text) throws IOException;
}
