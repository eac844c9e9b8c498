package dev.penstock.spec;

/**
 * Whose word counts where the service, its agent and its documentation differ about a file.
 *
 * <p>A mode decides how much a difference matters, and so whether a file is accepted. What a file
 * means is the same in every mode, unless the agent itself reads it in another way.
 */
public enum ConformanceMode {
  /**
   * What works in the service is accepted. What only some versions of its tools take, and what does
   * not mean what its author thinks, is a warning. The default.
   */
  SERVICE,
  /**
   * Exactly what the current agent on a host accepts. Of several errors only the one that the agent
   * stops at is told. Files that no agent reads are judged as in {@link #SERVICE}.
   */
  AGENT,
  /** Only what the documentation allows and every known reader accepts. */
  STRICT
}
