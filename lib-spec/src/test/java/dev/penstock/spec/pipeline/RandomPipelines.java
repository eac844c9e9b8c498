package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactStore;
import dev.penstock.pipeline.Blocker;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.EncryptionKey;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineType;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Pipelines with every part that the service's form can say, in any combination. */
final class RandomPipelines {
  private static final String[] PIECES = {
    "a",
    "B7",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "$",
    "${x}",
    "%T%",
    "#",
    " #",
    "&",
    "*",
    "!",
    "|",
    ">",
    "@",
    "`",
    "-",
    "- ",
    "?",
    "~",
    "null",
    "true",
    "no",
    "1",
    "1e3",
    "\u00e9",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\u007f",
    "\u0000",
    "\u001b",
    "\ud83d\ude00",
    "<<",
    "#{variables.v0}",
    "#{codepipeline.PipelineExecutionId}",
    "//",
    "\ufffe"
  };

  private final Random random;
  private final List<String> written = new ArrayList<>();
  private int names;

  RandomPipelines(long seed) {
    this.random = new Random(seed);
  }

  Pipeline next() {
    Pipeline.Builder builder = Pipeline.builder(name("p"));
    builder.executionMode(any(ExecutionMode.values()));
    maybe(() -> builder.pipelineType(any(PipelineType.values())));
    maybe(() -> builder.version(1 + random.nextInt(9)));
    maybe(() -> builder.roleArn(text()));
    maybe(() -> builder.artifactStore(store()));
    times(3, i -> builder.artifactStore("region-" + i, store()));
    builder.variable(
        new PipelineVariable(
            "v0",
            Optional.of(text()),
            random.nextBoolean() ? Optional.of(text()) : Optional.empty()));
    times(2, i -> builder.variable(name("v")));
    List<String> sources = new ArrayList<>();
    builder.stage(source(sources));
    times(4, i -> builder.stage(stage()));
    sources.forEach(each -> maybe(() -> builder.trigger(trigger(each))));
    return builder.build();
  }

  private Stage source(List<String> sources) {
    Stage.Builder stage = Stage.builder(name("s"));
    times(
        3,
        i -> {
          String name = name("f");
          sources.add(name);
          String output = name("o");
          written.add(output);
          stage.action(
              Action.builder(name, ActionType.aws(ActionCategory.SOURCE, Trigger.CONNECTION))
                  .output(output)
                  .build());
        });
    return stage.approval("ask").build();
  }

  private Stage stage() {
    Stage.Builder stage = Stage.builder(name("s"));
    List<String> readable = List.copyOf(written);
    times(3, i -> stage.action(action(readable)));
    stage.approval(name("ask"));
    maybe(() -> stage.blocker(new Blocker(text(), text())));
    maybe(() -> stage.beforeEntry(c -> fill(c, readable, ConditionResult.FAIL)));
    maybe(() -> stage.onSuccess(c -> fill(c, readable, ConditionResult.FAIL)));
    maybe(() -> stage.onFailure(reaction(readable)));
    return stage.build();
  }

  private OnFailure reaction(List<String> readable) {
    if (random.nextBoolean()) {
      return OnFailure.retry(any(RetryMode.values()));
    }
    Condition.Builder condition = Condition.builder();
    fill(condition, readable, ConditionResult.RETRY);
    return new OnFailure(Optional.empty(), Optional.empty(), Optional.of(condition.build()));
  }

  private void fill(Condition.Builder condition, List<String> readable, ConditionResult result) {
    maybe(() -> condition.result(result));
    times(
        3,
        i -> {
          Rule.Builder rule =
              Rule.builder(name("r"), new RuleType(any("AWS", "Custom"), name("P"), "" + i));
          times(3, k -> rule.configuration("k" + k, text()));
          times(2, k -> rule.command(text()));
          maybe(() -> readable.stream().findFirst().ifPresent(rule::input));
          maybe(() -> rule.timeout(minutes()));
          maybe(() -> rule.region(text()));
          maybe(() -> rule.roleArn(text()));
          condition.rule(rule.build());
        });
    condition.rule(name("r"), RuleType.of("Always"), rule -> {});
  }

  private Action action(List<String> readable) {
    ActionCategory category =
        any(
            ActionCategory.BUILD,
            ActionCategory.TEST,
            ActionCategory.DEPLOY,
            ActionCategory.INVOKE,
            ActionCategory.COMPUTE);
    Action.Builder action =
        Action.builder(
            name("a"),
            new ActionType(category, any("AWS", "Custom", "ThirdParty"), name("P"), "v-1"));
    maybe(() -> action.runOrder(1 + random.nextInt(999)));
    times(4, i -> action.configuration(random.nextBoolean() ? "k" + i : i + text(), text()));
    times(2, i -> action.command(text()));
    times(
        2,
        i ->
            action.environment(
                new EnvironmentVariable(
                    name("E"), text(), any(EnvironmentVariable.Type.values()))));
    maybe(() -> readable.stream().findFirst().ifPresent(action::input));
    times(
        3,
        i -> {
          String output = name("o");
          written.add(output);
          if (random.nextBoolean()) {
            action.outputFiles(
                output, random.nextBoolean() ? new String[] {text()} : new String[0]);
          } else {
            action.output(output);
          }
        });
    times(2, i -> action.outputVariable(name("x")));
    maybe(() -> action.roleArn(text()));
    maybe(() -> action.region(text()));
    maybe(() -> action.namespace(name("n")));
    maybe(() -> action.timeout(minutes()));
    return action.build();
  }

  private Trigger trigger(String source) {
    Trigger.Builder trigger = Trigger.builder(source);
    times(2, i -> trigger.push(push -> push.branches(criterion())));
    times(2, i -> trigger.push(push -> push.branches(criterion()).filePaths(criterion())));
    times(2, i -> trigger.push(push -> push.tags(criterion())));
    times(
        2,
        i ->
            trigger.pullRequest(
                request -> {
                  maybe(() -> request.events(PullRequestEvent.OPEN, PullRequestEvent.CLOSED));
                  request.branches(criterion());
                  maybe(() -> request.filePaths(criterion()));
                }));
    Trigger made = trigger.build();
    return new Trigger(
        random.nextBoolean() ? Trigger.CONNECTION : text(),
        made.sourceAction(),
        made.push(),
        made.pullRequest());
  }

  private Criterion criterion() {
    return switch (random.nextInt(3)) {
      case 0 -> Criterion.including("main", "release/*");
      case 1 -> Criterion.excluding("docs/**");
      default -> Criterion.including("**").except("*.md");
    };
  }

  private ArtifactStore store() {
    return new ArtifactStore(
        text(),
        text(),
        random.nextBoolean() ? Optional.of(new EncryptionKey(text(), text())) : Optional.empty());
  }

  private Duration minutes() {
    return Duration.ofMinutes(1 + random.nextInt(100_000));
  }

  private String name(String kind) {
    return kind + names++;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    times(6, i -> text.append(any(PIECES)));
    return text.toString().replace("#{{", "").replaceAll("#\\{(?!variables|codepipeline)", "");
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }

  private void maybe(Runnable part) {
    if (random.nextBoolean()) {
      part.run();
    }
  }

  private void times(int most, java.util.function.IntConsumer part) {
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      part.accept(i);
    }
  }
}
