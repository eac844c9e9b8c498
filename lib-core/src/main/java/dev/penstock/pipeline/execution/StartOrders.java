package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.diagnostic.Spelling;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.execution.PipelineCommand.BeginExecution;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.process.Decision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What it means to define a pipeline and to start executions of it. */
final class StartOrders {
  private static final int LONGEST_VALUE = 1_000;
  private static final int MOST_OVERRIDES = 50;
  private static final int LONGEST_REVISION = 1_500;
  private static final int LONGEST_BRANCH = 4_096; // a path, for Git
  private static final String ALLOW_OBJECT_KEY = "AllowOverrideForS3ObjectKey";
  private static final Set<RevisionType> OF_ONE_OBJECT =
      EnumSet.of(RevisionType.S3_OBJECT_KEY, RevisionType.S3_OBJECT_VERSION_ID);

  private StartOrders() {}

  static Decision<PipelineEvent> define(PipelineState state, DefinePipeline define) {
    PipelineLayout before = state.layout;
    if (before != null && !before.definition().name().equals(define.definition().name())) {
      return PipelineRejection.RENAMED.because(
          "the pipeline is called \""
              + before.definition().name()
              + "\" and cannot become \""
              + define.definition().name()
              + "\"; open a new pipeline");
    }
    boolean isSame =
        before != null && !define.isUpdate() && before.definition().equals(define.definition());
    if (isSame && state.limits().equals(define.limits())) {
      return unchanged();
    }
    return accepted(
        new PipelineEvent.PipelineDefined(
            define.definition(),
            isSame ? state.version() : state.version() + 1,
            !isSame && define.policy() == UpdatePolicy.CANCEL,
            define.limits().executions(),
            define.limits().actions(),
            define.at()));
  }

  static Decision<PipelineEvent> start(PipelineState state, StartExecution start) {
    PipelineLayout layout = state.layout;
    if (start.token().isPresent() && state.startTokens.containsKey(start.token().get())) {
      return unchanged();
    }
    if (layout == null) {
      return PipelineRejection.UNDEFINED.because(
          "the pipeline has no definition yet; define it first");
    }
    List<String> faults = faultsOf(layout.definition(), start.variables());
    if (!faults.isEmpty()) {
      return PipelineRejection.VARIABLES.because(String.join("; ", faults));
    }
    List<String> wrong = faultsOf(layout.definition(), start.revisions());
    start.git().map(ResultSize::excessOf).filter(each -> !each.isEmpty()).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return PipelineRejection.SOURCE_REVISIONS.because(String.join("; ", wrong));
    }
    if (state.isFull()) {
      return full(state);
    }
    long number = state.started + 1;
    return accepted(
        new PipelineEvent.ExecutionStarted(
            DerivedIds.executionId(layout.definition().name(), number),
            number,
            valuesFor(layout.definition(), start.variables()),
            start.revisions(),
            Optional.of(start.triggerType()),
            start.trigger(),
            start.token(),
            Optional.empty(),
            layout.mode() == ExecutionMode.PARALLEL,
            start.by(),
            start.git(),
            start.nesting(),
            start.at()));
  }

  static Decision<PipelineEvent> full(PipelineState state) {
    return PipelineRejection.CONCURRENT_EXECUTIONS.because(
        state.underWay
            + " executions are under way; allowed: "
            + state.limits().executions()
            + "; wait until one has ended");
  }

  /** A new process is told which execution it carries. */
  static Decision<PipelineEvent> begin(PipelineState state, BeginExecution begin) {
    if (state.knows(begin.start().execution())) {
      return unchanged();
    }
    if (state.layout != null) {
      return PipelineRejection.ONE_EXECUTION.because(
          "this process has a definition already and cannot carry execution "
              + begin.start().execution());
    }
    return accepted(List.of(begin.definition(), begin.start().here()));
  }

  /** What a start would need and does not get, or gets and does not know, for a person. */
  private static List<String> faultsOf(Pipeline pipeline, Map<String, String> given) {
    List<String> faults = new ArrayList<>();
    List<PipelineVariable> declared = pipeline.variables();
    for (PipelineVariable variable : declared) {
      if (variable.defaultValue().isEmpty() && !given.containsKey(variable.name())) {
        faults.add("variable \"" + variable.name() + "\" has no default and no value was given");
      }
    }
    for (Map.Entry<String, String> each : new TreeMap<>(given).entrySet()) {
      String name = each.getKey();
      int length = each.getValue().length();
      if (declared.stream().noneMatch(variable -> variable.name().equals(name))) {
        faults.add("variable \"" + name + "\" is not declared; " + declared(declared, name));
      } else if (length == 0 || length > LONGEST_VALUE) {
        faults.add(
            "variable \""
                + name
                + "\" has a value of "
                + length
                + " characters; allowed: 1 to "
                + LONGEST_VALUE);
      } else if (OrderTexts.isTorn(each.getValue())) {
        faults.add(OrderTexts.torn("the value of variable \"" + name + "\""));
      }
    }
    return faults;
  }

  private static String declared(List<PipelineVariable> declared, String name) {
    List<String> names = declared.stream().map(PipelineVariable::name).toList();
    return names.isEmpty()
        ? "the pipeline declares none, see Pipeline.Builder.variable"
        : allowed(names, name);
  }

  private static String allowed(List<String> names, String found) {
    String hint = Spelling.hint(found, names);
    return "allowed: " + String.join(", ", names) + (hint.isEmpty() ? "" : "; " + hint);
  }

  private static Map<String, String> valuesFor(Pipeline pipeline, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (PipelineVariable variable : pipeline.variables()) {
      String value = given.get(variable.name());
      values.put(variable.name(), value == null ? variable.defaultValue().orElse("") : value);
    }
    return values;
  }

  private static List<String> faultsOf(Pipeline pipeline, List<SourceOverride> overrides) {
    List<String> faults = new ArrayList<>();
    if (overrides.size() > MOST_OVERRIDES) {
      faults.add(overrides.size() + " source overrides; allowed: 0 to " + MOST_OVERRIDES);
    }
    Map<String, Set<RevisionType>> seen = new LinkedHashMap<>();
    for (SourceOverride override : overrides) {
      String where = "source override of action \"" + override.action() + "\": ";
      int length = override.value().length();
      if (length == 0 || length > LONGEST_REVISION) {
        faults.add(
            where + "a value of " + length + " characters; allowed: 1 to " + LONGEST_REVISION);
      } else if (OrderTexts.isTorn(override.value())) {
        faults.add(where + OrderTexts.torn("the value"));
      }
      String branch = override.branch().orElse("");
      if (branch.length() > LONGEST_BRANCH) {
        faults.add(
            where
                + "a branch of "
                + branch.length()
                + " characters; allowed: 0 to "
                + LONGEST_BRANCH);
      } else if (OrderTexts.isTorn(branch)) {
        faults.add(where + OrderTexts.torn("the branch"));
      }
      Set<RevisionType> types =
          seen.computeIfAbsent(override.action(), action -> EnumSet.noneOf(RevisionType.class));
      if (!types.add(override.type())) {
        faults.add(where + override.type() + " was given twice");
      } else if (types.size() > 1 && !OF_ONE_OBJECT.containsAll(types)) {
        faults.add(where + "only " + OF_ONE_OBJECT + " go together; found " + types);
      }
      Action source = sourceOf(pipeline, override.action());
      if (source == null) {
        faults.add(
            where + "no source action is called so; " + sources(pipeline, override.action()));
      } else if (override.type() == RevisionType.S3_OBJECT_KEY
          && !"true".equals(source.configuration().get(ALLOW_OBJECT_KEY))) {
        faults.add(where + RevisionType.S3_OBJECT_KEY + " needs " + ALLOW_OBJECT_KEY + " \"true\"");
      }
    }
    return faults;
  }

  private static String sources(Pipeline pipeline, String found) {
    List<String> names =
        pipeline.stages().stream()
            .flatMap(stage -> stage.actions().stream())
            .filter(each -> each.type().category() == ActionCategory.SOURCE)
            .map(Action::name)
            .toList();
    return names.isEmpty() ? "the pipeline has none" : allowed(names, found);
  }

  private static @Nullable Action sourceOf(Pipeline pipeline, String action) {
    return pipeline.stages().stream()
        .flatMap(stage -> stage.actions().stream())
        .filter(
            each -> each.type().category() == ActionCategory.SOURCE && each.name().equals(action))
        .findFirst()
        .orElse(null);
  }
}
