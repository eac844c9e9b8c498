/** Where packages and artifacts live. */
module dev.penstock.artifact {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
}
