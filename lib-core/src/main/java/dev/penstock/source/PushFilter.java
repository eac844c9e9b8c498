package dev.penstock.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pushes start a pipeline: all criteria that are present hold together (P-732).
 *
 * <p>Either tags, or branches, or branches with file paths (P-715). To listen to tags and branches,
 * give a trigger two filters. A push of a tag is matched by {@code tags} alone, and never by a
 * filter without (P-742).
 *
 * @param branches the branch that is pushed to, without {@code refs/heads/}
 * @param tags the tag that is pushed, without {@code refs/tags/}
 * @param filePaths the changed files: one of them suffices, judged by itself (P-735)
 */
public record PushFilter(
    Optional<Criterion> branches, Optional<Criterion> tags, Optional<Criterion> filePaths) {

  /** All parts are required. */
  public PushFilter {
    Objects.requireNonNull(branches, "branches");
    Objects.requireNonNull(tags, "tags");
    Objects.requireNonNull(filePaths, "filePaths");
  }

  /** Defines a filter. Each option may be set once. */
  public static final class Builder {
    private @Nullable Criterion branches;
    private @Nullable Criterion tags;
    private @Nullable Criterion filePaths;

    Builder() {}

    /**
     * Takes pushes to these branches.
     *
     * @param includes at least one pattern
     * @return this builder
     */
    public Builder branches(String... includes) {
      return branches(Criterion.including(includes));
    }

    /**
     * Takes pushes to these branches.
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
     * Takes pushes of these tags.
     *
     * @param includes at least one pattern
     * @return this builder
     */
    public Builder tags(String... includes) {
      return tags(Criterion.including(includes));
    }

    /**
     * Takes pushes of these tags.
     *
     * @param criterion which
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder tags(Criterion criterion) {
      tags = Options.once("tags", tags, criterion);
      return this;
    }

    /**
     * Takes pushes that change at least one of these files.
     *
     * @param includes at least one pattern
     * @return this builder
     */
    public Builder filePaths(String... includes) {
      return filePaths(Criterion.including(includes));
    }

    /**
     * Takes pushes that change at least one of these files.
     *
     * @param criterion which
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder filePaths(Criterion criterion) {
      filePaths = Options.once("filePaths", filePaths, criterion);
      return this;
    }

    PushFilter build() {
      return new PushFilter(
          Optional.ofNullable(branches), Optional.ofNullable(tags), Optional.ofNullable(filePaths));
    }
  }
}
