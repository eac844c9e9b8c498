package dev.penstock.deploy;

import dev.penstock.pipeline.execution.Page;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which deployments of a group to list, the newest first.
 *
 * <pre>{@code
 * DeploymentQuery failures =
 *     DeploymentQuery.ALL
 *         .withStatuses(Set.of(DeploymentStatus.FAILED))
 *         .createdFrom(monday)
 *         .pageSize(20);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param statuses of which status; empty for all
 * @param creators by whom; empty for all
 * @param from requested at this instant or later; empty for any
 * @param until requested before this instant; empty for any
 * @param pageSize most on one page, 1 to 100
 * @param token where the page begins: what the page before gave; empty for the first
 */
public record DeploymentQuery(
    Set<DeploymentStatus> statuses,
    Set<DeploymentCreator> creators,
    Optional<Instant> from,
    Optional<Instant> until,
    int pageSize,
    Optional<String> token) {

  /** The first page of all deployments. */
  public static final DeploymentQuery ALL =
      new DeploymentQuery(
          Set.of(), Set.of(), Optional.empty(), Optional.empty(), Page.LARGEST, Optional.empty());

  /** Copies the sets; refuses a page size out of range and a token of no page. */
  public DeploymentQuery {
    statuses = Set.copyOf(statuses);
    creators = Set.copyOf(creators);
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(until, "until");
    if (pageSize < 1 || pageSize > Page.LARGEST) {
      throw new IllegalArgumentException(
          "a page of " + pageSize + " is out of range; allowed: 1.." + Page.LARGEST);
    }
    token.ifPresent(DeploymentQuery::number);
  }

  /**
   * Only those of certain statuses.
   *
   * @param wanted the statuses; none for all
   * @return a changed copy
   */
  public DeploymentQuery withStatuses(Set<DeploymentStatus> wanted) {
    return new DeploymentQuery(wanted, creators, from, until, pageSize, token);
  }

  /**
   * Only those of certain creators.
   *
   * @param wanted the creators; none for all
   * @return a changed copy
   */
  public DeploymentQuery withCreators(Set<DeploymentCreator> wanted) {
    return new DeploymentQuery(statuses, wanted, from, until, pageSize, token);
  }

  /**
   * Only those requested at an instant or later.
   *
   * @param instant the first instant that counts
   * @return a changed copy
   */
  public DeploymentQuery createdFrom(Instant instant) {
    return new DeploymentQuery(statuses, creators, Optional.of(instant), until, pageSize, token);
  }

  /**
   * Only those requested before an instant.
   *
   * @param instant the first instant that does not count
   * @return a changed copy
   */
  public DeploymentQuery createdUntil(Instant instant) {
    return new DeploymentQuery(statuses, creators, from, Optional.of(instant), pageSize, token);
  }

  /**
   * Pages of another size.
   *
   * @param size 1 to 100
   * @return a changed copy
   */
  public DeploymentQuery pageSize(int size) {
    return new DeploymentQuery(statuses, creators, from, until, size, token);
  }

  /**
   * A later page.
   *
   * @param from what the page before gave as its next token
   * @return a changed copy
   */
  public DeploymentQuery startingAt(String from) {
    return new DeploymentQuery(statuses, creators, this.from, until, pageSize, Optional.of(from));
  }

  /** Only deployments of lower numbers are on the page. */
  int before() {
    return token.map(DeploymentQuery::number).orElse(Integer.MAX_VALUE);
  }

  boolean matches(GroupState.Past past) {
    return (statuses.isEmpty() || statuses.contains(GroupStatus.statusOf(past)))
        && (creators.isEmpty() || creators.contains(past.creator))
        && from.filter(past.createdAt::isBefore).isEmpty()
        && until.filter(instant -> !past.createdAt.isBefore(instant)).isEmpty();
  }

  private static int number(String token) {
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "token \""
              + token
              + "\" is of no page of deployments; allowed: the nextToken of a page of them, or none,"
              + " for the newest",
          e);
    }
  }
}
