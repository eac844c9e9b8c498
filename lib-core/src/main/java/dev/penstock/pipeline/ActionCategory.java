package dev.penstock.pipeline;

/** What an action is for (P-143). */
public enum ActionCategory {
  /**
   * Brings a revision into the pipeline. Source actions fill the first stage and stand in no other.
   */
  SOURCE,
  /** Makes something out of its inputs. */
  BUILD,
  /** Checks its inputs. */
  TEST,
  /** Puts a revision where its users are. */
  DEPLOY,
  /** Waits for a person, who approves or rejects. The engine carries it out itself. */
  APPROVAL,
  /** Calls something outside. */
  INVOKE,
  /** Runs commands. */
  COMPUTE
}
