/** How rollouts are shown to keep their promises, in any history. */
@NullMarked
package dev.penstock.deploy.rollout;

import org.jspecify.annotations.NullMarked;
