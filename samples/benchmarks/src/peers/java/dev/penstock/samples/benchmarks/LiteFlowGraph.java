package dev.penstock.samples.benchmarks;

import com.yomahub.liteflow.builder.LiteFlowNodeBuilder;
import com.yomahub.liteflow.builder.el.LiteFlowChainELBuilder;
import com.yomahub.liteflow.core.FlowExecutor;
import com.yomahub.liteflow.core.FlowExecutorHolder;
import com.yomahub.liteflow.core.NodeComponent;
import com.yomahub.liteflow.flow.LiteflowResponse;
import com.yomahub.liteflow.property.LiteflowConfig;
import com.yomahub.liteflow.thread.ExecutorBuilder;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * LiteFlow: a chain of {@code WHEN} on the given pool; the caller's thread leads. It makes nodes
 * and pools from class names, hence the static field.
 */
final class LiteFlowGraph implements PeerGraph {
  private static volatile @Nullable Load load;

  private final FlowExecutor executor;

  private LiteFlowGraph(int stages) {
    LiteflowConfig config = new LiteflowConfig();
    config.setPrintBanner(false);
    config.setPrintExecutionLog(false);
    config.setEnableLog(false);
    config.setGlobalThreadPoolExecutorClass(Pool.class.getName());
    executor = FlowExecutorHolder.loadInstance(config);
    LiteFlowNodeBuilder.createCommonNode()
        .setId("action")
        .setName("action")
        .setClazz(Action.class)
        .build();
    String stage = "WHEN(" + String.join(",", Collections.nCopies(WIDTH, "action")) + ")";
    LiteFlowChainELBuilder.createChain()
        .setChainId("chain")
        .setEL("THEN(" + String.join(",", Collections.nCopies(stages, stage)) + ")")
        .build();
  }

  static LiteFlowGraph open(Load given) {
    load = given;
    return new LiteFlowGraph(given.stages());
  }

  @Override
  public void run() {
    LiteflowResponse response = executor.execute2Resp("chain", null);
    if (!response.isSuccess()) {
      throw new IllegalStateException("LiteFlow failed", response.getCause());
    }
  }

  @Override
  public void close() {
    FlowExecutorHolder.clean();
  }

  private static Load load() {
    Load given = load;
    if (given == null) {
      throw new IllegalStateException("not opened");
    }
    return given;
  }

  /** The action; LiteFlow makes it. */
  public static final class Action extends NodeComponent {
    /** Called by LiteFlow. */
    public Action() {}

    @Override
    public void process() {
      load().act();
    }
  }

  /** Hands the given pool to LiteFlow, which makes this. */
  public static final class Pool implements ExecutorBuilder {
    /** Called by LiteFlow. */
    public Pool() {}

    @Override
    public ExecutorService buildExecutor() {
      return load().pool();
    }
  }
}
