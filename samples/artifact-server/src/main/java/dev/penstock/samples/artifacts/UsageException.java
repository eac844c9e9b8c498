package dev.penstock.samples.artifacts;

import java.util.List;

/** A command line that cannot be meant. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  UsageException(String fault) {
    this(List.of(fault));
  }

  /**
   * A command line with faults.
   *
   * @param faults one at least; each says what is allowed
   */
  UsageException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  List<String> faults() {
    return faults;
  }
}
