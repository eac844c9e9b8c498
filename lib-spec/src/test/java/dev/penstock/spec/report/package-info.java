/** Tests of reading reports. */
@NullMarked
package dev.penstock.spec.report;

import org.jspecify.annotations.NullMarked;
