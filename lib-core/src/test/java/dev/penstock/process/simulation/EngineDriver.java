package dev.penstock.process.simulation;

import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The library's own engine as a driver that the contract can look at. */
final class EngineDriver implements DriverContract.Driver {
  private final ProcessEngine engine;

  EngineDriver(DriverContract.Host host) {
    engine =
        ProcessEngine.builder()
            .journal(host.journal())
            .executor(host.executor())
            .scheduler(host.scheduler())
            .clock(host.clock())
            .maxInFlight(host.maxInFlight())
            .build();
  }

  @Override
  public <S, C extends Command, E, F extends Effect> DriverContract.OpenProcess<S, C> open(
      String id,
      Decider<S, C, E, F> decider,
      EventCodec<E> codec,
      DriverContract.Handler<F, C> handler) {
    OpenProcess<S, C> process =
        engine.open(id, new ProcessType<>(decider, codec, new Adapter<>(handler)));
    return new DriverContract.OpenProcess<>() {
      @Override
      public CompletionStage<CommandResult> tell(C command) {
        return process.tell(command);
      }

      @Override
      public <V> CompletionStage<V> view(Function<? super S, ? extends V> view) {
        return process.view(view);
      }
    };
  }

  @Override
  public void close() {
    engine.close();
  }

  private record Adapter<F extends Effect, C extends Command>(DriverContract.Handler<F, C> handler)
      implements EffectHandler<F, C> {

    @Override
    public void carryOut(F effect, EffectContext<C> context) throws Exception {
      handler.carryOut(
          effect,
          new DriverContract.Work<>() {
            @Override
            public boolean isRepeat() {
              return context.isRepeat();
            }

            @Override
            public void attach(Object target) {
              context.attach(target);
            }

            @Override
            public void report(C command) {
              context.report(command);
            }
          });
    }

    @Override
    public void signal(F signal, Object target) {
      handler.signal(signal, target);
    }

    @Override
    public C failed(F effect, Throwable cause, Instant at) {
      return handler.failed(effect, cause, at);
    }
  }
}
