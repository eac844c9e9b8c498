package dev.penstock.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pull requests start a pipeline: all criteria that are present hold together (P-732).
 *
 * @param events what has happened, each once; empty takes all of them (P-718)
 * @param branches the <em>target</em> branch, though the source branch is built (P-737)
 * @param filePaths the changed files: one of them suffices, judged by itself (P-735)
 */
public record PullRequestFilter(
    List<PullRequestEvent> events, Optional<Criterion> branches, Optional<Criterion> filePaths) {

  /** Copies the list; {@link TriggerRules} checks it. */
  public PullRequestFilter {
    events = List.copyOf(events);
    Objects.requireNonNull(branches, "branches");
    Objects.requireNonNull(filePaths, "filePaths");
  }

  /** Defines a filter. Each option but the events may be set once. */
  public static final class Builder {
    private final List<PullRequestEvent> events = new ArrayList<>();
    private @Nullable Criterion branches;
    private @Nullable Criterion filePaths;

    Builder() {}

    /**
     * Takes pull requests to which one of these has happened.
     *
     * @param some which, besides those added before
     * @return this builder
     */
    public Builder events(PullRequestEvent... some) {
      Collections.addAll(events, some);
      return this;
    }

    /**
     * Takes pull requests into these branches.
     *
     * @param includes at least one pattern
     * @return this builder
     */
    public Builder branches(String... includes) {
      return branches(Criterion.including(includes));
    }

    /**
     * Takes pull requests into these branches.
     *
     * @param criterion which
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder branches(Criterion criterion) {
      branches = Options.once("branches", branches, criterion);
      return this;
    }

    /**
     * Takes pull requests that change at least one of these files.
     *
     * @param includes at least one pattern
     * @return this builder
     */
    public Builder filePaths(String... includes) {
      return filePaths(Criterion.including(includes));
    }

    /**
     * Takes pull requests that change at least one of these files.
     *
     * @param criterion which
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder filePaths(Criterion criterion) {
      filePaths = Options.once("filePaths", filePaths, criterion);
      return this;
    }

    PullRequestFilter build() {
      return new PullRequestFilter(
          events, Optional.ofNullable(branches), Optional.ofNullable(filePaths));
    }
  }
}
