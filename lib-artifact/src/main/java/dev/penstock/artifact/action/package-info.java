/**
 * Pipeline actions that publish to a repository and fetch from it, ready to plug in.
 *
 * <p>Start at {@link dev.penstock.artifact.action.PublishAction} and {@link
 * dev.penstock.artifact.action.FetchAction}. Both are safe to repeat with the same key: a publish
 * of the same bytes is a success, and a fetch changes nothing. Configuration values may be the
 * results of variables; the engine resolves them before the action sees them.
 *
 * <p>Configuration of both: {@code Namespace}, {@code Package} and {@code Version} of a generic
 * package, and {@code Asset}, the asset's name, {@code bundle.zip} if left out. {@code
 * SourceRevision} of a publish action says what was built, such as a commit. Output variables of
 * both: {@code PackageVersion}, {@code PackageRevision}, {@code AssetName} and {@code AssetDigest}
 * (64 hexadecimal digits).
 *
 * <p>Safe for several threads; each attempt works in a directory of its own below the workspace
 * that the host gives, and removes it at the end.
 */
@NullMarked
package dev.penstock.artifact.action;

import org.jspecify.annotations.NullMarked;
