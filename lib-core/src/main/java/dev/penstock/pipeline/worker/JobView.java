package dev.penstock.pipeline.worker;

/**
 * A job as people and workers see it.
 *
 * @param id its id
 * @param status how far it is
 * @param actionExecution the key of the attempt that it is
 * @param summary what its worker said last; may be empty
 * @param externalExecutionId how its worker's system names the work; may be empty
 * @param percentComplete how much its worker said is done, 0 to 100; 0 if it did not
 * @param isToStop whether somebody has asked the action to stop, or it took too long: its worker
 *     may finish or fail
 */
public record JobView(
    String id,
    JobStatus status,
    String actionExecution,
    String summary,
    String externalExecutionId,
    int percentComplete,
    boolean isToStop) {}
