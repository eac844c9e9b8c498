package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.process.Decision;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What reports about whole fleets mean to a deployment. */
final class FleetReports {
  private FleetReports() {}

  static Decision<DeploymentEvent> decide(DeploymentState state, DeploymentCommand command) {
    if (command instanceof DeploymentCommand.FleetReported report) {
      return state.phase == Phase.PROVIDING ? provided(state, report) : Decision.unchanged();
    }
    if (command instanceof DeploymentCommand.FleetFailed report) {
      return state.phase == Phase.PROVIDING
          ? notProvided(state, report.message(), report)
          : Decision.unchanged();
    }
    if (command instanceof DeploymentCommand.TerminationReported report) {
      return isOpen(state, report.number())
          ? Decision.accepted(new DeploymentEvent.FleetTerminated(report.number(), report.at()))
          : Decision.unchanged();
    }
    return command instanceof DeploymentCommand.TerminationNotDone report
            && isOpen(state, report.number())
        ? Decision.accepted(
            new DeploymentEvent.TerminationFailed(report.number(), report.message(), report.at()))
        : Decision.unchanged();
  }

  private static boolean isOpen(DeploymentState state, int number) {
    return state.isTerminating() && state.terminations == number;
  }

  /** Instances are told apart by their ids, so what is there twice would be lost sight of. */
  private static Decision<DeploymentEvent> provided(
      DeploymentState state, DeploymentCommand.FleetReported report) {
    Set<String> distinct = new HashSet<>(report.instances());
    int wanted = Fleets.size(state.plan());
    if (!Fleets.areNames(distinct)) {
      return notProvided(state, "an instance has no id as groups know them", report);
    }
    if (distinct.size() != report.instances().size()
        || distinct.stream().anyMatch(each -> state.target(each) != null)) {
      return notProvided(
          state, "the instances are not distinct from each other and the original ones", report);
    }
    return distinct.size() == wanted
        ? Decision.accepted(new DeploymentEvent.FleetProvided(report.instances(), report.at()))
        : notProvided(
            state, distinct.size() + " instances were provided; wanted: " + wanted, report);
  }

  private static Decision<DeploymentEvent> notProvided(
      DeploymentState state, String message, DeploymentCommand command) {
    DeploymentEvent failure = new DeploymentEvent.FleetNotProvided(message, command.at());
    return state.isStopping()
        ? Decision.accepted(failure)
        : Decision.accepted(
            List.of(
                failure,
                NextStep.stop(
                    "AUTO_SCALING_CONFIGURATION",
                    "the replacement instances were not provided: " + message,
                    command.at())));
  }
}
