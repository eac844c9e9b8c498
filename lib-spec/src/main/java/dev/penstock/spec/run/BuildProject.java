package dev.penstock.spec.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a project sets for all its builds, beside the buildspec. Immutable.
 *
 * <pre>{@code
 * BuildProject shop = BuildProject.builder("shop")
 *     .variable("STAGE", new BuildVariable.Plain("test"))
 *     .autoRetryLimit(2)
 *     .build();
 * }</pre>
 */
public final class BuildProject {

  /** A project without a name that sets nothing. */
  public static final BuildProject NONE = builder("").build();

  private final String name;
  private final Map<String, BuildVariable> variables;
  private final BuildLimits limits;
  private final int autoRetryLimit;
  private final boolean passesContinuedFailures;
  private final boolean overridesArtifactName;
  private final String artifactName;
  private final String cacheNamespace;

  private BuildProject(Builder builder) {
    this.name = builder.name;
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
    this.limits = builder.limits;
    this.autoRetryLimit = builder.autoRetryLimit;
    this.passesContinuedFailures = builder.passesContinuedFailures;
    this.overridesArtifactName = builder.overridesArtifactName;
    this.artifactName = builder.artifactName;
    this.cacheNamespace = builder.cacheNamespace;
  }

  /**
   * Begins a project.
   *
   * @param name its name, which report groups and caches carry
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * The project's name.
   *
   * @return the name, empty if it has none
   */
  public String name() {
    return name;
  }

  /**
   * The project's variables, which replace the buildspec's.
   *
   * @return where their values come from, by name
   */
  public Map<String, BuildVariable> variables() {
    return variables;
  }

  /**
   * How long builds may wait and run.
   *
   * @return the limits, {@link BuildLimits#DEFAULT} unless set
   */
  public BuildLimits limits() {
    return limits;
  }

  /**
   * How often a failed build is started again as a whole.
   *
   * @return the number, 0 unless set
   */
  public int autoRetryLimit() {
    return autoRetryLimit;
  }

  /**
   * Whether a build counts as succeeded if only phases failed that say {@code on-failure:
   * CONTINUE}.
   *
   * @return false unless set
   */
  public boolean passesContinuedFailures() {
    return passesContinuedFailures;
  }

  /**
   * Whether the {@code name} of a buildspec's artifact has effect.
   *
   * @return false unless set
   */
  public boolean overridesArtifactName() {
    return overridesArtifactName;
  }

  /**
   * The name of the project's artifacts.
   *
   * @return the name; the project's own unless set
   */
  public String artifactName() {
    return artifactName;
  }

  /**
   * Who shares caches with this project: all that say the same.
   *
   * @return the namespace; the project's name unless set
   */
  public String cacheNamespace() {
    return cacheNamespace;
  }

  /** Collects a project. Confined to one thread. */
  public static final class Builder {

    private final String name;
    private final Map<String, BuildVariable> variables = new LinkedHashMap<>();
    private BuildLimits limits = BuildLimits.DEFAULT;
    private int autoRetryLimit;
    private boolean passesContinuedFailures;
    private boolean overridesArtifactName;
    private String artifactName;
    private String cacheNamespace;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
      this.artifactName = name;
      this.cacheNamespace = name;
    }

    /**
     * Adds a variable, which replaces the buildspec's of that name.
     *
     * @param variable its name
     * @param value where its value comes from
     * @return this
     */
    public Builder variable(String variable, BuildVariable value) {
      variables.put(
          Objects.requireNonNull(variable, "variable"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets how long builds may wait and run.
     *
     * @param set the limits
     * @return this
     */
    public Builder limits(BuildLimits set) {
      this.limits = Objects.requireNonNull(set, "limits");
      return this;
    }

    /**
     * Sets how often a failed build is started again as a whole (B-134).
     *
     * @param retries 0 or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder autoRetryLimit(int retries) {
      if (retries < 0) {
        throw new IllegalArgumentException(
            "autoRetryLimit: " + retries + " is out of range; allowed: 0 and more");
      }
      this.autoRetryLimit = retries;
      return this;
    }

    /**
     * Lets builds succeed of which only phases failed that say {@code on-failure: CONTINUE}
     * (B-131).
     *
     * @return this
     */
    public Builder passContinuedFailures() {
      this.passesContinuedFailures = true;
      return this;
    }

    /**
     * Sets the name of the project's artifacts.
     *
     * @param artifact the name
     * @return this
     */
    public Builder artifactName(String artifact) {
      this.artifactName = Objects.requireNonNull(artifact, "artifact");
      return this;
    }

    /**
     * Sets who shares caches with this project (B-184).
     *
     * @param namespace all that say the same share
     * @return this
     */
    public Builder cacheNamespace(String namespace) {
      this.cacheNamespace = Objects.requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Gives effect to the {@code name} of a buildspec's artifacts (B-163).
     *
     * @return this
     */
    public Builder overrideArtifactName() {
      this.overridesArtifactName = true;
      return this;
    }

    /**
     * Ends the project.
     *
     * @return the project
     */
    public BuildProject build() {
      return new BuildProject(this);
    }
  }
}
