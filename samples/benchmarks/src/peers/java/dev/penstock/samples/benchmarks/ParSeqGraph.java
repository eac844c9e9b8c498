package dev.penstock.samples.benchmarks;

import com.linkedin.parseq.Engine;
import com.linkedin.parseq.EngineBuilder;
import com.linkedin.parseq.Task;
import com.linkedin.parseq.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * ParSeq: its plan and its actions run on the given pool. A task runs once, so each run makes all.
 */
final class ParSeqGraph implements PeerGraph {
  private final Load load;
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Engine engine;

  ParSeqGraph(Load load) {
    this.load = load;
    this.engine =
        new EngineBuilder().setTaskExecutor(load.pool()).setTimerScheduler(timers).build();
  }

  @Override
  public void run() throws InterruptedException {
    List<Task<?>> stages = new ArrayList<>();
    for (int s = 0; s < load.stages(); s++) {
      List<Task<Integer>> stage = new ArrayList<>();
      for (int a = 0; a < WIDTH; a++) {
        stage.add(Task.blocking("action", load::act, load.pool()));
      }
      stages.add(Task.par(stage));
    }
    Task<Object> all = Tasks.seq(stages);
    engine.run(all);
    all.await();
    if (all.isFailed()) {
      throw new IllegalStateException("ParSeq failed", all.getError());
    }
  }

  @Override
  public void close() {
    engine.shutdown();
    timers.shutdownNow();
  }
}
