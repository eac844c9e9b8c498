/** Tests of batch builds. */
@NullMarked
package dev.penstock.spec.batch;

import org.jspecify.annotations.NullMarked;
