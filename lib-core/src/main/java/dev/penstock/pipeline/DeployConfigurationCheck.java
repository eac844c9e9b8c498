package dev.penstock.pipeline;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deploy actions of other providers. */
final class DeployConfigurationCheck implements ServiceConfigurationChecks.ProviderCheck {
  private static final Pattern MINUTES_TO_AN_HOUR = Pattern.compile("[1-9]|[1-5][0-9]|60");
  private static final Pattern CANARY =
      Pattern.compile("Canary([0-9]{1,2})Percent([0-9]{1,5})Minutes");
  private static final Pattern LINEAR =
      Pattern.compile("Linear([0-9]{1,2})PercentEvery([0-9]{1,5})Minutes?");
  private static final long LONGEST_WAIT_MINUTES = 2L * 24 * 60;
  private static final int MOST_ALARMS = 10;
  private static final Set<String> PLACEHOLDERS = Set.of("{datetime}", "{uuid}");

  @Override
  public void check(ActionType type, Configured action) {
    boolean isOurs = type.owner().equals(ActionType.AWS) && type.version().equals("1");
    if (isOurs && type.category() == ActionCategory.DEPLOY) {
      deploy(type.provider(), action);
    }
    boolean isS3 = type.equals(ActionType.aws(ActionCategory.DEPLOY, "S3"));
    action
        .action()
        .configuration()
        .forEach(
            (key, value) -> {
              boolean isKnown = isS3 && key.equals("ObjectKey");
              if (!isKnown && PLACEHOLDERS.stream().anyMatch(value::contains)) {
                action.warning(
                    "P-513",
                    key,
                    "{datetime} and {uuid} stay as they are",
                    "in \"ObjectKey\" of DEPLOY/S3");
              }
            });
  }

  private static void deploy(String provider, Configured action) {
    switch (provider) {
      case "S3" -> {
        if (action.is("Extract", "false")) {
          action.needs("P-411", "where Extract is false", "ObjectKey");
        }
      }
      case "ECS" -> action.matches("P-417", "DeploymentTimeout", MINUTES_TO_AN_HOUR, "1 to 60");
      case "ServiceCatalog" ->
          either(
              "P-421",
              action,
              List.of("ConfigurationFilePath"),
              List.of("TemplateFilePath", "ProductVersionName", "ProductType"));
      case "EC2" ->
          either("P-422", action, List.of("DeploySpec"), List.of("TargetDirectory", "PostScript"));
      case "EKS" ->
          either(
              "P-423",
              action,
              List.of("ManifestFiles"),
              List.of("HelmReleaseName", "HelmChartLocation"));
      case "Lambda" -> lambda(action);
      default -> {
        // the catalogue says it all
      }
    }
  }

  /** Reports that neither group of keys is whole. */
  private static void either(
      String reference, Configured action, List<String> one, List<String> other) {
    if (!one.stream().allMatch(action::has) && !other.stream().allMatch(action::has)) {
      action.fault(
          reference,
          one.get(0),
          action.action().configuration().keySet() + " are not enough",
          String.join(", ", one) + "; or " + String.join(", ", other));
    }
  }

  private static void lambda(Configured action) {
    if (action.action().inputArtifacts().isEmpty()) {
      action.needs("P-424", "without an input artifact", "PublishedTargetVersion");
    }
    action
        .known("Alarms")
        .filter(alarms -> alarms.split(",", -1).length > MOST_ALARMS)
        .ifPresent(
            alarms ->
                action.fault(
                    "P-424",
                    "Alarms",
                    alarms.split(",", -1).length + " alarms",
                    "at most " + MOST_ALARMS));
    if (action.has("DeployStrategy") && !action.has("FunctionAlias")) {
      action.needs("P-439", "for a strategy", "FunctionAlias");
    }
    action
        .known("DeployStrategy")
        .filter(strategy -> !isStrategy(strategy))
        .ifPresent(
            strategy ->
                action.fault(
                    "P-439",
                    "DeployStrategy",
                    "\"" + strategy + "\"",
                    "AllAtOnce, Canary<p>Percent<m>Minutes, Linear<p>PercentEvery<m>Minutes,"
                        + " waiting at most 2 days in all"));
  }

  private static boolean isStrategy(String strategy) {
    Matcher canary = CANARY.matcher(strategy);
    if (canary.matches()) {
      return Integer.parseInt(canary.group(1)) > 0
          && Long.parseLong(canary.group(2)) <= LONGEST_WAIT_MINUTES;
    }
    Matcher linear = LINEAR.matcher(strategy);
    if (linear.matches() && Integer.parseInt(linear.group(1)) > 0) {
      long percent = Long.parseLong(linear.group(1));
      long waits = (100 + percent - 1) / percent - 1; // none after the last step
      return waits * Long.parseLong(linear.group(2)) <= LONGEST_WAIT_MINUTES;
    }
    return strategy.equals("AllAtOnce");
  }
}
