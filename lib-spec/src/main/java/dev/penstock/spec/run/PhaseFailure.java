package dev.penstock.spec.run;

/** Leaves a phase that cannot succeed. Never leaves this package. */
final class PhaseFailure extends Exception {

  static final String COMMAND = "COMMAND_EXECUTION_ERROR";
  static final String BUILDSPEC = "YAML_FILE_ERROR";
  static final String CLIENT = "CLIENT_ERROR";
  static final String REPORT = "REPORT_WARNING";
  static final String HOST = "INTERNAL_ERROR";

  private static final long serialVersionUID = 1L;

  private final String code;

  PhaseFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  PhaseResult.Context context() {
    return new PhaseResult.Context(code, String.valueOf(getMessage()));
  }
}
