package dev.penstock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The rules of evaluation told again, as plain formulas over generated triggers and events. */
@Label("Triggers")
class TriggerLaws {
  private static final SourceAction FETCH =
      new SourceAction("fetch", Trigger.CONNECTION, Optional.empty(), Optional.of("main"), true);

  private static Arbitrary<Criterion> criteria() {
    Arbitrary<List<String>> patterns =
        Arbitraries.of("a", "b", "a*", "*", "**", "a/**", "**/b", "?", "[ab]", "{a,b}/a")
            .list()
            .uniqueElements()
            .ofMaxSize(2);
    return Combinators.combine(patterns, patterns).as(Criterion::new);
  }

  @Provide
  Arbitrary<PushFilter> pushFilters() {
    Arbitrary<Optional<Criterion>> some = criteria().optional(0.5);
    return Combinators.combine(some, some, some).as(PushFilter::new);
  }

  @Provide
  Arbitrary<PullRequestFilter> requestFilters() {
    Arbitrary<Optional<Criterion>> some = criteria().optional(0.5);
    Arbitrary<List<PullRequestEvent>> events =
        Arbitraries.of(PullRequestEvent.class).list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(events, some, some).as(PullRequestFilter::new);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "a/b", "a/a", "ab", "b/a", "main", "x/y/b");
  }

  @Provide
  Arbitrary<SourceEvent> events() {
    Arbitrary<Optional<List<String>>> files = names().list().ofMaxSize(3).optional(0.8);
    Arbitrary<GitRef> refs =
        Arbitraries.oneOf(names().map(GitRef::branch), names().map(GitRef::tag));
    Arbitrary<SourceEvent> pushes =
        Combinators.combine(refs, files)
            .as((ref, changed) -> new Push("id", "r", ref, "c", changed));
    Arbitrary<SourceEvent> requests =
        Combinators.combine(
                Arbitraries.of(GitHost.class),
                Arbitraries.of(PullRequestEvent.class),
                Arbitraries.of(true, false),
                names(),
                names(),
                files)
            .as(
                (host, event, isMerged, from, into, changed) ->
                    new PullRequest(
                        "id",
                        "r",
                        host,
                        event,
                        isMerged && event == PullRequestEvent.CLOSED,
                        from,
                        into,
                        "c",
                        changed));
    return Arbitraries.oneOf(pushes, requests);
  }

  private static boolean takes(Criterion criterion, String value) {
    Predicate<String> matches = pattern -> NaiveGlob.matches(pattern, value);
    return (criterion.includes().isEmpty() || criterion.includes().stream().anyMatch(matches))
        && criterion.excludes().stream().noneMatch(matches);
  }

  private static boolean takesOne(Optional<Criterion> criterion, Optional<List<String>> files) {
    return criterion.isEmpty()
        || files.orElse(List.of()).stream().anyMatch(file -> takes(criterion.get(), file));
  }

  private static boolean takes(PushFilter filter, SourceEvent event) {
    if (!(event instanceof Push push)) {
      return false;
    }
    boolean isTag = push.ref().kind() == GitRef.Kind.TAG;
    Optional<Criterion> own = isTag ? filter.tags() : filter.branches();
    Optional<Criterion> other = isTag ? filter.branches() : filter.tags();
    boolean takesRef = own.map(each -> takes(each, push.ref().name())).orElse(!isTag);
    return takesRef && other.isEmpty() && takesOne(filter.filePaths(), push.changedFiles());
  }

  private static boolean takes(PullRequestFilter filter, SourceEvent event) {
    return event instanceof PullRequest request
        && (filter.events().isEmpty() || filter.events().contains(request.event()))
        && (request.event() != PullRequestEvent.CLOSED
            || request.isMerged()
            || request.host() != GitHost.BITBUCKET)
        && filter.branches().map(each -> takes(each, request.targetBranch())).orElse(true)
        && takesOne(filter.filePaths(), request.changedFiles());
  }

  @Property(seed = "20261126", tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  @Label("start as the rules say, and the verdict names a filter that matches")
  @Covers({
    "P-731", "P-732", "P-733", "P-734", "P-735", "P-737", "P-738", "P-740", "P-742", "P-718"
  })
  void evaluation(
      @ForAll("pushLists") List<PushFilter> push,
      @ForAll("requestLists") List<PullRequestFilter> requests,
      @ForAll("events") SourceEvent event) {
    if (push.isEmpty() && requests.isEmpty()) {
      return;
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < push.size(); i++) {
      if (takes(push.get(i), event)) {
        expected.add("push[" + i + "]");
      }
    }
    for (int i = 0; i < requests.size(); i++) {
      if (takes(requests.get(i), event)) {
        expected.add("pullRequest[" + i + "]");
      }
    }
    Trigger trigger = new Trigger(Trigger.CONNECTION, "fetch", push, requests);
    TriggerVerdict verdict = TriggerMatcher.of(FETCH, Optional.of(trigger)).judge(event);
    Statistics.collect(verdict.isStarting());
    assertEquals(!expected.isEmpty(), verdict.isStarting(), verdict.toString());
    assertEquals(
        expected.stream().limit(1).toList(),
        verdict.filters().stream()
            .filter(FilterVerdict::isMatching)
            .map(FilterVerdict::filter)
            .toList());
    if (!verdict.isStarting()) {
      assertEquals(push.size() + requests.size(), verdict.filters().size());
    }
  }

  @Provide
  Arbitrary<List<PushFilter>> pushLists() {
    return pushFilters().list().ofMaxSize(2);
  }

  @Provide
  Arbitrary<List<PullRequestFilter>> requestLists() {
    return requestFilters().list().ofMaxSize(2);
  }

  @Property(seed = "20261127", tries = 2_000)
  @Label("never start for more when an exclude is added, and never for less when an include is")
  @Covers("P-733")
  void monotone(@ForAll("someCriteria") Criterion criterion, @ForAll("someNames") String value) {
    boolean before = new CriterionMatcher("c", criterion).judge("x", value).isMatching();
    Criterion stricter = criterion.except(value.replaceAll("[^/]", "?"));
    boolean after = new CriterionMatcher("c", stricter).judge("x", value).isMatching();
    assertEquals(false, after);
    if (!criterion.includes().isEmpty()) {
      List<String> more = new ArrayList<>(criterion.includes());
      more.add("no-such-name");
      Criterion wider = new Criterion(more, criterion.excludes());
      assertEquals(before, new CriterionMatcher("c", wider).judge("x", value).isMatching());
    }
  }

  @Provide
  Arbitrary<Criterion> someCriteria() {
    return criteria();
  }

  @Provide
  Arbitrary<String> someNames() {
    return names();
  }
}
