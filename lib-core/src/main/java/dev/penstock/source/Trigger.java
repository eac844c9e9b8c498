package dev.penstock.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What starts a pipeline by itself: it watches one source action, and takes the place of that
 * action's built-in change detection (P-720).
 *
 * <pre>{@code
 * Trigger.builder("fetch")
 *     .push(push -> push.branches("main", "release/*").filePaths(Criterion.including("src/**").except("**.md")))
 *     .push(push -> push.tags("v*"))
 *     .pullRequest(request -> request.events(OPEN, UPDATED).branches("main"))
 *     .build();
 * }</pre>
 *
 * <p>Any matching filter starts the pipeline (P-731). A trigger without filters watches the branch
 * that the source action's configuration names (P-721).
 *
 * @param providerType what the cloud service's files call the source action's provider; there it
 *     must be {@link #CONNECTION}, elsewhere nothing depends on it
 * @param sourceAction the source action's name
 * @param push filters for pushes
 * @param pullRequest filters for pull requests
 */
public record Trigger(
    String providerType,
    String sourceAction,
    List<PushFilter> push,
    List<PullRequestFilter> pullRequest) {

  /** The provider whose source actions the cloud service's triggers can watch (P-711). */
  public static final String CONNECTION = "CodeStarSourceConnection";

  /** Copies the lists; {@link TriggerRules} checks the rest. */
  public Trigger {
    Objects.requireNonNull(providerType, "providerType");
    Objects.requireNonNull(sourceAction, "sourceAction");
    push = List.copyOf(push);
    pullRequest = List.copyOf(pullRequest);
  }

  /**
   * Starts a trigger of the provider type {@link #CONNECTION}.
   *
   * @param sourceAction the source action's name
   * @return a builder
   */
  public static Builder builder(String sourceAction) {
    return new Builder(sourceAction);
  }

  /** Defines a trigger. */
  public static final class Builder {
    private final String sourceAction;
    private final List<PushFilter> push = new ArrayList<>();
    private final List<PullRequestFilter> pullRequest = new ArrayList<>();

    private Builder(String sourceAction) {
      this.sourceAction = Objects.requireNonNull(sourceAction, "sourceAction");
    }

    /**
     * Adds a filter for pushes.
     *
     * @param definition sets its criteria
     * @return this builder
     */
    public Builder push(Consumer<PushFilter.Builder> definition) {
      PushFilter.Builder filter = new PushFilter.Builder();
      definition.accept(filter);
      push.add(filter.build());
      return this;
    }

    /**
     * Adds a filter for pull requests.
     *
     * @param definition sets its criteria
     * @return this builder
     */
    public Builder pullRequest(Consumer<PullRequestFilter.Builder> definition) {
      PullRequestFilter.Builder filter = new PullRequestFilter.Builder();
      definition.accept(filter);
      pullRequest.add(filter.build());
      return this;
    }

    /**
     * Makes the trigger; its rules are checked with the pipeline's.
     *
     * @return the trigger
     */
    public Trigger build() {
      return new Trigger(CONNECTION, sourceAction, push, pullRequest);
    }
  }
}
