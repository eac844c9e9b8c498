/**
 * Running a buildspec: its phases in order, each command in the shell that a host gives.
 *
 * <p>A host of pipelines plugs in {@link dev.penstock.spec.run.BuildAction} and writes no glue. To
 * run one buildspec by hand, start at {@link dev.penstock.spec.run.BuildRunner}.
 *
 * <p>Runs block the calling thread; the package has no thread, clock or process of its own. The
 * shell must see the source and work directories under the same paths as this program, since
 * variables and directories carry over from command to command in files, and artifacts are
 * collected here. Values are immutable; {@code BuildRunner} and {@code BuildAction} are safe for
 * several threads, for builds in different directories.
 *
 * <p>Secrets are resolved by the host, masked in every line of the log and in every message, and
 * never exported. While a build runs, its variables lie in a file in the work directory, which only
 * its owner may enter where the file system knows owners; it is deleted when the build ends.
 */
@NullMarked
package dev.penstock.spec.run;

import org.jspecify.annotations.NullMarked;
