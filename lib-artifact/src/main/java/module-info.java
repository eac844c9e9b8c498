/** Where packages and artifacts live. */
module dev.penstock.artifact {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
  requires jdk.management;
  requires com.google.common;
  requires org.slf4j;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires transitive java.net.http;
  requires java.xml;
  requires static io.github.resilience4j.circuitbreaker;
  requires static io.github.resilience4j.core;
  requires static io.github.resilience4j.retry;

  exports dev.penstock.artifact;
  exports dev.penstock.artifact.action;
  exports dev.penstock.artifact.bundle;
  exports dev.penstock.artifact.format;
  exports dev.penstock.artifact.format.npm;
  exports dev.penstock.artifact.format.generic;
  exports dev.penstock.artifact.format.maven;
  exports dev.penstock.artifact.format.nuget;
  exports dev.penstock.artifact.format.pypi;
  exports dev.penstock.artifact.format.remote;
  exports dev.penstock.artifact.origin;
  exports dev.penstock.artifact.store;
  exports dev.penstock.artifact.upstream;
  exports dev.penstock.artifact.upstream.resilience;
  exports dev.penstock.artifact.version;
}
