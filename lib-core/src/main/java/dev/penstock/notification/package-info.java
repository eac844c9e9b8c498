/**
 * Tells others what happens in pipelines, in the words of the cloud service.
 *
 * <p>{@link dev.penstock.notification.ServiceEvents} folds a pipeline's own events into {@link
 * dev.penstock.notification.ServiceEvent}s: same names, same fields, same spelling, derived ids;
 * they are a projection and stored nowhere. An {@link dev.penstock.notification.EventPattern} picks
 * some of them, with exact values, prefixes, ranges and so on; a {@link
 * dev.penstock.notification.NotificationRule} hands those to a host's {@link
 * dev.penstock.notification.EventTarget}. {@link dev.penstock.notification.PipelineNotifications}
 * is the listener that a host registers: what targets throw is reported and stops neither the
 * pipeline nor the other rules.
 */
@NullMarked
package dev.penstock.notification;

import org.jspecify.annotations.NullMarked;
