package dev.penstock.notification;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessListener;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import dev.penstock.process.EventStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of pipelines to the targets of rules. A host registers it with its process
 * engine:
 *
 * <pre>{@code
 * PipelineNotifications notifications =
 *     PipelineNotifications.builder(new EventOrigin("123456789012", "eu-central-1"))
 *         .rule(new NotificationRule("failures", failures, event -> chat.post(event.toJson())))
 *         .build();
 * ProcessEngine processes = ProcessEngine.builder()....listener(notifications).build();
 * OpenPipeline checkout = PipelineEngine.builder(processes)....build().open(definition);
 * notifications.catchUp(checkout, firstNotDelivered); // if none may be missed by a crash
 * }</pre>
 *
 * <p>What was before the first event that is heard of a pipeline, such as after a restart, is read
 * from the journal and taken note of, so that every event is told in full.
 *
 * <p>Rules are asked in the order in which they were added; each target gets every event that its
 * pattern matches. What a target throws goes to {@link Builder#onFailure} and no further: neither
 * the pipeline nor another rule notices. A slow target delays the events behind it, and if it falls
 * too far behind, the engine closes this listener with {@link #onGap}; a pipeline waits for nobody.
 * To keep targets from delaying each other, register one of these for each. Safe for several
 * threads.
 */
public final class PipelineNotifications implements ProcessListener {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineNotifications.class);

  private final EventOrigin origin;
  private final List<NotificationRule> rules;
  private final FailureReporter failures;
  private final Map<String, Followed> processes = new HashMap<>(); // guarded by itself, and so are
  private final Map<String, Followed> rested = new Remembered<>(); // those that carried what ended

  private PipelineNotifications(Builder builder) {
    this.origin = builder.origin;
    this.rules = List.copyOf(builder.rules);
    this.failures = builder.failures == null ? PipelineNotifications::log : builder.failures;
  }

  /** Hears of targets that could not take an event: an SPI. */
  @FunctionalInterface
  public interface FailureReporter {

    /**
     * A target has thrown.
     *
     * @param rule whose target it is
     * @param event the event that it was given
     * @param failure what it threw
     */
    void failed(NotificationRule rule, ServiceEvent event, Throwable failure);
  }

  /** One process and how far its events were taken. Guarded by itself. */
  private static final class Followed {
    private ServiceEvents events;
    private long first = Long.MAX_VALUE; // what was heard live begins here
    private long next; // and ends before this

    Followed(ServiceEvents events) {
      this.events = events;
    }
  }

  /**
   * Starts without rules.
   *
   * @param origin whose pipelines they are
   * @return a builder
   */
  public static Builder builder(EventOrigin origin) {
    return new Builder(origin);
  }

  @Override
  public void onEvent(OpenProcess<?, ?> process, long sequence, Object event) {
    if (event instanceof PipelineEvent known) {
      take(process.id(), sequence, known, reader -> process.read(0, reader));
    }
  }

  /**
   * Takes an event without what was before it: of an execution whose start was not heard, what is
   * unknown is left out. The engine calls the other one.
   */
  @Override
  public void onEvent(String process, long sequence, Object event) {
    if (event instanceof PipelineEvent known) {
      take(process, sequence, known, reader -> {});
    }
  }

  private void take(
      String process,
      long sequence,
      PipelineEvent known,
      Consumer<EventStream.EventReader<Object>> journal) {
    Followed followed = followed(process);
    synchronized (followed) {
      if (sequence >= followed.next) { // else it was read from the journal
        if (sequence > followed.next) {
          takeNote(process, followed, sequence, known, journal);
        }
        followed.first = Math.min(followed.first, sequence);
        followed.next = sequence + 1;
        deliver(followed.events.add(sequence, known));
      }
    }
    if (OwnProcess.isEndOf(process, known)) {
      rest(process, followed);
    }
  }

  private Followed followed(String process) {
    synchronized (processes) {
      Followed known = rested.remove(process);
      if (known != null) {
        processes.put(process, known);
      }
      return processes.computeIfAbsent(process, id -> new Followed(projection(id)));
    }
  }

  /** An execution with a process of its own has ended: it is remembered for a while. */
  private void rest(String process, Followed followed) {
    synchronized (processes) {
      if (processes.remove(process, followed)) {
        rested.put(process, followed);
      }
    }
  }

  /** How many processes it knows of. */
  int known() {
    synchronized (processes) {
      return processes.size() + rested.size();
    }
  }

  /** What was before an event is told to nobody, but has to be known to tell what follows. */
  private void takeNote(
      String process,
      Followed followed,
      long sequence,
      PipelineEvent event,
      Consumer<EventStream.EventReader<Object>> journal) {
    ServiceEvents events = projection(process);
    boolean[] hasRead = new boolean[1];
    try {
      journal.accept(
          (number, past) -> {
            if (number < sequence && past instanceof PipelineEvent known) {
              events.add(number, known);
              hasRead[0] = true;
            } else if (past instanceof Checkpointed checkpoint) { // made since the event
              events.rememberUntil(checkpoint, event);
              hasRead[0] = true;
            }
          });
    } catch (RuntimeException e) {
      LOG.warn(
          "The events of {} before {} cannot be read; details will lack", process, sequence, e);
      return;
    }
    if (hasRead[0]) {
      followed.events = events;
    }
  }

  @Override
  public void onGap(String process, long sequence) {
    LOG.warn(
        "Notifications fell behind and hear nothing more; the first event missed is {} of {}",
        sequence,
        process);
  }

  /**
   * Reads what the journal holds of a pipeline: what it tells from a number on is delivered, what
   * is before is only taken note of. It is the way to have each event delivered at least once
   * (P-1401), if the host keeps the number of the first one that it may have missed; an event that
   * it has delivered in an earlier life has the same id when it comes again. Of executions of mode
   * PARALLEL under way, note is taken.
   *
   * @param pipeline an open pipeline
   * @param from the number of the first event of the journal to deliver; what this listener has
   *     delivered before is not delivered again
   * @return the number of the first event of the journal that was not there yet
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public long catchUp(OpenPipeline pipeline, long from) {
    Set<String> parallel = new LinkedHashSet<>();
    long next =
        catchUp(
            PipelineEngine.PROCESS_PREFIX + pipeline.name(),
            from,
            reader ->
                pipeline.read(
                    0,
                    (sequence, event) -> {
                      OwnProcess.follow(event, parallel);
                      reader.read(sequence, event);
                    }));
    for (String execution : parallel) {
      catchUp(pipeline, execution, Long.MAX_VALUE);
    }
    return next;
  }

  /**
   * The same for one execution of mode PARALLEL, whose events are numbered on their own.
   *
   * @param pipeline an open pipeline
   * @param execution the execution's id
   * @param from the number of the execution's first event to deliver
   * @return the number of the execution's first event that was not there yet
   * @throws IllegalArgumentException if the execution has no process of its own
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  public long catchUp(OpenPipeline pipeline, String execution, long from) {
    return catchUp(
        PipelineEngine.PROCESS_PREFIX + pipeline.name() + "/" + execution,
        from,
        reader -> pipeline.read(execution, 0, reader));
  }

  private long catchUp(
      String process, long from, Consumer<EventStream.EventReader<PipelineEvent>> journal) {
    Followed followed = followed(process);
    synchronized (followed) {
      long heardTo = followed.next;
      ServiceEvents events = projection(process);
      journal.accept(
          (sequence, event) -> {
            List<ServiceEvent> told = events.add(sequence, event);
            followed.next = Math.max(followed.next, sequence + 1);
            if (sequence >= from && (sequence < followed.first || sequence >= heardTo)) {
              deliver(told);
            }
          });
      followed.events = events;
      followed.first = Math.min(followed.first, from);
      return followed.next;
    }
  }

  /** A pipeline's process is named by it; those of executions, by pipeline and execution. */
  private ServiceEvents projection(String process) {
    String name =
        process.startsWith(PipelineEngine.PROCESS_PREFIX)
            ? process.substring(PipelineEngine.PROCESS_PREFIX.length())
            : process;
    int slash = name.indexOf('/');
    return new ServiceEvents(process, slash < 0 ? name : name.substring(0, slash), origin);
  }

  private void deliver(List<ServiceEvent> events) {
    for (ServiceEvent event : events) {
      Map<String, Object> values = event.toMap();
      for (NotificationRule rule : rules) {
        try {
          if (rule.pattern().matches(values)) {
            rule.target().deliver(event);
          }
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
          if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          }
          report(rule, event, e);
        }
      }
    }
  }

  private void report(NotificationRule rule, ServiceEvent event, Throwable failure) {
    try {
      failures.failed(rule, event, failure);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      LOG.warn("The reporter of failed notifications failed", e);
    }
  }

  private static void log(NotificationRule rule, ServiceEvent event, Throwable failure) {
    LOG.warn("Rule {} could not deliver event {}", rule.name(), event.id(), failure);
  }

  /** Collects rules. Confined to one thread. */
  public static final class Builder {
    private final EventOrigin origin;
    private final List<NotificationRule> rules = new ArrayList<>();
    private @Nullable FailureReporter failures;

    private Builder(EventOrigin origin) {
      this.origin = Objects.requireNonNull(origin, "origin");
    }

    /**
     * Adds a rule.
     *
     * @param rule the rule
     * @return this builder
     * @throws IllegalStateException if a rule of that name was added before
     */
    public Builder rule(NotificationRule rule) {
      if (rules.stream().anyMatch(each -> each.name().equals(rule.name()))) {
        throw new IllegalStateException("a rule \"" + rule.name() + "\" was added before");
      }
      rules.add(rule);
      return this;
    }

    /**
     * Sets who hears of targets that throw; unless set, a warning is logged.
     *
     * @param reporter called on the thread that delivers
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder onFailure(FailureReporter reporter) {
      if (failures != null) {
        throw new IllegalStateException("onFailure was set before, to " + failures);
      }
      failures = Objects.requireNonNull(reporter, "reporter");
      return this;
    }

    /**
     * Ends the listener.
     *
     * @return the listener
     */
    public PipelineNotifications build() {
      return new PipelineNotifications(this);
    }
  }
}
