package dev.penstock.source;

import static dev.penstock.source.Criterion.excluding;
import static dev.penstock.source.Criterion.including;
import static dev.penstock.source.PullRequestEvent.CLOSED;
import static dev.penstock.source.PullRequestEvent.OPEN;
import static dev.penstock.source.PullRequestEvent.UPDATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A trigger")
class TriggerMatcherTest {
  private static final SourceAction FETCH =
      SourceAction.of(
          "fetch",
          Trigger.CONNECTION,
          Map.of("FullRepositoryId", "acme/shop", "BranchName", "main"));

  private static Push push(String ref, String... files) {
    return Push.of("e1", "acme/shop", ref, "c0ffee").withChangedFiles(List.of(files));
  }

  private static PullRequest request(
      PullRequestEvent event, String source, String target, String... files) {
    return PullRequest.of("e2", "acme/shop", event, source, target, "c0ffee")
        .withChangedFiles(List.of(files));
  }

  private static Trigger.Builder trigger() {
    return Trigger.builder("fetch");
  }

  private static String judge(Trigger.Builder trigger, SourceEvent event) {
    return TriggerMatcher.of(FETCH, Optional.of(trigger.build())).judge(event).toString();
  }

  private static boolean starts(Trigger.Builder trigger, SourceEvent event) {
    return TriggerMatcher.of(FETCH, Optional.of(trigger.build())).judge(event).isStarting();
  }

  @Test
  @DisplayName("starts when any of its filters matches, whatever its kind")
  @Covers("P-731")
  void anyFilter() {
    Trigger.Builder trigger =
        trigger()
            .push(push -> push.branches("main"))
            .push(push -> push.branches("release/*"))
            .pullRequest(request -> request.branches("main"))
            .pullRequest(request -> request.branches("next"));
    assertEquals(
        "fetch starts: push[0] (branches: branch \"main\" matches \"main\")",
        judge(trigger, push("refs/heads/main")));
    assertEquals(
        "fetch starts: push[1] (branches: branch \"release/1\" matches \"release/*\")",
        judge(trigger, push("refs/heads/release/1")));
    assertEquals(
        "fetch starts: pullRequest[0] (events: OPEN is one of all; branches: target branch"
            + " \"main\" matches \"main\")",
        judge(trigger, request(OPEN, "f", "main")));
    assertEquals(
        "fetch starts: pullRequest[1] (events: OPEN is one of all; branches: target branch"
            + " \"next\" matches \"next\")",
        judge(trigger, request(OPEN, "f", "next")));
    assertEquals(
        "fetch does not start: push[0] (branches: branch \"dev\" matches none of \"main\"),"
            + " push[1] (branches: branch \"dev\" matches none of \"release/*\"),"
            + " pullRequest[0] (event: it is a push), pullRequest[1] (event: it is a push)",
        judge(trigger, push("refs/heads/dev")));
    assertEquals(
        "fetch does not start: push[0] (event: it is a pull request),"
            + " push[1] (event: it is a pull request),"
            + " pullRequest[0] (branches: target branch \"dev\" matches none of \"main\"),"
            + " pullRequest[1] (branches: target branch \"dev\" matches none of \"next\")",
        judge(trigger, request(OPEN, "main", "dev")));
  }

  @Test
  @DisplayName("starts only when all criteria of one filter hold")
  @Covers("P-732")
  void allCriteria() {
    Trigger.Builder push = trigger().push(f -> f.branches("main").filePaths("src/**"));
    assertTrue(starts(push, push("refs/heads/main", "src/A")));
    assertEquals(
        "fetch does not start: push[0] (filePaths: file \"doc/A\" matches none of \"src/**\")",
        judge(push, push("refs/heads/main", "doc/A")));
    assertEquals(
        "fetch does not start: push[0] (branches: branch \"dev\" matches none of \"main\")",
        judge(push, push("refs/heads/dev", "src/A")));

    // tags with file paths are for hosts of their own; the service refuses them
    Trigger.Builder tag = trigger().push(f -> f.tags("v*").filePaths("src/**"));
    assertTrue(starts(tag, push("refs/tags/v1", "src/A")));
    assertFalse(starts(tag, push("refs/tags/v1", "doc/A")));
    assertFalse(starts(tag, push("refs/tags/w1", "src/A")));

    Trigger.Builder request =
        trigger().pullRequest(f -> f.events(OPEN).branches("main").filePaths("src/**"));
    assertTrue(starts(request, request(OPEN, "f", "main", "src/A")));
    assertFalse(starts(request, request(UPDATED, "f", "main", "src/A")));
    assertFalse(starts(request, request(OPEN, "f", "dev", "src/A")));
    assertFalse(starts(request, request(OPEN, "f", "main", "doc/A")));
  }

  @Test
  @DisplayName("lets excludes win over includes, identical ones too")
  @Covers("P-733")
  void excludesWin() {
    Trigger.Builder trigger =
        trigger().push(push -> push.branches(including("release/*", "hot").except("*/old", "hot")));
    assertEquals(
        "fetch starts: push[0] (branches: branch \"release/1\" matches \"release/*\")",
        judge(trigger, push("refs/heads/release/1")));
    assertEquals(
        "fetch does not start: push[0] (branches: branch \"release/old\" is excluded by \"*/old\")",
        judge(trigger, push("refs/heads/release/old")));
    assertEquals(
        "fetch does not start: push[0] (branches: branch \"hot\" is excluded by \"hot\")",
        judge(trigger, push("refs/heads/hot")));
    assertFalse(starts(trigger, push("refs/heads/dev")));
  }

  @Test
  @DisplayName("takes what is not excluded when there are excludes alone")
  @Covers("P-734")
  void excludesAlone() {
    Trigger.Builder trigger = trigger().push(push -> push.branches(excluding("wip/**")));
    assertEquals(
        "fetch starts: push[0] (branches: branch \"main\" is not excluded)",
        judge(trigger, push("refs/heads/main")));
    assertFalse(starts(trigger, push("refs/heads/wip/x")));
    Trigger.Builder includes = trigger().push(push -> push.branches("main"));
    assertTrue(starts(includes, push("refs/heads/main")));
    assertFalse(starts(includes, push("refs/heads/wip/x")));
  }

  @Test
  @DisplayName("judges each changed file by itself")
  @Covers({"P-735", "P-1613"})
  void fileByFile() {
    Trigger.Builder trigger =
        trigger().push(f -> f.branches("main").filePaths(including("src/**").except("**.md")));
    assertEquals(
        "fetch starts: push[0] (branches: branch \"main\" matches \"main\"; filePaths: file"
            + " \"src/A.java\" matches \"src/**\")",
        judge(trigger, push("refs/heads/main", "src/read.md", "doc/x", "src/A.java")));
    assertEquals(
        "fetch does not start: push[0] (filePaths: file \"src/a.md\" is excluded by \"**.md\";"
            + " file \"doc/x\" matches none of \"src/**\"; file \"b.md\" is excluded by \"**.md\";"
            + " and 1 more)",
        judge(trigger, push("refs/heads/main", "src/a.md", "doc/x", "b.md", "c")));
    assertFalse(starts(trigger, push("refs/heads/main", "src/a.md")));
    Trigger.Builder request =
        trigger().pullRequest(f -> f.filePaths(including("src/**").except("**.md")));
    assertTrue(starts(request, request(OPEN, "f", "main", "src/read.md", "src/A.java")));
    assertFalse(starts(request, request(OPEN, "f", "main", "src/read.md", "doc/x")));
  }

  @Test
  @DisplayName("matches names without refs/heads/ and refs/tags/")
  @Covers("P-736")
  void shortNames() {
    assertTrue(starts(trigger().push(f -> f.branches("main")), push("refs/heads/main")));
    assertFalse(
        starts(trigger().push(f -> f.branches("refs/heads/main")), push("refs/heads/main")));
    assertTrue(starts(trigger().push(f -> f.tags("v1")), push("refs/tags/v1")));
    assertFalse(starts(trigger().push(f -> f.tags("refs/tags/v1")), push("refs/tags/v1")));
    PullRequest request = request(OPEN, "refs/heads/feature/a", "refs/heads/main");
    assertTrue(starts(trigger().pullRequest(f -> f.branches("main")), request));
    assertEquals(Optional.of("feature/a"), request.branch());
    assertEquals("main", request.targetBranch());
    assertEquals(Optional.of("main"), push("refs/heads/main").branch());
    assertEquals(Optional.empty(), push("refs/tags/v1").branch());
  }

  @Test
  @DisplayName(
      "tests the branch that a push goes to, and a pull request's target, but builds the source")
  @Covers({"P-737", "P-1614"})
  void targetBranch() {
    Trigger.Builder trigger =
        trigger().push(f -> f.branches("main")).pullRequest(f -> f.branches("main"));
    PullRequest request = request(OPEN, "feature/a", "main");
    assertTrue(starts(trigger, request));
    assertEquals(Optional.of("feature/a"), request.branch());
    assertEquals("c0ffee", request.commit());
    assertFalse(starts(trigger, request(OPEN, "main", "next")));
    assertTrue(starts(trigger, push("refs/heads/main")));
    assertFalse(starts(trigger, push("refs/heads/feature/a")));
  }

  @Test
  @DisplayName("with file paths does not start when the changed files are not known")
  @Covers("P-738")
  void newBranch() {
    Push first = Push.of("e1", "acme/shop", "refs/heads/new", "c0ffee");
    assertEquals(
        "fetch does not start: push[0] (filePaths: the changed files are not known)",
        judge(trigger().push(f -> f.branches("new").filePaths("**")), first));
    assertFalse(
        starts(trigger().push(f -> f.branches("new").filePaths(excluding("docs/**"))), first));
    assertTrue(starts(trigger().push(f -> f.branches("new")), first));
    assertEquals(
        "fetch does not start: push[0] (filePaths: no file was changed)",
        judge(trigger().push(f -> f.branches("new").filePaths("**")), push("refs/heads/new")));
  }

  @Test
  @DisplayName("starts for both events of a merge, if filters cover both")
  @Covers("P-739")
  void merge() {
    Trigger.Builder trigger =
        trigger().push(f -> f.branches("main")).pullRequest(f -> f.events(CLOSED));
    assertTrue(starts(trigger, push("refs/heads/main")));
    assertTrue(starts(trigger, request(CLOSED, "feature/a", "main").asMerged()));
  }

  @ParameterizedTest
  @EnumSource(GitHost.class)
  @DisplayName(
      "takes a pull request as closed when it is merged, and without a merge but on Bitbucket")
  @Covers("P-740")
  void closed(GitHost host) {
    Trigger.Builder trigger = trigger().pullRequest(f -> f.events(CLOSED));
    PullRequest closed = request(CLOSED, "feature/a", "main").withHost(host);
    assertTrue(starts(trigger, closed.asMerged()));
    assertEquals(host != GitHost.BITBUCKET, starts(trigger, closed));
    assertEquals(host != GitHost.BITBUCKET, starts(trigger().pullRequest(f -> {}), closed));
    if (host == GitHost.BITBUCKET) {
      assertEquals(
          "fetch does not start: pullRequest[0] (events: closed without a merge, which does not"
              + " count on Bitbucket)",
          judge(trigger, closed));
    }
    assertTrue(starts(trigger().pullRequest(f -> {}), request(OPEN, "f", "main").withHost(host)));
  }

  @Test
  @DisplayName("matches tags by tags alone, and branches never by them")
  @Covers("P-742")
  void tags() {
    assertEquals(
        "fetch starts: push[0] (tags: tag \"v1\" matches \"v*\")",
        judge(trigger().push(f -> f.tags("v*")), push("refs/tags/v1")));
    assertEquals(
        "fetch does not start: push[0] (branches: tag \"v1\" is no branch; tags: tag \"v1\" needs a"
            + " filter with tags)",
        judge(trigger().push(f -> f.branches("**")), push("refs/tags/v1")));
    assertEquals(
        "fetch does not start: push[0] (tags: branch \"v1\" is no tag)",
        judge(trigger().push(f -> f.tags("**")), push("refs/heads/v1")));
    assertFalse(starts(trigger().push(f -> f.filePaths("**")), push("refs/tags/v1", "a")));
    assertTrue(starts(trigger().push(f -> f.filePaths("**")), push("refs/heads/v1", "a")));
  }

  @ParameterizedTest
  @EnumSource(PullRequestEvent.class)
  @DisplayName("takes all events of pull requests unless it names some")
  @Covers({"P-717", "P-718"})
  void events(PullRequestEvent event) {
    assertTrue(starts(trigger().pullRequest(f -> {}), request(event, "f", "main")));
    assertTrue(starts(trigger().pullRequest(f -> f.events(event)), request(event, "f", "main")));
    assertEquals(
        event != OPEN,
        starts(trigger().pullRequest(f -> f.events(UPDATED, CLOSED)), request(event, "f", "main")));
    assertEquals(
        "fetch does not start: pullRequest[0] (events: OPEN is none of UPDATED, CLOSED)",
        judge(trigger().pullRequest(f -> f.events(UPDATED, CLOSED)), request(OPEN, "f", "main")));
  }

  @Test
  @DisplayName("without filters watches pushes to the configured branch")
  @Covers("P-721")
  void withoutFilters() {
    assertEquals(
        "fetch starts: changeDetection (branches: branch \"main\" is the configured one)",
        judge(trigger(), push("refs/heads/main")));
    assertEquals(
        "fetch does not start: changeDetection (branches: branch \"dev\" is not the configured"
            + " \"main\")",
        judge(trigger(), push("refs/heads/dev")));
    assertEquals(
        "fetch does not start: changeDetection (branches: tag \"main\" is no branch)",
        judge(trigger(), push("refs/tags/main")));
    assertEquals(
        "fetch does not start: changeDetection (event: it is a pull request)",
        judge(trigger(), request(OPEN, "f", "main")));
    assertEquals(
        new ChangeDetection(true, false, true),
        ChangeDetection.of(FETCH, Optional.of(trigger().build())));
    SourceAction anyBranch = SourceAction.of("fetch", Trigger.CONNECTION, Map.of());
    assertEquals(
        "fetch does not start: changeDetection (branches: the action's configuration names no"
            + " branch (BranchName))",
        TriggerMatcher.of(anyBranch, Optional.empty()).judge(push("refs/heads/main")).toString());
  }

  @Test
  @DisplayName("with filters switches the action's own detection off")
  @Covers({"P-720", "P-721"})
  void detectionIsOff() {
    Trigger.Builder pushes = trigger().push(f -> f.branches("release/*"));
    assertFalse(starts(pushes, push("refs/heads/main")));
    assertEquals(
        new ChangeDetection(true, false, false),
        ChangeDetection.of(FETCH, Optional.of(pushes.build())));
    Trigger.Builder requests = trigger().pullRequest(f -> {});
    assertFalse(starts(requests, push("refs/heads/main")));
    assertEquals(
        new ChangeDetection(false, true, false),
        TriggerMatcher.of(FETCH, Optional.of(requests.build())).detection());
    Trigger.Builder both = trigger().push(f -> f.tags("v*")).pullRequest(f -> {});
    assertEquals(
        new ChangeDetection(true, true, false),
        ChangeDetection.of(FETCH, Optional.of(both.build())));
  }

  @Test
  @DisplayName("is not needed for the action's own detection, which the action may switch off")
  @Covers("P-721")
  void withoutTrigger() {
    TriggerMatcher none = TriggerMatcher.of(FETCH, Optional.empty());
    assertTrue(none.judge(push("refs/heads/main")).isStarting());
    assertFalse(none.judge(push("refs/heads/dev")).isStarting());
    assertEquals(new ChangeDetection(true, false, true), none.detection());
    SourceAction off =
        SourceAction.of(
            "fetch", Trigger.CONNECTION, Map.of("BranchName", "main", "DetectChanges", "false"));
    TriggerMatcher silent = TriggerMatcher.of(off, Optional.empty());
    assertEquals(new ChangeDetection(false, false, false), silent.detection());
    assertEquals(
        "fetch does not start: changeDetection (DetectChanges: it is false, and no trigger watches"
            + " the action)",
        silent.judge(push("refs/heads/main")).toString());
    assertEquals(
        new ChangeDetection(true, false, true),
        ChangeDetection.of(off, Optional.of(trigger().build())));
  }

  @Test
  @DisplayName("takes events of its own repository only, if the action names one")
  void repository() {
    Push other = Push.of("e1", "acme/blog", "refs/heads/main", "c0ffee");
    assertEquals(
        "fetch does not start: repository (repository: \"acme/blog\" is not \"acme/shop\")",
        judge(trigger().push(f -> f.branches("main")), other));
    SourceAction any = SourceAction.of("fetch", "Git", Map.of("BranchName", "main"));
    assertTrue(TriggerMatcher.of(any, Optional.empty()).judge(other).isStarting());
  }

  @Test
  @DisplayName("answers with values that name what decided")
  void values() {
    TriggerVerdict verdict =
        TriggerMatcher.of(
                FETCH,
                Optional.of(
                    trigger()
                        .push(f -> f.tags("v*"))
                        .push(f -> f.branches("m*").filePaths(excluding("a")))
                        .push(f -> f.branches("**"))
                        .build()))
            .judge(push("refs/heads/main", "b"));
    assertEquals("fetch", verdict.sourceAction());
    assertEquals(
        List.of(
            new FilterVerdict(
                "push[0]",
                List.of(
                    new CriterionVerdict(
                        "tags", false, "main", Optional.empty(), "branch \"main\" is no tag"),
                    new CriterionVerdict("branches", true, "main", Optional.empty(), "any"))),
            new FilterVerdict(
                "push[1]",
                List.of(
                    new CriterionVerdict(
                        "branches",
                        true,
                        "main",
                        Optional.of("m*"),
                        "branch \"main\" matches \"m*\""),
                    new CriterionVerdict(
                        "filePaths", true, "b", Optional.empty(), "file \"b\" is not excluded")))),
        verdict.filters());
  }
}
