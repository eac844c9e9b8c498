package dev.penstock.deploy;

import dev.penstock.process.Command;
import java.time.Instant;

/** What one group is told. */
sealed interface GroupCommand extends Command {

  /** Order: deploy a revision. The same token twice is the same order. */
  record RequestDeployment(String token, RecordedRevision revision, Instant at)
      implements GroupCommand {}

  /** Report: the group's deployment has ended. */
  record ReportEnd(String id, DeploymentOutcome outcome, Instant at) implements GroupCommand {}

  /** Report: the deployment could not be begun; it is asked for again after a restart. */
  record StartPostponed(String id, Instant at) implements GroupCommand {}
}
