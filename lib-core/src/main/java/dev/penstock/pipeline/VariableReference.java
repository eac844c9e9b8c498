package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reference such as <code>#{build.version}</code> within a configuration value (P-501).
 *
 * @param text the reference as written
 * @param namespace what stands before the first dot; empty if malformed
 * @param name what stands after it; empty if malformed
 */
public record VariableReference(String text, String namespace, String name) {

  /** The namespace of the variables that are given at a start. */
  public static final String PIPELINE_VARIABLES = "variables";

  /** The namespace of what the engine itself knows (P-502). */
  public static final String IMPLICIT = "codepipeline";

  /** The namespace of the values that a cell of a matrix action has. */
  public static final String MATRIX = "matrix";

  /** The one implicit value: the execution's id (P-502). */
  public static final String EXECUTION_ID = "PipelineExecutionId";

  static final String START = "#{";

  /**
   * Whether the text between the braces is not of the form {@code namespace.name}.
   *
   * @return true if it is not
   */
  public boolean isMalformed() {
    return namespace.isEmpty() || name.isEmpty();
  }

  /**
   * The references within a value, in order.
   *
   * @param value a configuration value
   * @return the references; an opening brace that is never closed counts as a malformed one
   */
  public static List<VariableReference> in(String value) {
    List<VariableReference> references = new ArrayList<>();
    int start = value.indexOf(START);
    while (start >= 0) {
      int end = value.indexOf('}', start);
      references.add(parse(end < 0 ? value.substring(start) : value.substring(start, end + 1)));
      start = end < 0 ? -1 : value.indexOf(START, end);
    }
    return references;
  }

  /**
   * Replaces each reference by its value. Values are taken as they are: nothing is escaped, and
   * references within them are not followed (P-507, P-512).
   *
   * @param value a configuration value
   * @param values gives the value of a reference, or null if there is none
   * @return the resolved value, or null if a reference has no value
   */
  public static @Nullable String resolve(
      String value, Function<VariableReference, @Nullable String> values) {
    int start = value.indexOf(START);
    if (start < 0) {
      return value;
    }
    StringBuilder resolved = new StringBuilder();
    int copied = 0;
    while (start >= 0) {
      int end = value.indexOf('}', start);
      if (end < 0) {
        return null;
      }
      String replacement = values.apply(parse(value.substring(start, end + 1)));
      if (replacement == null) {
        return null;
      }
      resolved.append(value, copied, start).append(replacement);
      copied = end + 1;
      start = value.indexOf(START, copied);
    }
    return resolved.append(value, copied, value.length()).toString();
  }

  private static VariableReference parse(String text) {
    boolean isClosed = text.endsWith("}");
    String inner = isClosed ? text.substring(START.length(), text.length() - 1) : "";
    int dot = inner.indexOf('.');
    return dot <= 0
        ? new VariableReference(text, "", "")
        : new VariableReference(text, inner.substring(0, dot), inner.substring(dot + 1));
  }
}
