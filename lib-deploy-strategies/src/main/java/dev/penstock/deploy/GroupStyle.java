package dev.penstock.deploy;

import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a group that its platform gives a meaning to, while they are being set. */
final class GroupStyle {
  @Nullable DeploymentPlatform platform;
  boolean terminatesOriginal;
  boolean hasTestTraffic;
  @Nullable String service;
  final Set<String> onPremises = new LinkedHashSet<>();
  @Nullable ZonalConfiguration zonal;
  final Map<String, String> zones = new LinkedHashMap<>();
  final List<String> zoneOrder = new ArrayList<>();
  @Nullable Duration healthTimeout;
  @Nullable DeploymentLimits limits;
  @Nullable RolloutPlan plan;
  boolean countsNewAsUnhealthy;

  GroupStyle copy() {
    GroupStyle copy = new GroupStyle();
    copy.platform = platform;
    copy.terminatesOriginal = terminatesOriginal;
    copy.hasTestTraffic = hasTestTraffic;
    copy.service = service;
    copy.onPremises.addAll(onPremises);
    copy.zonal = zonal;
    copy.zones.putAll(zones);
    copy.zoneOrder.addAll(zoneOrder);
    copy.healthTimeout = healthTimeout;
    copy.limits = limits;
    copy.plan = plan;
    copy.countsNewAsUnhealthy = countsNewAsUnhealthy;
    return copy;
  }

  DeploymentPlatform platform(int sides) {
    if (platform != null) {
      return platform;
    }
    return sides > 1 ? DeploymentPlatform.SERVER_SIDES : DeploymentPlatform.SERVER_IN_PLACE;
  }

  DeploymentLimits limits() {
    return limits == null ? DeploymentLimits.open() : limits;
  }

  Duration healthTimeout() {
    return healthTimeout == null ? Course.DEFAULT_HEALTH_WITHIN : healthTimeout;
  }

  /** The zones in the order that was set, or else in that of their names (D-273). */
  List<String> zonesInOrder() {
    return zoneOrder.isEmpty()
        ? zones.values().stream().distinct().sorted().toList()
        : List.copyOf(zoneOrder);
  }
}
