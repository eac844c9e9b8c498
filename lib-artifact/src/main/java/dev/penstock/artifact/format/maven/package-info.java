/**
 * Maven's repository layout over HTTP, for Maven, Gradle, Ivy and whoever else reads it: {@link
 * dev.penstock.artifact.format.maven.MavenProtocol}.
 *
 * <p>Files are assets of the version that their path names. A release is unfinished until its
 * {@code maven-metadata.xml} is uploaded and names it, so that nobody reads half a deployment. Each
 * build of a snapshot is a version of its own, such as {@code 1.1-20240131.120000-3}, and unlisted;
 * {@code 1.1-SNAPSHOT} means the newest of them.
 *
 * <p>{@code maven-metadata.xml} is made from the stored versions whenever it is read; what clients
 * upload under that name is a hint that versions are whole. Checksums are computed, and those that
 * clients upload are compared.
 */
@NullMarked
package dev.penstock.artifact.format.maven;

import org.jspecify.annotations.NullMarked;
