/** How a revision reaches users: fleets, traffic, rollback. */
module dev.penstock.deploy {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
}
