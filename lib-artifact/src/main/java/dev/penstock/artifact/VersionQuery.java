package dev.penstock.artifact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a package are wanted, and in which order.
 *
 * @param status only this status; null for every one
 * @param originType only this origin; null for every one
 * @param order their order
 */
public record VersionQuery(
    @Nullable VersionStatus status, Origin.@Nullable Type originType, Order order) {

  /** All versions, whatever their status, in the order of their texts. */
  public static final VersionQuery ALL = new VersionQuery(null, null, Order.VERSION);

  /** The order is required. */
  public VersionQuery {
    Objects.requireNonNull(order, "order");
  }

  /** Orders of versions. */
  public enum Order {
    /** By their texts, character by character. */
    VERSION,
    /** Newest first; those never published at the end. */
    PUBLISHED_TIME
  }

  /**
   * The same query for one status.
   *
   * @param wanted the status
   * @return a copy
   */
  public VersionQuery withStatus(VersionStatus wanted) {
    return new VersionQuery(wanted, originType, order);
  }

  /**
   * The same query for one origin.
   *
   * @param wanted the origin's type
   * @return a copy
   */
  public VersionQuery withOriginType(Origin.Type wanted) {
    return new VersionQuery(status, wanted, order);
  }

  /**
   * The same query in another order.
   *
   * @param wanted the order
   * @return a copy
   */
  public VersionQuery sortedBy(Order wanted) {
    return new VersionQuery(status, originType, wanted);
  }

  boolean matches(VersionDescription version) {
    return (status == null || status == version.status())
        && (originType == null || originType == version.origin().type());
  }
}
