package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Lets so many calls pass in each period; the others wait or are refused. */
final class RateLimitLayer implements Layer {
  private final RateLimit limit;
  private final Host host;
  private final Reporter reporter;
  private final RateLimiter limiter;
  private final Instant begun;
  private final AtomicLong latest = new AtomicLong();

  RateLimitLayer(RateLimit limit, Host host, Reporter reporter) {
    this.limit = limit;
    this.host = host;
    this.reporter = reporter;
    this.begun = host.now();
    this.limiter =
        RateLimiter.of(
            reporter.name(),
            RateLimiterConfig.custom()
                .limitForPeriod(limit.calls())
                .limitRefreshPeriod(limit.period())
                .timeoutDuration(limit.longestWait())
                .build(),
            this::nanos);
  }

  /** Since the beginning; stands still while the host's clock is set back. */
  private long nanos() {
    return latest.accumulateAndGet(Duration.between(begun, host.now()).toNanos(), Math::max);
  }

  @Override
  public CompletionStage<ActionResult> run(Call call, Step inner) {
    long nanos = limiter.reservePermission();
    if (nanos < 0) {
      return reporter.refuse(
          call,
          ResilienceException.of(
              Reason.RATE_LIMITED,
              "rate limit "
                  + reporter.name()
                  + " lets "
                  + limit.calls()
                  + " calls pass per "
                  + limit.period()
                  + ", and none is left within "
                  + limit.longestWait()));
    }
    if (nanos == 0) {
      return inner.run(call);
    }
    Duration wait = Duration.ofNanos(nanos);
    reporter.tell(
        at ->
            new ResilienceEvent.Waiting(
                reporter.name(), call.context().key(), Reason.RATE_LIMITED, wait, at));
    return host.pause(call, wait)
        .thenCompose(
            isOver ->
                isOver
                    ? inner.run(call)
                    : reporter.refuse(call, Call.stopped("rate limit " + reporter.name())));
  }
}
