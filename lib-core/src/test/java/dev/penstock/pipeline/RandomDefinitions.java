package dev.penstock.pipeline;

import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.PullRequestFilter;
import dev.penstock.source.PushFilter;
import dev.penstock.source.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Valid definitions that use every field, made from a seed. */
public final class RandomDefinitions {
  /** The records that definitions are made of. */
  public static final List<Class<?>> TYPES =
      List.of(
          Pipeline.class,
          PipelineVariable.class,
          Stage.class,
          Action.class,
          ActionType.class,
          MatrixAxis.class,
          EnvironmentVariable.class,
          Condition.class,
          OnFailure.class,
          Rule.class,
          RuleType.class,
          Blocker.class,
          ArtifactStore.class,
          EncryptionKey.class,
          Trigger.class,
          PushFilter.class,
          PullRequestFilter.class,
          Criterion.class);

  private final Random random;
  private final List<String> artifacts = new ArrayList<>(); // written so far
  private int next;

  public RandomDefinitions(long seed) {
    this.random = new Random(seed);
  }

  public Pipeline pipeline() {
    ExecutionMode mode = one(ExecutionMode.values());
    Pipeline.Builder pipeline = Pipeline.builder(name("pipe@.")).executionMode(mode);
    sometimes(() -> pipeline.pipelineType(one(PipelineType.values())));
    sometimes(() -> pipeline.version(1 + random.nextInt(9)));
    sometimes(() -> pipeline.roleArn(text()));
    sometimes(() -> pipeline.artifactStore(store()));
    upTo(2, () -> pipeline.artifactStore(name("region"), store()));
    upTo(2, () -> pipeline.variable(variable()));
    sometimes(() -> watched(pipeline));
    int stages = 1 + random.nextInt(3);
    for (int i = 0; i < stages; i++) {
      pipeline.stage(stage(mode));
    }
    return pipeline.build();
  }

  /** A source action, in a stage of its own, with a trigger. */
  private void watched(Pipeline.Builder pipeline) {
    String source = name("watched");
    pipeline.stage(
        name("Sources"),
        stage ->
            stage.action(
                source, ActionType.aws(ActionCategory.SOURCE, "CodeStarSourceConnection")));
    pipeline.trigger(
        source,
        trigger -> {
          upTo(2, () -> trigger.push(push -> push.branches(criterion()).filePaths(criterion())));
          sometimes(() -> trigger.push(push -> push.tags(criterion())));
          sometimes(
              () ->
                  trigger.pullRequest(
                      pull -> pull.events(one(PullRequestEvent.values())).branches(criterion())));
        });
  }

  private Criterion criterion() {
    return random.nextBoolean()
        ? Criterion.including(name("main"), name("release/"))
        : new Criterion(List.of(name("a")), List.of(name("b")));
  }

  private PipelineVariable variable() {
    return new PipelineVariable(name("v@"), maybe(this::text), maybe(this::text));
  }

  private ArtifactStore store() {
    return new ArtifactStore(text(), text(), maybe(() -> new EncryptionKey(text(), text())));
  }

  private Stage stage(ExecutionMode mode) {
    Stage.Builder stage = Stage.builder(name("stage."));
    sometimes(
        () -> stage.beforeEntry(c -> condition(c, ConditionResult.FAIL, ConditionResult.SKIP)));
    List<String> before = new ArrayList<>(); // artifacts of actions that may be run after
    List<String> names = new ArrayList<>();
    boolean mayRollBack = false;
    int groups = 1 + random.nextInt(3);
    for (int group = 1; group <= groups; group++) {
      List<String> written = new ArrayList<>();
      int actions = 1 + random.nextInt(3);
      for (int i = 0; i < actions; i++) {
        Action.Builder action = action();
        boolean isAfter = group > 1 && random.nextInt(4) == 0;
        if (isAfter) {
          action.after(names.get(random.nextInt(names.size())));
        } else {
          action.runOrder(group * 7);
          inputs(action);
        }
        Action built = action.build();
        stage.action(built);
        mayRollBack |= built.type().category() != ActionCategory.SOURCE;
        if (!isAfter) {
          names.add(built.name());
        }
        built.cells().forEach(cell -> written.addAll(cell.action().outputArtifacts()));
        if (isAfter) {
          before.addAll(written);
          written.clear();
        }
      }
      artifacts.addAll(written);
    }
    artifacts.addAll(before);
    boolean isRollingBack = mayRollBack && mode != ExecutionMode.PARALLEL;
    ConditionResult drastic = isRollingBack ? ConditionResult.ROLLBACK : ConditionResult.FAIL;
    sometimes(() -> stage.onSuccess(c -> condition(c, drastic, ConditionResult.FAIL)));
    sometimes(() -> stage.onFailure(onFailure(isRollingBack)));
    sometimes(() -> stage.timeout(Duration.ofSeconds(1 + random.nextInt(9_999))));
    upTo(2, () -> stage.blocker(new Blocker(text(), text())));
    return stage.build();
  }

  private OnFailure onFailure(boolean isRollingBack) {
    boolean retries = !isRollingBack || random.nextBoolean();
    ConditionResult result = retries ? ConditionResult.RETRY : ConditionResult.ROLLBACK;
    Optional<RetryMode> retryMode =
        retries ? maybe(() -> one(RetryMode.values())) : Optional.empty();
    if (random.nextBoolean()) {
      return new OnFailure(Optional.of(result), retryMode, Optional.empty());
    }
    Condition.Builder condition = Condition.builder();
    condition(condition, result, result);
    boolean isRetry = condition.build().result().equals(Optional.of(ConditionResult.RETRY));
    return new OnFailure(
        Optional.empty(), isRetry ? retryMode : Optional.empty(), Optional.of(condition.build()));
  }

  private void condition(Condition.Builder condition, ConditionResult one, ConditionResult other) {
    sometimes(() -> condition.result(random.nextBoolean() ? one : other));
    condition.rule(rule());
    upTo(2, () -> condition.rule(rule()));
  }

  private Rule rule() {
    Rule.Builder rule = Rule.builder(name("rule"), new RuleType(text(), name("p"), "1"));
    upTo(2, () -> rule.configuration(name("k"), text()));
    upTo(2, () -> rule.command(text()));
    sometimes(() -> rule.timeout(Duration.ofMillis(1 + random.nextInt(9_999))));
    sometimes(() -> rule.region(text()));
    sometimes(() -> rule.roleArn(text()));
    if (!artifacts.isEmpty() && random.nextBoolean()) {
      rule.input(artifacts.get(random.nextInt(artifacts.size())));
    }
    return rule.build();
  }

  private Action.Builder action() {
    ActionCategory category = one(ActionCategory.values());
    Action.Builder action =
        Action.builder(name("act."), new ActionType(category, text(), name("p"), "1"));
    upTo(2, () -> action.configuration(name("k"), text()));
    upTo(2, () -> action.output(name("out")));
    sometimes(() -> action.outputFiles(name("out"), text(), text()));
    sometimes(() -> action.namespace(name("ns@")));
    sometimes(() -> action.timeout(Duration.ofSeconds(1 + random.nextInt(9_999))));
    upTo(2, () -> action.command(text()));
    upTo(
        2,
        () ->
            action.environment(
                new EnvironmentVariable(
                    name("E"), text(), one(EnvironmentVariable.Type.values()))));
    upTo(2, () -> action.outputVariable(name("v")));
    sometimes(() -> action.region(text()));
    sometimes(() -> action.roleArn(text()));
    if (random.nextInt(4) == 0) {
      action.matrix("a", "1", "2.x").matrix("b", "y");
    }
    return action;
  }

  private void inputs(Action.Builder action) {
    if (!artifacts.isEmpty() && random.nextBoolean()) {
      action.input(artifacts.get(random.nextInt(artifacts.size())));
    }
  }

  private String name(String start) {
    return start + next++;
  }

  /** Any text without references. */
  private String text() {
    return one("", "x", "a \"b\" \n\t\\ \u00e4\u20ac", "{uuid}", "$ 1", "long ".repeat(40));
  }

  @SafeVarargs
  private <T> T one(T... among) {
    return among[random.nextInt(among.length)];
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private void sometimes(Runnable option) {
    upTo(1, option);
  }

  private void upTo(int most, Runnable option) {
    int times = random.nextInt(most + 1);
    for (int i = 0; i < times; i++) {
      option.run();
    }
  }
}
