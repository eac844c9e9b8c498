package dev.penstock.pipeline;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which executor carries an action out: a category and a provider within it.
 *
 * @param category what the action is for
 * @param owner who keeps the provider; {@code Custom} unless said otherwise
 * @param provider 1 to 35 characters of {@code 0-9A-Za-z_-} (P-145)
 * @param version 1 to 9 characters of {@code 0-9A-Za-z_-} (P-146)
 */
public record ActionType(ActionCategory category, String owner, String provider, String version) {

  /** The owner of providers that a host brings. */
  public static final String CUSTOM = "Custom";

  /** The owner of the cloud service's own providers. */
  public static final String AWS = "AWS";

  /** The owner of other vendors' providers in the cloud service. */
  public static final String THIRD_PARTY = "ThirdParty";

  static final Names PROVIDER = new Names("0-9A-Za-z_-", 35);
  static final Names VERSION = new Names("0-9A-Za-z_-", 9);

  /** Refuses providers and versions outside their patterns. */
  public ActionType {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(owner, "owner");
    PROVIDER.require("provider", provider);
    VERSION.require("version", version);
  }

  /**
   * A provider of the host's own, in version 1.
   *
   * @param category what the action is for
   * @param provider the provider's name
   * @return the type
   */
  public static ActionType of(ActionCategory category, String provider) {
    return new ActionType(category, CUSTOM, provider, "1");
  }

  /**
   * A provider of the cloud service, in version 1.
   *
   * @param category what the action is for
   * @param provider the provider's name
   * @return the type
   */
  public static ActionType aws(ActionCategory category, String provider) {
    return new ActionType(category, AWS, provider, "1");
  }

  /**
   * How long the cloud service lets an action of this type run (P-461 to P-471). The engine applies
   * it to manual approvals only; for other actions it is a figure to pass to {@link
   * Action.Builder#timeout(Duration)}.
   *
   * @return the time, above zero
   */
  public Duration serviceTimeout() {
    return ServiceTimeouts.of(this);
  }

  /**
   * As any record's, but written out, like {@link #hashCode}: what the JDK makes of a record's
   * components when they are first compared takes longer than a short pipeline.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ActionType type
            && category == type.category
            && provider.equals(type.provider)
            && owner.equals(type.owner)
            && version.equals(type.version));
  }

  @Override
  public int hashCode() {
    int hash = category.hashCode();
    hash = 31 * hash + owner.hashCode();
    hash = 31 * hash + provider.hashCode();
    return 31 * hash + version.hashCode();
  }

  @Override
  public String toString() {
    return category + "/" + provider;
  }
}
