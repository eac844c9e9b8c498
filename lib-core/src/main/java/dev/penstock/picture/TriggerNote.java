package dev.penstock.picture;

import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestFilter;
import dev.penstock.source.PushFilter;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A trigger in words. */
final class TriggerNote {
  private TriggerNote() {}

  static String of(Trigger trigger) {
    List<String> causes = new ArrayList<>();
    trigger.push().forEach(filter -> causes.add(text(filter)));
    trigger.pullRequest().forEach(filter -> causes.add(text(filter)));
    return trigger.sourceAction()
        + " starts it on "
        + (causes.isEmpty() ? "any push to its branch" : String.join(" or ", causes));
  }

  private static String text(PushFilter filter) {
    return "a push"
        + part(" of tags ", filter.tags())
        + part(" to branches ", filter.branches())
        + part(" of files ", filter.filePaths());
  }

  private static String text(PullRequestFilter filter) {
    String events =
        filter.events().stream()
            .map(event -> event.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    return "a pull request"
        + (events.isEmpty() ? "" : " " + events)
        + part(" into branches ", filter.branches())
        + part(" of files ", filter.filePaths());
  }

  private static String part(String what, Optional<Criterion> criterion) {
    return criterion
        .map(
            each ->
                what
                    + (each.includes().isEmpty() ? "all" : String.join(", ", each.includes()))
                    + (each.excludes().isEmpty()
                        ? ""
                        : " but not " + String.join(", ", each.excludes())))
        .orElse("");
  }
}
