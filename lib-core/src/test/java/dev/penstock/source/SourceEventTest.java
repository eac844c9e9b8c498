package dev.penstock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.source.SourceEvent.PullRequest;
import dev.penstock.source.SourceEvent.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("An event of a Git host")
class SourceEventTest {

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  @DisplayName("names branches and tags without their prefix, taken off once")
  @Covers("P-736")
  void refs() {
    assertEquals(new GitRef(GitRef.Kind.BRANCH, "a/b"), GitRef.parse("refs/heads/a/b"));
    assertEquals(new GitRef(GitRef.Kind.TAG, "v1"), GitRef.parse("refs/tags/v1"));
    assertEquals(GitRef.parse("refs/heads/a"), GitRef.branch("a"));
    assertEquals(GitRef.parse("refs/tags/a"), GitRef.tag("a"));
    assertEquals("refs/heads/a", GitRef.branch("refs/heads/refs/heads/a").name());
    assertEquals("refs/tags/a", GitRef.branch("refs/tags/a").name());
    assertEquals("branch \"a\"", GitRef.branch("a").toString());
    assertEquals("tag \"a\"", GitRef.tag("a").toString());
    assertEquals(
        "\"refs/notes/a\" is neither a branch nor a tag; allowed: refs/heads/…, refs/tags/…",
        refusal(() -> GitRef.parse("refs/notes/a")));
    assertEquals("a branch without a name", refusal(() -> GitRef.parse("refs/heads/")));
    assertEquals("a tag without a name", refusal(() -> GitRef.tag("")));
  }

  @Test
  @DisplayName("has an id, a commit, and files that nobody changes later")
  void parts() {
    assertEquals(
        "an event id of 0 characters; allowed: 1 to 200",
        refusal(() -> Push.of("", "r", "refs/heads/a", "c")));
    assertEquals(
        "an event id of 201 characters; allowed: 1 to 200",
        refusal(() -> Push.of("x".repeat(201), "r", "refs/heads/a", "c")));
    Push longest = Push.of("x".repeat(200), "r", "refs/heads/a", "c");
    assertEquals("event e without a commit", refusal(() -> Push.of("e", "r", "refs/heads/a", "")));
    assertEquals(
        "event e without a commit",
        refusal(() -> PullRequest.of("e", "r", PullRequestEvent.OPEN, "a", "b", "")));
    assertEquals(Optional.empty(), longest.changedFiles());
    List<String> files = new ArrayList<>(List.of("a"));
    Push push = longest.withChangedFiles(files);
    files.add("b");
    assertEquals(Optional.of(List.of("a")), push.changedFiles());
  }

  @Test
  @DisplayName("is merged only when it is closed")
  void merged() {
    PullRequest open = PullRequest.of("e", "r", PullRequestEvent.OPEN, "a", "b", "c");
    assertEquals("merged, but OPEN; allowed: CLOSED", refusal(open::asMerged));
    PullRequest closed = PullRequest.of("e", "r", PullRequestEvent.CLOSED, "a", "b", "c");
    assertEquals(false, closed.isMerged());
    assertEquals(true, closed.asMerged().withHost(GitHost.GITLAB).isMerged());
    assertEquals(GitHost.OTHER, closed.host());
  }
}
