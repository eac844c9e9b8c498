package dev.penstock.pipeline.simulation;

import dev.penstock.engine.ProcessListener;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.engine.StartRequest;
import dev.penstock.pipeline.engine.TriggerResult;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Journal;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.source.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline on the real engine under virtual time, whose actions do what a test says.
 *
 * <pre>{@code
 * PipelineSimulation simulation = PipelineSimulation.of(checkout)
 *     .action(make, script -> script.succeeds(ofMinutes(3)).withVariable("version", "1.4.0"))
 *     .action(ship, script -> script.failsOnce("disk full").thenSucceeds(ofMinutes(2)))
 *     .begin();
 * String execution = simulation.start();
 * simulation.runUntil(waitsForApproval("sign-off"));
 * simulation.advance(ofDays(3));
 * simulation.approve("Production", "sign-off", "ada", "ready");
 * simulation.runToEnd();
 * assertEquals(FAILED, simulation.status(execution));              // the disk is full
 * simulation.order(pipeline -> pipeline.retry(execution, "Production"));
 * simulation.runToEnd();
 * assertEquals(SUCCEEDED, simulation.status(execution));
 * assertEquals(ofDays(3).plusMinutes(5), simulation.duration(execution));
 * }</pre>
 *
 * <p>Time stands still but for {@link #advance} and the {@code run} methods. {@link #advance} moves
 * on by exactly its duration, whatever happens on the way: open approvals expire. The {@code run}
 * methods move from one thing that happens to the next and refuse to pass the expiry of an approval
 * that nobody has answered, since a test that forgot to answer it should hear of that.
 *
 * <p>Everything is done on the calling thread, so results are the same each time. Confined to one
 * thread. Has nothing to close: it holds no thread and no file.
 */
public final class PipelineSimulation {

  /** When simulations begin unless told otherwise: a Monday morning. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-05T09:00:00Z");

  private static final int MOST_STEPS = 1_000_000;

  private final Journal journal;
  private final VirtualTime time;
  private final Instant begunAt;
  private final ScriptedActions actions;
  private final Builder options;
  private SimulatedEngine engine;

  private PipelineSimulation(Builder builder) {
    this.options = builder;
    this.journal = builder.journal == null ? new InMemoryJournal() : builder.journal;
    this.begunAt = builder.start == null ? DEFAULT_START : builder.start;
    this.time = VirtualTime.startingAt(begunAt);
    this.actions = new ScriptedActions(builder.scripts);
    this.engine = open(builder.definition);
  }

  /**
   * Starts a simulation's configuration.
   *
   * @param definition the pipeline
   * @return a builder
   */
  public static Builder of(Pipeline definition) {
    return new Builder(definition);
  }

  private SimulatedEngine open(Pipeline definition) {
    return new SimulatedEngine(options, journal, time, actions, definition);
  }

  /**
   * The pipeline as a host holds it: all that can be ordered and seen in production. What is
   * ordered here is carried out at the next call of this simulation; {@link #order} does both.
   *
   * @return the open pipeline; another one after a {@link #crash}
   */
  public OpenPipeline pipeline() {
    return engine.pipeline;
  }

  /**
   * The present instant of virtual time.
   *
   * @return the instant
   */
  public Instant now() {
    return time.now();
  }

  /**
   * Starts an execution with the defaults of all variables.
   *
   * @return its id
   * @throws RejectedCommandException if the pipeline refuses
   */
  public String start() {
    return order(OpenPipeline::start);
  }

  /**
   * Starts an execution.
   *
   * @param request with what, and why
   * @return its id
   * @throws RejectedCommandException if the pipeline refuses
   */
  public String start(StartRequest request) {
    return order(open -> open.start(request));
  }

  /**
   * Offers what a Git host reports.
   *
   * @param event the push or pull request
   * @return what has become of it, and why
   */
  public TriggerResult offer(SourceEvent event) {
    return order(open -> open.offer(event));
  }

  /**
   * Approves the open request of a manual approval.
   *
   * @param stage the stage's name
   * @param action the approval's name
   * @param by who approves
   * @param summary why
   * @throws IllegalArgumentException if the pipeline has no such approval
   * @throws IllegalStateException if not exactly one execution waits for it; the message says who
   *     waits for what
   */
  public void approve(String stage, String action, String by, String summary) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(summary, "summary");
    String token = tokenOf(stage + "/" + action);
    order(open -> open.approve(token, by, summary));
  }

  /**
   * Rejects the open request of a manual approval, which fails its action.
   *
   * @param stage the stage's name
   * @param action the approval's name
   * @param by who rejects
   * @param summary why
   * @throws IllegalArgumentException if the pipeline has no such approval
   * @throws IllegalStateException if not exactly one execution waits for it
   */
  public void reject(String stage, String action, String by, String summary) {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(summary, "summary");
    String token = tokenOf(stage + "/" + action);
    order(open -> open.reject(token, by, summary));
  }

  private String tokenOf(String action) {
    Situation situation = situation();
    List<ActionView> open = situation.approvals(action);
    if (open.size() != 1) {
      throw new IllegalStateException(
          open.isEmpty()
              ? action + " waits for no approval at " + now() + ":\n" + situation.text()
              : action
                  + " waits for approval in "
                  + open.size()
                  + " executions; say which by its token: order(pipeline ->"
                  + " pipeline.approve(token, by, summary)):\n"
                  + situation.text());
    }
    return open.get(0).approvalToken().orElseThrow();
  }

  /**
   * Orders anything else and carries it out, at the present instant:
   *
   * <pre>{@code
   * simulation.order(pipeline -> pipeline.retry(execution, "Production"));
   * String back = simulation.order(pipeline -> pipeline.rollBack("Production", execution));
   * }</pre>
   *
   * @param <T> the type of the answer
   * @param order the order
   * @return the answer
   * @throws RejectedCommandException if the pipeline refuses
   * @throws IllegalStateException if the answer needs time, as that of {@code finished} does
   */
  public <T> T order(Function<? super OpenPipeline, ? extends CompletionStage<T>> order) {
    Objects.requireNonNull(order, "order");
    CompletableFuture<T> answer = order.apply(engine.pipeline).toCompletableFuture();
    engine.host.settle();
    if (!answer.isDone()) {
      throw new IllegalStateException(
          "the answer is not there yet, and time stands still; run the simulation on before it is"
              + " asked for");
    }
    T given;
    try {
      given = answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    if (given instanceof CommandResult.Rejected rejected) {
      throw new RejectedCommandException(rejected.rejection());
    }
    return given;
  }

  /**
   * Moves time on, and does all that comes due on the way at its own instant.
   *
   * @param duration how far, zero or above
   */
  public void advance(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    engine.host.settle();
    time.advance(duration);
    engine.host.settle();
  }

  /**
   * Moves time on until something is the case; not at all if it is already.
   *
   * @param moment what to wait for
   * @throws IllegalStateException if it does not come by itself; the message says who waits for
   *     what
   */
  public void runUntil(Moment moment) {
    Objects.requireNonNull(moment, "moment");
    engine.host.settle();
    for (int i = 0; !moment.isReached(this); i++) {
      step(i, moment.description());
    }
  }

  /**
   * Moves time on until all executions have ended.
   *
   * @throws IllegalStateException if one waits for somebody; the message says who waits for what
   */
  public void runToEnd() {
    engine.host.settle();
    for (int i = 0; !situation().isOver(); i++) {
      step(i, "all executions have ended");
    }
  }

  /**
   * Moves time on until no scripted attempt is on its way to an end: all that is under way waits
   * for people or gates.
   */
  public void runUntilIdle() {
    engine.host.settle();
    for (int i = 0; engine.host.isWorking(); i++) {
      step(i, "nothing is at work");
    }
  }

  private void step(int done, String moment) {
    Optional<Instant> next = time.nextDue();
    Situation situation = situation();
    Optional<Instant> expiry = situation.nextExpiry();
    boolean isOwed = next.isPresent() && expiry.isPresent() && !next.get().isBefore(expiry.get());
    if (next.isEmpty() || isOwed || done == MOST_STEPS) {
      throw new IllegalStateException(
          "it did not come about that "
              + moment
              + "; at "
              + now()
              + (isOwed
                  ? " nothing goes on without an approval; answer it with approve or reject, or let"
                      + " it expire with advance:\n"
                  : next.isEmpty()
                      ? " nothing goes on by itself:\n"
                      : " there is no end in sight:\n")
              + situation.text());
    }
    time.advanceToNext();
    engine.host.settle();
  }

  /**
   * Kills the engine, as if its JVM were gone, and opens another one on the same journal. Attempts
   * that were under way are begun again with the same key; see {@link ActionScript#reattaches()}.
   */
  public void crash() {
    Pipeline definition = definition();
    engine.crash();
    engine = open(definition);
  }

  /**
   * How far an execution is, or how it ended.
   *
   * @param execution its id
   * @return its status
   * @throws IllegalArgumentException if the pipeline has no such execution
   */
  public ExecutionStatus status(String execution) {
    Optional<ExecutionView> view = order(open -> open.execution(execution));
    return view.map(ExecutionView::status)
        .or(() -> order(open -> open.until(state -> state.ended(execution)))) // lately
        .orElseGet(() -> execution(execution).status());
  }

  /**
   * How long an execution took from its start to its end, or has taken so far.
   *
   * @param execution its id
   * @return the time
   * @throws IllegalArgumentException if the pipeline has no such execution
   */
  public Duration duration(String execution) {
    PipelineHistory.Execution past = execution(execution);
    return Duration.between(past.startedAt(), past.endedAt().orElseGet(this::now));
  }

  /**
   * All that the journal tells of an execution: its revisions, its attempts, what they yielded.
   *
   * @param execution its id
   * @return the execution
   * @throws IllegalArgumentException if the pipeline has no such execution
   */
  public PipelineHistory.Execution execution(String execution) {
    Objects.requireNonNull(execution, "execution");
    engine.host.settle();
    PipelineHistory history = engine.pipeline.history();
    return history.execution(execution).orElseThrow(() -> unknown(execution, history));
  }

  private IllegalArgumentException unknown(String execution, PipelineHistory history) {
    List<String> known = history.executions().stream().map(PipelineHistory.Execution::id).toList();
    return new IllegalArgumentException(
        "pipeline "
            + engine.pipeline.name()
            + " has no execution "
            + execution
            + "; it has "
            + (known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /**
   * What has happened, one line for each event, such as {@code 3d 00:05:00 #1 Production/ship
   * succeeded}: the time since the simulation began, the execution's number, and what it was.
   *
   * @return the lines in order
   */
  public List<String> timeline() {
    engine.host.settle();
    return Timeline.of(engine.pipeline).lines(begunAt);
  }

  /**
   * What has happened to one execution, such as {@code 00:03:00 Build/compile succeeded}: the time
   * since its start, and what it was.
   *
   * @param execution its id
   * @return the lines in order
   * @throws IllegalArgumentException if the pipeline has no such execution
   */
  public List<String> timeline(String execution) {
    Objects.requireNonNull(execution, "execution");
    engine.host.settle();
    List<String> lines = Timeline.of(engine.pipeline).lines(execution);
    if (lines.isEmpty()) {
      throw unknown(execution, engine.pipeline.history());
    }
    return lines;
  }

  Situation situation() {
    engine.host.settle();
    return new Situation(
        definition(), () -> order(OpenPipeline::state), order(OpenPipeline::executions));
  }

  private Pipeline definition() {
    return order(open -> open.until(PipelineState::definition)).orElseThrow();
  }

  /** Configures a simulation. Each option may be set once. Confined to one thread. */
  public static final class Builder {
    final Pipeline definition;
    final Scripts scripts;
    final Map<ActionType, ActionExecutor> executors = new LinkedHashMap<>();
    final List<ProcessListener> listeners = new ArrayList<>();
    final List<Consumer<? super PipelineEngine.Builder>> engine = new ArrayList<>();
    private @Nullable Journal journal;
    private @Nullable Instant start;

    private Builder(Pipeline definition) {
      this.definition = Objects.requireNonNull(definition, "definition");
      this.scripts = new Scripts(definition);
    }

    /**
     * Says what the actions of a type do.
     *
     * @param type the type
     * @param script writes what they do; each of them counts its attempts for itself
     * @return this builder
     * @throws IllegalArgumentException if no action is of that type, or the script says nothing
     * @throws IllegalStateException if the type has a script or an executor already
     */
    public Builder action(ActionType type, Consumer<ActionScript> script) {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(script, "script");
      if (executors.containsKey(type)) {
        throw new IllegalStateException("an executor for " + type + " was registered before");
      }
      scripts.of(type, script);
      return this;
    }

    /**
     * Says what one action does, instead of what its type does.
     *
     * @param stage the stage's name
     * @param action the action's name; that of a matrix action means all its cells
     * @param script writes what it does
     * @return this builder
     * @throws IllegalArgumentException if there is no such action, it is a manual approval, or the
     *     script says nothing
     * @throws IllegalStateException if the action has a script already
     */
    public Builder action(String stage, String action, Consumer<ActionScript> script) {
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(script, "script");
      scripts.of(stage, action, script);
      return this;
    }

    /**
     * Says what all actions do that have no other script.
     *
     * @param script writes what they do
     * @return this builder
     * @throws IllegalArgumentException if the script says nothing
     * @throws IllegalStateException if it was given before
     */
    public Builder otherActions(Consumer<ActionScript> script) {
      scripts.ofAllOthers(Objects.requireNonNull(script, "script"));
      return this;
    }

    /**
     * Has all actions of a type carried out by a real executor instead of a script. It is called on
     * the thread of the test, and what it does takes no virtual time. Types that only a later
     * version of the definition has are welcome.
     *
     * @param type the type
     * @param executor carries them out
     * @return this builder
     * @throws IllegalStateException if the type has an executor or a script already
     */
    public Builder executor(ActionType type, ActionExecutor executor) {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(executor, "executor");
      if (scripts.has(type)) {
        throw new IllegalStateException("a script of type " + type + " was given before");
      }
      if (executors.putIfAbsent(type, executor) != null) {
        throw new IllegalStateException("an executor for " + type + " was registered before");
      }
      return this;
    }

    /**
     * Sets whatever else the engine of pipelines takes, such as limits, secrets, an authorizer or
     * an artifact transfer. Asked again after each crash.
     *
     * @param options sets them; executors are given by the other methods
     * @return this builder
     */
    public Builder engine(Consumer<? super PipelineEngine.Builder> options) {
      engine.add(Objects.requireNonNull(options, "options"));
      return this;
    }

    /**
     * Adds a listener, such as {@code PipelineNotifications}.
     *
     * @param listener hears of every event, crashes aside
     * @return this builder
     */
    public Builder listener(ProcessListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Sets where events are kept. If it holds a history of the pipeline, the simulation goes on
     * from there.
     *
     * @param value the journal, which stays the caller's to close; unless set, a new {@link
     *     InMemoryJournal}
     * @return this builder
     */
    public Builder journal(Journal value) {
      if (journal != null) {
        throw new IllegalStateException("journal was set before, to " + journal);
      }
      journal = Objects.requireNonNull(value, "journal");
      return this;
    }

    /**
     * Sets when the simulation begins.
     *
     * @param value the instant; {@link PipelineSimulation#DEFAULT_START} unless set
     * @return this builder
     */
    public Builder startingAt(Instant value) {
      if (start != null) {
        throw new IllegalStateException("startingAt was set before, to " + start);
      }
      start = Objects.requireNonNull(value, "start");
      return this;
    }

    /**
     * Opens the pipeline. Nothing starts by itself.
     *
     * @return the simulation
     * @throws dev.penstock.diagnostic.InvalidDefinitionException if actions have neither a script
     *     nor an executor; it holds every one of them
     */
    public PipelineSimulation begin() {
      scripts.requireAll(executors.keySet());
      return new PipelineSimulation(this);
    }
  }
}
