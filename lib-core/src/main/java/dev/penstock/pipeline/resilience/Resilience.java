package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retry, circuit breaker, rate limit, time limit and bulkhead around action executors.
 *
 * <pre>{@code
 * Resilience git = Resilience.builder("git").executor(threads).scheduler(scheduler).clock(clock)
 *     .retry(Retry.ofTries(4).withBackoff(Backoff.exponential(ofSeconds(1)).withJitter(0.2, random)))
 *     .circuitBreaker(CircuitBreaker.ofFailureRate(50, 20))
 *     .timeLimit(TimeLimit.of(ofMinutes(5)))
 *     .bulkhead(Bulkhead.of(4).withLongestWait(ofMinutes(10)))
 *     .build();
 * PipelineEngine.builder(processes).action(fetch, git.around(fetchExecutor))
 * }</pre>
 *
 * <p>The order is fixed, whatever the order of the builder's calls. From outside to inside:
 *
 * <ol>
 *   <li>retry, so that each try passes all that follows;
 *   <li>circuit breaker, which counts tries and spares a broken server the waiting ones;
 *   <li>rate limit;
 *   <li>time limit, which does not count waiting for the rate limit, but for the bulkhead;
 *   <li>bulkhead, whose place is held until the work has really ended;
 *   <li>the executor.
 * </ol>
 *
 * <p>All executors that one resilience is put around share its circuit, its limits and its places;
 * that suits executors which call the same server. What the decorators did is told in the summary
 * of the action's result, hence in the journal, and to listeners as it happens. None of it is
 * durable: after a crash the attempt begins anew with its first try.
 *
 * <p>Safe for several threads. Starts none: what waits is woken by the host's scheduler, and goes
 * on with the host's executor.
 */
public final class Resilience {
  private final String name;
  private final List<Layer> fromInside;

  private Resilience(String name, List<Layer> fromInside) {
    this.name = name;
    this.fromInside = List.copyOf(fromInside);
  }

  /**
   * Starts a configuration.
   *
   * @param name what the executors have in common, such as the server that they call; people read
   *     it in summaries
   * @return a builder
   * @throws IllegalArgumentException if the name is blank or has more than 100 characters
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Puts the decorators around an executor.
   *
   * @param executor who carries the actions out
   * @return an executor whose stages complete exceptionally with what the executor threw, or with a
   *     {@link ResilienceException} if a decorator had a part in it
   */
  public ActionExecutor around(ActionExecutor executor) {
    Step step = Step.of(Objects.requireNonNull(executor, "executor"));
    for (Layer layer : fromInside) {
      step = layer.around(step);
    }
    Step outermost = step;
    return context -> outermost.run(new Call(context));
  }

  @Override
  public String toString() {
    return "resilience " + name;
  }

  /** Configures decorators. Each may be set once; the order of the calls means nothing. */
  public static final class Builder {
    private final String name;
    private final List<ResilienceListener> listeners = new ArrayList<>();
    private @Nullable Executor executor;
    private @Nullable Scheduler scheduler;
    private @Nullable Clock clock;
    private @Nullable Retry retry;
    private @Nullable CircuitBreaker circuitBreaker;
    private @Nullable RateLimit rateLimit;
    private @Nullable TimeLimit timeLimit;
    private @Nullable Bulkhead bulkhead;

    private Builder(String name) {
      if (name.isBlank() || name.length() > 100) {
        throw new IllegalArgumentException(
            "name: \"" + name + "\" is out of range; allowed: 1 to 100 characters, not blank");
      }
      this.name = name;
    }

    /**
     * Sets where calls go on that have waited. Required.
     *
     * @param value the host's executor; a task that it rejects is handed to it again later
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder executor(Executor value) {
      executor = once("executor", executor, value);
      return this;
    }

    /**
     * Sets who wakes waiting calls. Required.
     *
     * @param value the host's scheduler
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder scheduler(Scheduler value) {
      scheduler = once("scheduler", scheduler, value);
      return this;
    }

    /**
     * Sets the clock by which waits are counted. Required.
     *
     * @param value the host's clock, the one that the scheduler goes by
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder clock(Clock value) {
      clock = once("clock", clock, value);
      return this;
    }

    /**
     * Calls the executor again after a failure in passing. Needs {@code resilience4j-retry}.
     *
     * @param value how often, when, and after what
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder retry(Retry value) {
      retry = once("retry", retry, value);
      return this;
    }

    /**
     * Stops calling what fails anyway. Needs {@code resilience4j-circuitbreaker}.
     *
     * @param value when it opens and closes
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder circuitBreaker(CircuitBreaker value) {
      circuitBreaker = once("circuitBreaker", circuitBreaker, value);
      return this;
    }

    /**
     * Limits how often the executor is called. Needs {@code resilience4j-ratelimiter}.
     *
     * @param value how often
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder rateLimit(RateLimit value) {
      rateLimit = once("rateLimit", rateLimit, value);
      return this;
    }

    /**
     * Limits how long a call may take.
     *
     * @param value how long
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder timeLimit(TimeLimit value) {
      timeLimit = once("timeLimit", timeLimit, value);
      return this;
    }

    /**
     * Limits how many calls are under way at one time. Needs {@code resilience4j-bulkhead}.
     *
     * @param value how many
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder bulkhead(Bulkhead value) {
      bulkhead = once("bulkhead", bulkhead, value);
      return this;
    }

    /**
     * Adds somebody who hears what the decorators do.
     *
     * @param listener is told on the thread where it happens; must not block
     * @return this builder
     */
    public Builder listener(ResilienceListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Builds the decorators.
     *
     * @return the resilience
     * @throws IllegalStateException if the executor, scheduler, clock or every decorator is
     *     missing, or a part of Resilience4j that a decorator needs is not on the path
     */
    public Resilience build() {
      Host host =
          new Host(
              required("executor", executor),
              required("scheduler", scheduler),
              required("clock", clock));
      Reporter reporter = new Reporter(name, host, listeners);
      List<Layer> fromInside = new ArrayList<>();
      if (bulkhead != null) {
        Bulkhead options = bulkhead;
        fromInside.add(part("bulkhead", () -> new BulkheadLayer(options, host, reporter)));
      }
      if (timeLimit != null) {
        fromInside.add(new TimeLimitLayer(timeLimit, host, reporter));
      }
      if (rateLimit != null) {
        RateLimit options = rateLimit;
        fromInside.add(part("ratelimiter", () -> new RateLimitLayer(options, host, reporter)));
      }
      if (circuitBreaker != null) {
        CircuitBreaker options = circuitBreaker;
        fromInside.add(
            part("circuitbreaker", () -> new CircuitBreakerLayer(options, host, reporter)));
      }
      if (retry != null) {
        Retry options = retry;
        fromInside.add(part("retry", () -> new RetryLayer(options, host, reporter)));
      }
      if (fromInside.isEmpty()) {
        throw new IllegalStateException(
            "resilience "
                + name
                + " decorates nothing; set at least one of retry, circuitBreaker, rateLimit,"
                + " timeLimit, bulkhead");
      }
      return new Resilience(name, fromInside);
    }

    /** Makes a layer that needs a part of Resilience4j, or says that the part is missing. */
    private Layer part(String part, Supplier<Layer> layer) {
      try {
        return layer.get();
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "resilience "
                + name
                + " needs io.github.resilience4j:resilience4j-"
                + part
                + ", which is optional and was not found; add it to the class path, or to the"
                + " module path with --add-modules io.github.resilience4j."
                + part,
            e);
      }
    }

    private <T> T required(String option, @Nullable T value) {
      if (value == null) {
        throw new IllegalStateException("resilience " + name + " has no " + option + "; set it");
      }
      return value;
    }

    private static <T> T once(String option, @Nullable T before, T value) {
      if (before != null) {
        throw new IllegalStateException(option + " was set before, to " + before);
      }
      return Objects.requireNonNull(value, option);
    }
  }
}
