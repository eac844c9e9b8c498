package dev.penstock.notification;

import java.util.regex.Pattern;

/**
 * Whose pipelines they are: what the service's events say of account and region.
 *
 * @param account 12 digits
 * @param region 1 to 40 characters of {@code a-z0-9-}, such as {@code eu-central-1}
 */
public record EventOrigin(String account, String region) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

  /** Refuses parts of another form. */
  public EventOrigin {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException(
          "account: \"" + account + "\" is out of range; allowed: 12 digits");
    }
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "region: \"" + region + "\" is out of range; allowed: 1 to 40 characters of a-z0-9-");
    }
  }

  /**
   * The ARN of a pipeline, which events name as their resource.
   *
   * @param pipeline its name
   * @return the ARN
   */
  public String arn(String pipeline) {
    return "arn:aws:codepipeline:" + region + ":" + account + ":" + pipeline;
  }
}
