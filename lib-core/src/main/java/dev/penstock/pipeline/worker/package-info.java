/**
 * Actions that workers elsewhere carry out: they ask for jobs, take one, and report.
 *
 * <p>A {@link dev.penstock.pipeline.worker.JobQueue} is the executor of such actions. A host lays
 * its own protocol around it, HTTP most often: {@link dev.penstock.pipeline.worker.JobQueue#poll}
 * offers {@link dev.penstock.pipeline.worker.Job}s, {@link
 * dev.penstock.pipeline.worker.JobQueue#acknowledge} lets exactly one worker win each, and {@link
 * dev.penstock.pipeline.worker.JobQueue#succeed} or {@link
 * dev.penstock.pipeline.worker.JobQueue#fail} ends it. What workers need of an action's
 * configuration is declared by a {@link dev.penstock.pipeline.worker.CustomActionType}.
 *
 * <p>A job is another name for one attempt at an action, so nothing of it is stored but a
 * checkpoint of that attempt: after a restart the same jobs are there again under the same ids, and
 * those that a worker had taken are still that worker's.
 */
@NullMarked
package dev.penstock.pipeline.worker;

import org.jspecify.annotations.NullMarked;
