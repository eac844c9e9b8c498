package dev.penstock.deploy.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Waves host by host, as one would do it by hand: look at every host, take out one more as long as
 * enough still serve.
 */
final class NaiveFleet {

  private static final class Host {
    final boolean wasHealthy;
    final boolean fails;
    boolean serves;
    boolean attempted;

    Host(boolean healthy, boolean fails) {
      this.wasHealthy = healthy;
      this.fails = fails;
      this.serves = healthy;
    }
  }

  final List<Integer> waves = new ArrayList<>();
  String ending = "";
  private final List<Host> hosts = new ArrayList<>();
  private final int minimum;

  /** The first hosts are the unhealthy ones; bit i of {@code failing} is host i. */
  NaiveFleet(int total, int unhealthy, int minimum, int failing) {
    this.minimum = minimum;
    for (int i = 0; i < total; i++) {
      hosts.add(new Host(i >= unhealthy, (failing >> i & 1) == 1));
    }
  }

  NaiveFleet run() {
    boolean more = true;
    while (more) {
      more = waveOfUnhealthy() || waveOfHealthy();
    }
    if (waiting().findAny().isPresent()) {
      ending = waves.isEmpty() ? "HEALTH_CONSTRAINTS_INVALID" : "HEALTH_CONSTRAINTS";
    } else {
      long good = hosts.stream().filter(host -> host.attempted && host.serves).count();
      ending = good >= 1 && good >= minimum ? "" : "HEALTH_CONSTRAINTS";
    }
    return this;
  }

  private boolean waveOfUnhealthy() {
    List<Host> wave = new ArrayList<>();
    for (Host host : hosts) {
      boolean room = wave.isEmpty() || wave.size() < hosts.size() - minimum;
      if (!host.attempted && !host.wasHealthy && room) {
        wave.add(host);
      }
    }
    return deployTo(wave);
  }

  private boolean waveOfHealthy() {
    List<Host> wave = new ArrayList<>();
    for (Host host : hosts) {
      if (!host.attempted && serving() - 1 >= minimum) {
        host.serves = false;
        wave.add(host);
      }
    }
    return deployTo(wave);
  }

  private boolean deployTo(List<Host> wave) {
    for (Host host : wave) {
      host.attempted = true;
      host.serves = !host.fails;
    }
    if (!wave.isEmpty()) {
      waves.add(wave.size());
    }
    return !wave.isEmpty();
  }

  private Stream<Host> waiting() {
    return hosts.stream().filter(host -> !host.attempted);
  }

  private int serving() {
    int serving = 0;
    for (Host host : hosts) {
      serving += host.serves ? 1 : 0;
    }
    return serving;
  }
}
