/**
 * Reading the files that people write, and telling them what is wrong with them.
 *
 * <p>Start at {@link dev.penstock.spec.SpecSource}, a named text, and hand it to a reader such as
 * {@link dev.penstock.spec.build.Buildspec#read}. The answer is a {@link
 * dev.penstock.diagnostic.ReadResult}: the spec with its warnings and notes, or every fault of the
 * file in the order of its lines. A faulty file is never an exception.
 *
 * <pre>{@code
 * String answer = Buildspec.read(source).fold(
 *     accepted -> accepted.value().phases().size() + " phases",
 *     refused -> source.listing(refused.diagnostics()));
 * }</pre>
 *
 * <p>{@link dev.penstock.spec.SpecSource#listing} shows the lines of a file without what may be
 * secret in them. Messages do not repeat the values of variables either.
 *
 * <p>All types are immutable and safe for several threads. Lines and columns count from 1; a column
 * is a number of characters.
 */
@NullMarked
package dev.penstock.spec;

import org.jspecify.annotations.NullMarked;
