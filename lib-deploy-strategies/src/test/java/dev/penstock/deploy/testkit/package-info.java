/** How sentences about rollouts are shown to hold, and not to. */
@NullMarked
package dev.penstock.deploy.testkit;

import org.jspecify.annotations.NullMarked;
