package dev.penstock.pipeline;

import java.util.Objects;

/**
 * Which rule a condition asks: a provider of the category {@code Rule} (P-172).
 *
 * @param owner who keeps the provider; {@code Custom} for the host's own
 * @param provider 1 to 35 characters of {@code 0-9A-Za-z_-}
 * @param version 1 to 9 characters of {@code 0-9A-Za-z_-}
 */
public record RuleType(String owner, String provider, String version) {

  /** The one category of rule types. */
  public static final String CATEGORY = "Rule";

  /** Compares a value with another (P-1226). The engine answers it itself. */
  public static final RuleType VARIABLE_CHECK = aws("VariableCheck");

  /** Holds at certain times (P-1224). The engine answers it itself. */
  public static final RuleType DEPLOYMENT_WINDOW = aws("DeploymentWindow");

  /** Refuses providers and versions outside their patterns. */
  public RuleType {
    Objects.requireNonNull(owner, "owner");
    ActionType.PROVIDER.require("provider", provider);
    ActionType.VERSION.require("version", version);
  }

  /**
   * A provider of the host's own, in version 1.
   *
   * @param provider the provider's name
   * @return the type
   */
  public static RuleType of(String provider) {
    return new RuleType(ActionType.CUSTOM, provider, "1");
  }

  /**
   * A provider of the cloud service, in version 1 (P-1231).
   *
   * @param provider the provider's name
   * @return the type
   */
  public static RuleType aws(String provider) {
    return new RuleType(ActionType.AWS, provider, "1");
  }

  @Override
  public String toString() {
    return CATEGORY + "/" + provider;
  }
}
