package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.deploy.AppSpec;
import dev.penstock.spec.pipeline.PipelineDefinition;
import dev.penstock.spec.pipeline.PipelineTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads spec files of every kind and tells what is wrong with them.
 *
 * <p>Immutable and safe for several threads. Takes time in proportion to the text.
 */
public final class Linter {

  private static final int MAX_PASSES = 20;
  private static final Comparator<Diagnostic> BY_POSITION =
      Comparator.comparing(each -> each.place().orElse(new Position(1, 1)));

  private final ConformanceMode mode;
  private final Map<String, Severity> severities;
  private final Set<String> silent;

  private Linter(Builder settings) {
    this.mode = settings.mode;
    this.severities = Map.copyOf(settings.severities);
    this.silent = Set.copyOf(settings.silent);
  }

  /**
   * Begins a linter that judges as the service does, with every rule as it is documented.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Lints a file of any kind.
   *
   * @param source the file; its name helps to tell the kind, as {@link SpecKind#of} says
   * @return what there is to say; for a file that looks like no spec, that as the only error
   */
  public LintResult lint(SpecSource source) {
    Optional<SpecKind> kind = SpecKind.of(source);
    if (kind.isPresent()) {
      return lint(source, kind.get());
    }
    Diagnostic unknown =
        new Diagnostic(
            Severity.ERROR,
            LintFault.UNKNOWN_KIND.id(),
            source.name(),
            new Position(1, 1),
            "",
            "neither name nor content tells what this file describes",
            "buildspec, appspec, pipeline",
            "say which kind it is");
    List<Diagnostic> shown = shown(List.of(unknown));
    return new LintResult(source, Optional.empty(), shown, List.of());
  }

  /**
   * Lints a file of a kind that is known.
   *
   * @param source the file
   * @param kind what it describes
   * @return what there is to say
   */
  public LintResult lint(SpecSource source, SpecKind kind) {
    List<Diagnostic> found = shown(read(source, kind).diagnostics());
    Suppressions suppressions = Suppressions.in(source);
    List<Diagnostic> kept = new ArrayList<>();
    List<Diagnostic> suppressed = new ArrayList<>();
    for (Diagnostic diagnostic : found) {
      (suppressions.takesBack(diagnostic) ? suppressed : kept).add(diagnostic);
    }
    kept.addAll(shown(suppressions.faults(source.name())));
    kept.sort(BY_POSITION);
    return new LintResult(source, Optional.of(kind), kept, suppressed);
  }

  /**
   * Makes all safe fixes of a file, again and again until there is none left, and leaves everything
   * else byte for byte as it was.
   *
   * @param source the file
   * @param kind what it describes
   * @return the file mended; equal if there was nothing to do
   */
  public SpecSource fix(SpecSource source, SpecKind kind) {
    SpecSource mended = source;
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      List<Fix> fixes = lint(mended, kind).fixes();
      String text = Fix.applyAll(mended.text(), fixes);
      if (text.equals(mended.text())) {
        break;
      }
      mended = new SpecSource(source.name(), text);
    }
    return mended;
  }

  private ReadResult<?> read(SpecSource source, SpecKind kind) {
    return switch (kind) {
      case BUILDSPEC -> Buildspec.read(source);
      case APPSPEC -> AppSpec.read(source, mode);
      case PIPELINE ->
          SpecKind.isTemplate(source)
              ? PipelineTemplate.read(source)
              : PipelineDefinition.read(source);
    };
  }

  private List<Diagnostic> shown(List<Diagnostic> found) {
    List<Diagnostic> shown = new ArrayList<>();
    for (Diagnostic diagnostic : found) {
      if (!silent.contains(diagnostic.rule())) {
        Severity asked = severities.get(diagnostic.rule());
        Severity severity = asked == null ? strictly(diagnostic) : asked;
        shown.add(
            severity == diagnostic.severity() ? diagnostic : diagnostic.withSeverity(severity));
      }
    }
    return shown;
  }

  /** What strict mode makes of what a reader without modes found. */
  private Severity strictly(Diagnostic diagnostic) {
    if (mode != ConformanceMode.STRICT) {
      return diagnostic.severity();
    }
    return LintRule.find(diagnostic.rule())
        .map(rule -> RuleTable.severer(rule.strict(), diagnostic.severity()))
        .orElse(diagnostic.severity());
  }

  /** Collects the settings of a linter. Confined to one thread. */
  public static final class Builder {

    private ConformanceMode mode = ConformanceMode.SERVICE;
    private final Map<String, Severity> severities = new HashMap<>();
    private final Set<String> silent = new HashSet<>();

    private Builder() {}

    /**
     * Sets whose word counts where service, agent and documentation differ. Default: the service's.
     *
     * @param judge the mode
     * @return this builder
     */
    public Builder mode(ConformanceMode judge) {
      this.mode = judge;
      return this;
    }

    /**
     * Makes a rule matter more or less, wherever it is broken and in every mode.
     *
     * @param rule the rule's id, such as {@code BS062}
     * @param severity how much it matters
     * @return this builder
     * @throws IllegalArgumentException if there is no such rule
     */
    public Builder severity(String rule, Severity severity) {
      LintRule.require(rule);
      severities.put(rule, severity);
      silent.remove(rule);
      return this;
    }

    /**
     * Silences a rule.
     *
     * @param rule the rule's id, such as {@code BS062}
     * @return this builder
     * @throws IllegalArgumentException if there is no such rule
     */
    public Builder without(String rule) {
      LintRule.require(rule);
      silent.add(rule);
      return this;
    }

    /**
     * Builds the linter.
     *
     * @return a linter with these settings
     */
    public Linter build() {
      return new Linter(this);
    }
  }
}
