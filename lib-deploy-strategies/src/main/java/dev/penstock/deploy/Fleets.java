package dev.penstock.deploy;

import java.util.Collection;
import java.util.regex.Pattern;

/** The fleets that a deployment asks for (D-321). */
final class Fleets {
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private Fleets() {}

  /** Whether these can be ids of instances. */
  static boolean areNames(Collection<String> instances) {
    return instances.stream().allMatch(each -> INSTANCE.matcher(each).matches());
  }

  /** What a replacement fleet is called. */
  static String name(String group, String deployment) {
    return "CodeDeploy_" + group + "_" + deployment;
  }

  /** As many as are healthy in the original fleet. */
  static int size(DeploymentPlan plan) {
    return (int) plan.way().originals().stream().filter(DeploymentPlan.Target::isHealthy).count();
  }
}
