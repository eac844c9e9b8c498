/** The publish and fetch actions, run as an engine runs them. */
@NullMarked
package dev.penstock.artifact.action;

import org.jspecify.annotations.NullMarked;
