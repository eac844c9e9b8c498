package dev.penstock.source;

import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One filter of a trigger with its patterns compiled. */
sealed interface FilterMatcher {

  FilterVerdict judge(SourceEvent event);

  /** A filter for pushes. */
  record OfPush(
      String name,
      Optional<CriterionMatcher> branches,
      Optional<CriterionMatcher> tags,
      Optional<CriterionMatcher> filePaths)
      implements FilterMatcher {

    static OfPush of(String name, PushFilter filter) {
      return new OfPush(
          name,
          filter.branches().map(each -> new CriterionMatcher("branches", each)),
          filter.tags().map(each -> new CriterionMatcher("tags", each)),
          filter.filePaths().map(each -> new CriterionMatcher("filePaths", each)));
    }

    @Override
    public FilterVerdict judge(SourceEvent event) {
      if (!(event instanceof Push push)) {
        return otherKind(name, "a pull request");
      }
      GitRef ref = push.ref();
      List<CriterionVerdict> criteria = new ArrayList<>();
      if (ref.kind() == GitRef.Kind.TAG) {
        branches.ifPresent(each -> criteria.add(wrongRef("branches", ref, " is no branch")));
        criteria.add(
            tags.map(each -> each.judge("tag", ref.name()))
                .orElseGet(() -> wrongRef("tags", ref, " needs a filter with tags")));
      } else {
        tags.ifPresent(each -> criteria.add(wrongRef("tags", ref, " is no tag")));
        criteria.add(
            branches
                .map(each -> each.judge("branch", ref.name()))
                .orElseGet(() -> CriterionVerdict.plain("branches", true, ref.name(), "any")));
      }
      filePaths.ifPresent(each -> criteria.add(each.judgeAny(push.changedFiles())));
      return new FilterVerdict(name, criteria);
    }

    private static CriterionVerdict wrongRef(String criterion, GitRef ref, String why) {
      return CriterionVerdict.plain(criterion, false, ref.name(), ref + why);
    }
  }

  /** A filter for pull requests. */
  record OfPullRequest(
      String name,
      List<PullRequestEvent> events,
      Optional<CriterionMatcher> branches,
      Optional<CriterionMatcher> filePaths)
      implements FilterMatcher {

    static OfPullRequest of(String name, PullRequestFilter filter) {
      return new OfPullRequest(
          name,
          filter.events(),
          filter.branches().map(each -> new CriterionMatcher("branches", each)),
          filter.filePaths().map(each -> new CriterionMatcher("filePaths", each)));
    }

    @Override
    public FilterVerdict judge(SourceEvent event) {
      if (!(event instanceof PullRequest request)) {
        return otherKind(name, "a push");
      }
      List<CriterionVerdict> criteria = new ArrayList<>();
      criteria.add(judgeEvent(request));
      branches.ifPresent(each -> criteria.add(each.judge("target branch", request.targetBranch())));
      filePaths.ifPresent(each -> criteria.add(each.judgeAny(request.changedFiles())));
      return new FilterVerdict(name, criteria);
    }

    private CriterionVerdict judgeEvent(PullRequest request) {
      String value = request.event().name();
      if (request.event() == PullRequestEvent.CLOSED
          && request.host() == GitHost.BITBUCKET
          && !request.isMerged()) {
        return CriterionVerdict.plain(
            "events", false, value, "closed without a merge, which does not count on Bitbucket");
      }
      if (events.isEmpty()) {
        return CriterionVerdict.plain("events", true, value, value + " is one of all");
      }
      boolean isMatching = events.contains(request.event());
      String all = String.join(", ", events.stream().map(PullRequestEvent::name).toList());
      return CriterionVerdict.plain(
          "events", isMatching, value, value + (isMatching ? " is one of " : " is none of ") + all);
    }
  }

  /** Pushes to the branch that the source action's configuration names. */
  record OfConfiguredBranch(Optional<String> branch, boolean isOn) implements FilterMatcher {
    private static final String NAME = "changeDetection";

    @Override
    public FilterVerdict judge(SourceEvent event) {
      if (!isOn) {
        return one(
            CriterionVerdict.plain(
                SourceAction.DETECT_CHANGES,
                false,
                "false",
                "it is false, and no trigger watches the action"));
      }
      if (!(event instanceof Push push)) {
        return otherKind(NAME, "a pull request");
      }
      GitRef ref = push.ref();
      String value = ref.name();
      if (ref.kind() == GitRef.Kind.TAG) {
        return one(CriterionVerdict.plain("branches", false, value, ref + " is no branch"));
      }
      if (branch.isEmpty()) {
        return one(
            CriterionVerdict.plain(
                "branches",
                false,
                value,
                "the action's configuration names no branch (" + SourceAction.BRANCH + ")"));
      }
      boolean isMatching = branch.get().equals(value);
      return one(
          CriterionVerdict.plain(
              "branches",
              isMatching,
              value,
              ref
                  + (isMatching
                      ? " is the configured one"
                      : " is not the configured \"" + branch.get() + "\"")));
    }

    private static FilterVerdict one(CriterionVerdict criterion) {
      return new FilterVerdict(NAME, List.of(criterion));
    }
  }

  private static FilterVerdict otherKind(String filter, String kind) {
    return new FilterVerdict(
        filter, List.of(CriterionVerdict.plain("event", false, kind, "it is " + kind)));
  }
}
