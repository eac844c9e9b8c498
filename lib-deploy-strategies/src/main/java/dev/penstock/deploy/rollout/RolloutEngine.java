package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.MetricProvider;
import dev.penstock.engine.ProcessEngine;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rolls revisions out by plans, with what the host has: its process engine, router, scaler, hosts,
 * hooks, metrics and alarms. Each of these is needed only by plans that use it.
 *
 * <pre>{@code
 * RolloutEngine rollouts =
 *     RolloutEngine.builder(processes, clock)
 *         .router(balancer)
 *         .metricProvider(prometheus)
 *         .build();
 * OpenRollout shop = rollouts.open("shop");
 * shop.release(Release.of("r42"), careful, "build-4711");
 * shop.promoteFull("ann", "the numbers of last night are good");
 * }</pre>
 *
 * <p>Opening a service again after a restart goes on with the rollout that was under way. Safe for
 * several threads; starts none.
 */
public final class RolloutEngine {
  private final ProcessEngine processes;
  private final Clock clock;
  private final RolloutParts parts;
  private final Map<String, OpenRollout> services = new ConcurrentHashMap<>();

  private RolloutEngine(Builder builder) {
    this.processes = builder.processes;
    this.clock = builder.clock;
    this.parts = builder.parts.copy();
  }

  /**
   * Starts a configuration.
   *
   * @param processes drives the rollouts; the host closes it
   * @param clock the host's time, the same that the process engine has
   * @return a builder
   */
  public static Builder builder(ProcessEngine processes, Clock clock) {
    return new Builder(processes, clock);
  }

  /**
   * Opens a service: a new one, or one that the journal knows, whose rollout then goes on.
   *
   * @param service its name, 1 to 100 characters, no slash
   * @return the service, the same at each call
   * @throws IllegalArgumentException if that is no name
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public OpenRollout open(String service) {
    requireName(service, 100);
    return services.computeIfAbsent(
        service, name -> new OpenRollout(name, false, processes, clock, parts));
  }

  /**
   * Opens something that has one rollout and ends with it, such as one deployment of many: a second
   * order is rejected ({@code rollout.once}), a way back that does not work is an end too, and
   * steps of cohorts that no host is of are passed over. Not among the {@link #services()}; nothing
   * is kept of it once it has ended but its journal.
   *
   * @param name names it, 1 to 400 characters, no slash; never the name of a service
   * @return the rollout
   * @throws IllegalArgumentException if that is no name
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public OpenRollout openOnce(String name) {
    requireName(name, 400);
    return new OpenRollout(name, true, processes, clock, parts);
  }

  /**
   * Removes the journal of what {@link #openOnce} opened, for ever, once its rollout has ended.
   * Whoever asked for the rollout must have heard of its end, or would have it carried out anew.
   *
   * @param name its name, as for {@link #openOnce}
   * @return completes with whether it was removed: not if it is unknown or has not ended;
   *     exceptionally with {@link dev.penstock.process.JournalException} if that could not be
   *     stored
   * @throws IllegalArgumentException if that is no name
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public CompletionStage<Boolean> removeOnce(String name) {
    requireName(name, 400);
    return processes.removeEnded(
        OpenRollout.processId(name), OpenRollout.type(name, true, parts), state -> true);
  }

  private static void requireName(String name, int longest) {
    if (name.isBlank() || name.length() > longest || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "service: \""
              + name
              + "\" is no name; allowed: 1 to "
              + longest
              + " characters, no slash");
    }
  }

  /**
   * The names of the open services.
   *
   * @return a sorted copy
   */
  public Set<String> services() {
    return new TreeSet<>(services.keySet());
  }

  /** Configures an engine. Each option may be set once. Confined to one thread. */
  public static final class Builder {
    private final ProcessEngine processes;
    private final Clock clock;
    private final RolloutParts parts = new RolloutParts();

    private Builder(ProcessEngine processes, Clock clock) {
      this.processes = Objects.requireNonNull(processes, "processes");
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Who shares traffic; needed by plans that shift requests.
     *
     * @param value the router
     * @return this builder
     */
    public Builder router(RolloutRouter value) {
      parts.router = once("router", parts.router, value);
      return this;
    }

    /**
     * Who starts and stops replicas; needed by releases that have some.
     *
     * @param value the scaler
     * @return this builder
     */
    public Builder scaler(Scaler value) {
      parts.scaler = once("scaler", parts.scaler, value);
      return this;
    }

    /**
     * Who brings revisions onto hosts; needed by plans that move hosts.
     *
     * @param value the mover
     * @return this builder
     */
    public Builder hostMover(HostMover value) {
      parts.hosts = once("hostMover", parts.hosts, value);
      return this;
    }

    /**
     * Who runs hooks; needed by plans that call some.
     *
     * @param value the runner
     * @return this builder
     */
    public Builder hookRunner(HookRunner value) {
      parts.hooks = once("hookRunner", parts.hooks, value);
      return this;
    }

    /**
     * Who measures; needed by plans with analyses.
     *
     * @param value the provider
     * @return this builder
     */
    public Builder metricProvider(MetricProvider value) {
      parts.metrics = once("metricProvider", parts.metrics, value);
      return this;
    }

    /**
     * Where alarms come from; needed by plans that name some.
     *
     * @param value the source
     * @return this builder
     */
    public Builder alarmSource(AlarmSource value) {
      parts.alarms = once("alarmSource", parts.alarms, value);
      return this;
    }

    /**
     * Builds the engine.
     *
     * @return an engine without open services
     */
    public RolloutEngine build() {
      return new RolloutEngine(this);
    }

    private static <T> T once(String option, @Nullable T before, T value) {
      if (before != null) {
        throw new IllegalStateException(option + " was set before, to " + before);
      }
      return Objects.requireNonNull(value, option);
    }
  }
}
