package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.simulation.BrokenDriver.Fault;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A handler as a broken driver calls it. */
final class SpoiltHandler<F extends Effect, C extends Command>
    implements DriverContract.Handler<F, C> {
  private final Fault fault;
  private final DriverContract.Handler<F, C> handler;
  private final AtomicBoolean isAttaching = new AtomicBoolean();

  SpoiltHandler(Fault fault, DriverContract.Handler<F, C> handler) {
    this.fault = fault;
    this.handler = handler;
  }

  @Override
  public void carryOut(F effect, DriverContract.Work<C> work) throws Exception {
    try {
      handler.carryOut(effect, new SpoiltWork(work));
    } catch (Exception e) {
      if (fault != Fault.SWALLOWS_FAILURES) {
        throw e;
      }
    }
  }

  @Override
  public void signal(F signal, Object target) {
    boolean isDropped =
        fault == Fault.DROPS_SIGNALS || (fault == Fault.DROPS_EARLY_SIGNALS && isAttaching.get());
    if (!isDropped) {
      handler.signal(signal, target);
    }
  }

  @Override
  public C failed(F effect, Throwable cause, Instant at) {
    return handler.failed(effect, cause, at);
  }

  private final class SpoiltWork implements DriverContract.Work<C> {
    private final DriverContract.Work<C> work;

    SpoiltWork(DriverContract.Work<C> work) {
      this.work = work;
    }

    @Override
    public boolean isRepeat() {
      return fault == Fault.SEES_REPEATS_EVERYWHERE
          || (work.isRepeat() && fault != Fault.FORGETS_THE_REPEAT_FLAG);
    }

    @Override
    public void attach(Object target) {
      isAttaching.set(true);
      work.attach(target);
      isAttaching.set(false);
    }

    @Override
    public void report(C command) {
      work.report(command);
    }
  }
}
