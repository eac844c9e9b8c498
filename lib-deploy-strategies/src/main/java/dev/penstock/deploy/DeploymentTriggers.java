package dev.penstock.deploy;

import dev.penstock.deploy.trigger.Trigger;
import dev.penstock.deploy.trigger.TriggerEvent;
import dev.penstock.deploy.trigger.TriggerEventType;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessListener;
import dev.penstock.engine.ProcessType;
import dev.penstock.notification.EventOrigin;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of deployments to the targets of their groups' triggers (D-395, D-402). A host
 * registers it with its process engine, and gives it to its deployment engine:
 *
 * <pre>{@code
 * DeploymentTriggers triggers =
 *     new DeploymentTriggers(new EventOrigin("123456789012", "eu-central-1"));
 * ProcessEngine processes = ProcessEngine.builder()....listener(triggers).build();
 * DeploymentEngine deployments =
 *     DeploymentEngine.builder(processes, clock)....triggers(triggers).build();
 * }</pre>
 *
 * <p>Triggers are asked in the order of their group. What a target throws goes to the reporter of
 * failures and no further: neither the deployment nor another trigger notices. A slow target delays
 * the events behind it, and if it falls too far behind, the process engine closes this listener
 * with {@link #onGap}; a deployment waits for nobody. After a restart events are told in full: what
 * was missed of a deployment is read from the journal, and not told again. If that was compacted
 * before an event of the deployment could be told, those of its instances are not. Safe for several
 * threads.
 */
public final class DeploymentTriggers implements ProcessListener {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentTriggers.class);
  private static final String DEPLOYMENT = "deployment/";
  private static final String GROUP = "deployment-group/";
  private static final EffectHandler<DeploymentEffect, DeploymentCommand> NOBODY = new Nobody();

  private final EventOrigin origin;
  private final FailureReporter failures;
  private final Map<String, Watched> groups = new ConcurrentHashMap<>();
  private final Map<String, FollowedDeployment> followed = new ConcurrentHashMap<>();

  /** Hears of targets that could not take an event: an SPI. */
  @FunctionalInterface
  public interface FailureReporter {

    /**
     * A target has thrown. Called on the thread that delivers; what this throws is logged.
     *
     * @param trigger whose target it is
     * @param event the event that it was given
     * @param failure what it threw
     */
    void failed(Trigger trigger, TriggerEvent event, Throwable failure);
  }

  /**
   * Starts without groups; failures of targets are logged as warnings.
   *
   * @param origin whose deployments they are
   */
  public DeploymentTriggers(EventOrigin origin) {
    this(origin, DeploymentTriggers::log);
  }

  /**
   * Starts without groups.
   *
   * @param origin whose deployments they are
   * @param failures hears of targets that throw
   */
  public DeploymentTriggers(EventOrigin origin, FailureReporter failures) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.failures = Objects.requireNonNull(failures, "failures");
  }

  /** A group with triggers, and the engine that drives its deployments. */
  private record Watched(DeploymentGroup group, ProcessEngine processes) {}

  /** Carries out nothing: what is only read has ended, or is driven by somebody else. */
  private static final class Nobody implements EffectHandler<DeploymentEffect, DeploymentCommand> {
    @Override
    public void carryOut(DeploymentEffect effect, EffectContext<DeploymentCommand> context) {}

    @Override
    public DeploymentCommand failed(DeploymentEffect effect, Throwable cause, Instant at) {
      return new DeploymentCommand.NoticeFailed(new DeploymentKey(effect.key().text()), at);
    }
  }

  void add(DeploymentGroup group, ProcessEngine processes) {
    if (!group.triggers().isEmpty()) {
      groups.put(group.qualifiedName(), new Watched(group, processes));
    }
  }

  @Override
  public void onEvent(String process, long sequence, Object event) {
    if (event instanceof DeploymentEvent known && process.startsWith(DEPLOYMENT)) {
      Watched watched = groups.get(groupOf(process.substring(DEPLOYMENT.length())));
      if (watched != null) {
        follow(watched, process, sequence, known);
      }
    } else if (event instanceof GroupEvent known && process.startsWith(GROUP)) {
      Watched watched = groups.get(process.substring(GROUP.length()));
      if (watched != null) {
        follow(watched, known);
      }
    }
  }

  @Override
  public void onGap(String process, long sequence) {
    LOG.warn(
        "Triggers fell behind and hear nothing more; the first event missed is {} of {}",
        sequence,
        process);
  }

  private static void log(Trigger trigger, TriggerEvent event, Throwable failure) {
    LOG.warn("Trigger {} could not deliver {}", trigger.name(), event.type(), failure);
  }

  private static String groupOf(String deployment) {
    int dash = deployment.lastIndexOf('-');
    return dash < 0 ? deployment : deployment.substring(0, dash);
  }

  private void follow(Watched watched, String process, long sequence, DeploymentEvent event) {
    FollowedDeployment deployment =
        followed.computeIfAbsent(process, id -> new FollowedDeployment());
    synchronized (deployment) {
      if (deployment.next < sequence) {
        read(watched, process, deployment, sequence);
      }
      boolean isPassed = sequence <= deployment.checkpoint;
      if (deployment.next != sequence && !isPassed) {
        return; // told before
      }
      TriggerFields fields = new TriggerFields(origin, watched.group());
      for (FollowedDeployment.Told told :
          isPassed ? FollowedDeployment.passed(event) : deployment.add(event)) {
        String instance = told.instance();
        if (isWanted(watched, told.type())) {
          deliver(
              watched,
              told.type(),
              instance == null
                  ? fields.deployment(deployment.state)
                  : fields.instance(deployment, instance, event.at()));
        }
      }
      if (deployment.state.isEnded()) {
        followed.remove(process);
      }
    }
  }

  /** Events of before this listener was there, up to a number. */
  private static void read(
      Watched watched, String process, FollowedDeployment deployment, long until) {
    OpenProcess<DeploymentState, DeploymentCommand> open =
        watched
            .processes()
            .open(
                process,
                new ProcessType<>(
                    new DeploymentDecider(PlanMaker.ALONE, null), EventCodecs.DEPLOYMENT, NOBODY));
    open.read(
        deployment.next,
        (sequence, event) -> {
          if (sequence < until || event instanceof DeploymentEvent.Checkpointed) {
            deployment.read(sequence, (DeploymentEvent) event);
          }
        });
  }

  private void follow(Watched watched, GroupEvent event) {
    TriggerFields fields = new TriggerFields(origin, watched.group());
    if (event instanceof GroupEvent.RollbackRequested rollback
        && isWanted(watched, TriggerEventType.DEPLOYMENT_ROLLBACK)) {
      FollowedDeployment of = new FollowedDeployment();
      read(watched, DEPLOYMENT + rollback.of(), of, Long.MAX_VALUE);
      Map<String, String> told = fields.deployment(of.state);
      TriggerFields.rollback(told, rollback);
      deliver(watched, TriggerEventType.DEPLOYMENT_ROLLBACK, told);
    } else if (event instanceof GroupEvent.QueuedDeploymentEnded ended) {
      deliver(
          watched,
          FollowedDeployment.typeOf(ended.outcome().status()),
          fields.unbegun(ended.id(), ended.outcome(), ended.at()));
    }
  }

  private static boolean isWanted(Watched watched, TriggerEventType type) {
    return watched.group().triggers().stream().anyMatch(trigger -> trigger.events().contains(type));
  }

  private void deliver(Watched watched, TriggerEventType type, Map<String, String> fields) {
    for (Trigger trigger : watched.group().triggers()) {
      if (trigger.events().contains(type)) {
        TriggerEvent event = TriggerFields.event(type, fields, trigger.name());
        try {
          trigger.target().deliver(event);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
          if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          }
          report(trigger, event, e);
        }
      }
    }
  }

  private void report(Trigger trigger, TriggerEvent event, Throwable failure) {
    try {
      failures.failed(trigger, event, failure);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      LOG.warn("The reporter of failed triggers failed", e);
    }
  }
}
