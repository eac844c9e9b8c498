/** Tests of notifications. */
@NullMarked
package dev.penstock.notification;

import org.jspecify.annotations.NullMarked;
