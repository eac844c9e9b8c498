/**
 * JSON that people wrote, read with the place of every value, so that a fault can be shown where it
 * is. Inside the library only: {@code dev.penstock.policy} and {@code dev.penstock.notification}
 * read their documents with it.
 *
 * <p>{@link dev.penstock.json.JsonReader} never throws on what it reads: a text that is no JSON,
 * that is too long, too deep, or that names a key twice, gives diagnostics. All values are
 * immutable.
 */
@NullMarked
package dev.penstock.json;

import org.jspecify.annotations.NullMarked;
