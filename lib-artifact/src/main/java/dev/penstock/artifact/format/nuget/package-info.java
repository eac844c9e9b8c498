/**
 * What NuGet's V3 clients say to a repository.
 *
 * <p>Start at {@link dev.penstock.artifact.format.nuget.NugetProtocol}. A package has its id in
 * lower case, a version is normalized and in lower case, and its asset is the package as it was
 * pushed. The nuspec, and what registrations and searches say of the version, are documents of it.
 * A version that is unlisted has that status.
 */
@NullMarked
package dev.penstock.artifact.format.nuget;

import org.jspecify.annotations.NullMarked;
