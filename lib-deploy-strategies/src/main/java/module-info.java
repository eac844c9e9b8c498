/** How a revision reaches users: fleets, traffic, rollback. */
module dev.penstock.deploy {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports dev.penstock.deploy;
  exports dev.penstock.deploy.agent;
  exports dev.penstock.deploy.analysis;
  exports dev.penstock.deploy.fleet;
  exports dev.penstock.deploy.rollout;
  exports dev.penstock.deploy.simulation;
  exports dev.penstock.deploy.strategy;
  exports dev.penstock.deploy.testkit;
  exports dev.penstock.deploy.traffic;
  exports dev.penstock.deploy.trigger;
}
