/** How deployments are shown to keep their rules. */
@NullMarked
package dev.penstock.deploy;

import org.jspecify.annotations.NullMarked;
