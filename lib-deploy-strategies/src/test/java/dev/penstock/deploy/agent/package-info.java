/** How installations are shown to keep to their instance, with real files and scripts. */
@NullMarked
package dev.penstock.deploy.agent;

import org.jspecify.annotations.NullMarked;
