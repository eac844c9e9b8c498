package dev.penstock.deploy;

/**
 * How many targets of a deployment there are of each status (D-398). Targets of which nobody can
 * say how they ended are in none of the counts, as the cloud service has it.
 *
 * @param pending whose turn has not come
 * @param inProgress whose lifecycle events are running
 * @param succeeded that are through all of them
 * @param failed on which one failed
 * @param skipped that were not touched
 * @param ready on which the revision is installed, while their traffic is still elsewhere
 */
public record DeploymentOverview(
    int pending, int inProgress, int succeeded, int failed, int skipped, int ready) {}
