package dev.penstock.notification;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.source.CommitDetails;
import dev.penstock.source.GitChange;
import dev.penstock.source.GitRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The change in a repository that started an execution, by the service's keys (P-1406). What the
 * Git host did not tell of the commit, the source action may find out; what nobody tells is left
 * out. Confined to one thread.
 */
final class GitTrigger {
  private final GitChange change;
  private Map<String, String> found = Map.of(); // by the source action

  GitTrigger(GitChange change) {
    this.change = change;
  }

  /** A source action has found its revision. */
  void learn(Action action, Map<String, String> variables) {
    if (action.name().equals(change.sourceAction())) {
      found = variables;
    }
  }

  Map<String, Object> toMap(@Nullable Pipeline definition) {
    Map<String, Object> map = new LinkedHashMap<>();
    Optional<CommitDetails> details = change.details();
    put(map, "author-display-name", details.map(CommitDetails::authorName), "");
    put(map, "full-repository-name", Optional.of(change.repository()), "");
    put(map, "provider-type", change.host().providerType(), "");
    put(map, "author-email", details.map(CommitDetails::authorEmail), "");
    put(map, "commit-message", details.map(CommitDetails::message), "CommitMessage");
    put(
        map,
        "author-date",
        details.flatMap(CommitDetails::authoredAt).map(Instant::toString),
        "AuthorDate");
    boolean isTag = change.ref().kind() == GitRef.Kind.TAG;
    put(map, isTag ? "tag-name" : "branch-name", Optional.of(change.ref().name()), "");
    put(map, "commit-id", Optional.of(change.commit()), "");
    put(map, "connection-arn", connection(definition), "ConnectionArn");
    put(map, "author-id", details.map(CommitDetails::authorId), "");
    return map;
  }

  private void put(Map<String, Object> map, String key, Optional<String> told, String variable) {
    String value = told.orElse("");
    value = value.isEmpty() ? found.getOrDefault(variable, "") : value;
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private Optional<String> connection(@Nullable Pipeline definition) {
    return definition == null
        ? Optional.empty()
        : definition.stages().stream()
            .flatMap(stage -> stage.actions().stream())
            .filter(action -> action.name().equals(change.sourceAction()))
            .findFirst()
            .map(action -> action.configuration().get("ConnectionArn"));
  }
}
