/** Tests of policies. */
@NullMarked
package dev.penstock.policy;

import org.jspecify.annotations.NullMarked;
