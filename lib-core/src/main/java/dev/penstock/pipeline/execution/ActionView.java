package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.RevisionDetails;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The newest attempt at one action, as people see it.
 *
 * @param key the attempt
 * @param status how far it is
 * @param startedAt when it started
 * @param endedAt when it ended, if it has
 * @param summary what its executor or the approver said; empty if nothing
 * @param answeredBy who answered it, if it was a manual approval
 * @param revision the revision that it found, if it was a source; else empty
 * @param configuration its configuration with all references resolved; what an approver is to read
 *     is among it (P-1310)
 * @param approvalToken the token that answers it, while it waits for a person
 * @param expiresAt when it fails for want of an answer, while it waits for a person
 * @param revisionDetails what it told of the revision, if it was a source
 * @param external the work that it caused outside, if its executor told
 * @param failureType why it failed, if its executor told
 */
public record ActionView(
    ActionKey key,
    ActionStatus status,
    Instant startedAt,
    Optional<Instant> endedAt,
    String summary,
    Optional<String> answeredBy,
    String revision,
    Map<String, String> configuration,
    Optional<String> approvalToken,
    Optional<Instant> expiresAt,
    Optional<RevisionDetails> revisionDetails,
    Optional<ExternalExecution> external,
    Optional<FailureType> failureType) {}
