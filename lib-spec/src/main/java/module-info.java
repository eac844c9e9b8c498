/** Reads, checks and runs the files that people write: buildspec and appspec. */
module dev.penstock.spec {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
}
