package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.revision.FileExistsBehavior;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Plans of deployments for tests. */
final class Plans {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  static final RecordedRevision REVISION = revision("r1");

  private Plans() {}

  static RecordedRevision revision(String id) {
    return new RecordedRevision(
        id, "bundle-" + id, "0".repeat(64), "", FileExistsBehavior.DISALLOW);
  }

  static <T extends Enum<T>> T any(Class<T> type, RandomGenerator random) {
    List<T> all = List.copyOf(EnumSet.allOf(type));
    return all.get(random.nextInt(all.size()));
  }

  static List<DeploymentPlan.Target> targets(int healthy, int unhealthy) {
    List<DeploymentPlan.Target> targets = new ArrayList<>();
    for (int i = 0; i < unhealthy; i++) {
      targets.add(new DeploymentPlan.Target("sick-" + i, false));
    }
    for (int i = 0; i < healthy; i++) {
      targets.add(new DeploymentPlan.Target("i-" + i, true));
    }
    return targets;
  }

  static DeploymentPlan inPlace(DeploymentStrategy fleet, int healthy, int unhealthy) {
    return plan(fleet, null, targets(healthy, unhealthy), null, null, List.of());
  }

  static DeploymentPlan plan(
      DeploymentStrategy fleet,
      @Nullable DeploymentStrategy traffic,
      List<DeploymentPlan.Target> targets,
      @Nullable Duration readyWait,
      @Nullable Duration bake,
      List<String> alarms) {
    return new DeploymentPlan(
        "shop-1",
        "shop",
        "shop",
        DeploymentCreator.USER,
        Optional.empty(),
        REVISION,
        "green",
        Optional.of("blue"),
        List.of("blue", "green"),
        targets,
        fleet.name(),
        Optional.ofNullable(traffic).map(DeploymentStrategy::name),
        Optional.ofNullable(readyWait),
        Optional.ofNullable(bake),
        alarms,
        false,
        false,
        Duration.ofHours(1));
  }
}
