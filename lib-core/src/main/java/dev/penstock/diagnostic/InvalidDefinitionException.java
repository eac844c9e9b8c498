package dev.penstock.diagnostic;

import dev.penstock.PenstockException;
import java.util.List;
import java.util.stream.Collectors;

/** A definition made in code breaks rules. Holds all of them, not the first. */
public final class InvalidDefinitionException extends PenstockException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  /**
   * Reports faults.
   *
   * @param subject what was defined, such as {@code pipeline checkout}
   * @param diagnostics at least one
   */
  public InvalidDefinitionException(String subject, List<Diagnostic> diagnostics) {
    super(
        subject
            + " has "
            + (diagnostics.size() == 1 ? "1 fault" : diagnostics.size() + " faults")
            + ":\n"
            + diagnostics.stream().map(d -> "  " + d).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /**
   * All faults, in the order of the definition.
   *
   * @return at least one
   */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
