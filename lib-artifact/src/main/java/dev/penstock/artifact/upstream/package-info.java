/**
 * What readers are given beyond what a repository holds itself: chains of upstream repositories,
 * and external connections to public sources.
 *
 * <p>Start at {@link dev.penstock.artifact.upstream.Upstreams}, which makes the domain and serves
 * its repositories to package clients ({@link dev.penstock.artifact.upstream.ClientRepository}).
 * What a client was given whole is kept in the repository that it asked, and, if it came from
 * outside, in the one that has the external connection; then neither needs its source any more.
 *
 * <p>The host gives an {@link dev.penstock.artifact.upstream.ExternalSource} for each connection,
 * the clock and a directory for fetches under way. There are no threads here: all work is done by
 * the callers, of whom any number share one fetch. Whether a package may come from somewhere is
 * decided before anybody is asked for it, by {@link dev.penstock.artifact.origin}.
 *
 * <p>Types are immutable values or safe for several threads unless their page says otherwise. A
 * comment such as A-071 names a rule of {@code docs/rules/artifact.tsv}.
 */
@NullMarked
package dev.penstock.artifact.upstream;

import org.jspecify.annotations.NullMarked;
