/**
 * A server that lets package managers use a directory: the JDK's HTTP server in front of {@link
 * dev.penstock.artifact.format.ArtifactEndpoint}.
 *
 * <p>What a host has to add to the library is here: threads, sockets, limits, a log, tokens, and a
 * page for people. {@link dev.penstock.samples.artifacts.Main} is the program, {@link
 * dev.penstock.samples.artifacts.ArtifactServer} the server for tests and other programs.
 */
@NullMarked
package dev.penstock.samples.artifacts;

import org.jspecify.annotations.NullMarked;
