package dev.penstock.samples.quickstart;

import dev.penstock.deploy.DeploymentGroup;
import dev.penstock.deploy.RollbackEvent;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.samples.quickstart.traffic.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Where the shop runs: one instance for staging, two sets of four for production. */
final class Fleet {
  static final String STAGING = "staging";
  static final String PRODUCTION = "production";
  static final String ALARM = "error-rate";

  private static final int SIZE = 4;
  private static final Duration CANARY = Duration.ofMillis(3_500);
  private static final Duration BAKE = Duration.ofMillis(1_500);
  private static final Duration EVENT_TIMEOUT = Duration.ofMinutes(1);

  private Fleet() {}

  static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  static Side side(String name) {
    return Side.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static List<String> instances(Side side) {
    return IntStream.rangeClosed(1, SIZE).mapToObj(number -> name(side) + "-" + number).toList();
  }

  static List<String> instances() {
    List<String> all = new ArrayList<>(List.of(STAGING));
    for (Side side : Side.values()) {
      all.addAll(instances(side));
    }
    return all;
  }

  static DeploymentGroup staging() {
    return DeploymentGroup.builder(STAGING)
        .application(ShopPipeline.NAME)
        .side(STAGING, STAGING)
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .eventTimeout(EVENT_TIMEOUT)
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
        .build();
  }

  static DeploymentGroup production() {
    return DeploymentGroup.builder(PRODUCTION)
        .application(ShopPipeline.NAME)
        .side(name(Side.BLUE), instances(Side.BLUE))
        .side(name(Side.GREEN), instances(Side.GREEN))
        .fleetStrategy(DeploymentStrategy.halfAtATime())
        .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), CANARY))
        .readyWait(Duration.ofMinutes(10))
        .bake(BAKE)
        .eventTimeout(EVENT_TIMEOUT)
        .alarms(ALARM)
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM)
        .build();
  }
}
