/**
 * Files of any kind over HTTP: {@link dev.penstock.artifact.format.generic.GenericProtocol} puts,
 * gets and lists assets of generic packages. No package manager speaks it; {@code curl} does.
 */
@NullMarked
package dev.penstock.artifact.format.generic;

import org.jspecify.annotations.NullMarked;
