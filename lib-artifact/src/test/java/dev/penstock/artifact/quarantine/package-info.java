/** The rules of the firewall, one by one and together. */
@NullMarked
package dev.penstock.artifact.quarantine;

import org.jspecify.annotations.NullMarked;
