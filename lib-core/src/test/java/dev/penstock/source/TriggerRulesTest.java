package dev.penstock.source;

import static dev.penstock.source.Criterion.excluding;
import static dev.penstock.source.Criterion.including;
import static dev.penstock.source.PullRequestEvent.CLOSED;
import static dev.penstock.source.PullRequestEvent.OPEN;
import static dev.penstock.source.PullRequestEvent.UPDATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rules of triggers")
class TriggerRulesTest {
  private static final List<SourceAction> SOURCES =
      List.of(
          SourceAction.of("fetch", Trigger.CONNECTION, Map.of()),
          SourceAction.of("config", Trigger.CONNECTION, Map.of()),
          SourceAction.of("local", "Git", Map.of()));

  private static List<String> structural(Trigger... triggers) {
    return texts(TriggerRules.structural(List.of(triggers), SOURCES));
  }

  private static List<String> service(Trigger... triggers) {
    return texts(TriggerRules.codePipeline(List.of(triggers), SOURCES));
  }

  private static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).toList();
  }

  private static Trigger push(Consumer<PushFilter.Builder> filter) {
    return Trigger.builder("fetch").push(filter).build();
  }

  private static Trigger request(Consumer<PullRequestFilter.Builder> filter) {
    return Trigger.builder("fetch").pullRequest(filter).build();
  }

  @Test
  @DisplayName("take the service's provider type only")
  @Covers("P-711")
  void providerType() {
    Trigger other = new Trigger("GitHub", "fetch", List.of(), List.of());
    assertEquals(List.of(), structural(other));
    assertEquals(
        List.of(
            "triggers[0].providerType: \"GitHub\" cannot be watched; allowed:"
                + " CodeStarSourceConnection [codepipeline.trigger-provider P-711]"),
        service(other));
    assertEquals("CodeStarSourceConnection", Trigger.builder("fetch").build().providerType());
    assertEquals(List.of(), service(Trigger.builder("fetch").build()));
    assertThrows(
        NullPointerException.class, () -> new Trigger(null, "fetch", List.of(), List.of()));
  }

  @Test
  @DisplayName("take a source action's name and up to three filters of each kind")
  @Covers({"P-712", "P-1450"})
  void counts() {
    assertThrows(
        NullPointerException.class,
        () -> new Trigger(Trigger.CONNECTION, null, List.of(), List.of()));
    Trigger.Builder three = Trigger.builder("fetch");
    for (int i = 0; i < 3; i++) {
      three.push(push -> push.branches("main")).pullRequest(request -> {});
    }
    assertEquals(List.of(), service(three.build()));
    three.push(push -> push.branches("main")).pullRequest(request -> {});
    assertEquals(List.of(), structural(three.build()));
    assertEquals(
        List.of(
            "triggers[0].push: 4 filters; allowed: 1 to 3 [codepipeline.trigger-filters P-712]",
            "triggers[0].pullRequest: 4 filters; allowed: 1 to 3 [codepipeline.trigger-filters P-712]"),
        service(three.build()));
  }

  @Test
  @DisplayName("want the name of a source action, of a connection for the service")
  @Covers("P-713")
  void sourceAction() {
    assertEquals(
        List.of(
            "triggers[0].sourceAction: \"Fetch\" is no source action; allowed: config, fetch, local"
                + " [pipeline.trigger-source P-713]"),
        structural(Trigger.builder("Fetch").build()));
    assertEquals(
        List.of(
            "triggers[0].sourceAction: \"fetch\" is no source action; allowed: there is none"
                + " [pipeline.trigger-source P-713]"),
        texts(TriggerRules.structural(List.of(Trigger.builder("fetch").build()), List.of())));
    assertEquals(List.of(), structural(Trigger.builder("local").build()));
    assertEquals(
        List.of(
            "triggers[0].sourceAction: \"local\" is of the provider Git; allowed: source actions of"
                + " the provider CodeStarSourceConnection [codepipeline.trigger-provider P-713]"),
        service(Trigger.builder("local").build()));
    assertEquals(List.of(), service(Trigger.builder("fetch").build()));
  }

  @Test
  @DisplayName("take one trigger for each source action, 50 in all")
  @Covers({"P-714", "P-1450"})
  void oneForEach() {
    assertEquals(
        List.of(), structural(Trigger.builder("fetch").build(), Trigger.builder("config").build()));
    assertEquals(
        List.of(
            "triggers[1].sourceAction: a second trigger for \"fetch\"; allowed: one for each source"
                + " action, with several filters [pipeline.trigger-source P-714]"),
        structural(Trigger.builder("fetch").build(), Trigger.builder("fetch").build()));
    assertEquals(List.of(), service(many(50)));
    assertEquals(
        List.of("triggers: 51 triggers; allowed: 0 to 50 [codepipeline.trigger-count P-714]"),
        service(many(51)));
  }

  private static Trigger[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Trigger.builder("source" + i).build())
        .toArray(Trigger[]::new);
  }

  @Test
  @DisplayName("take 200 KB of triggers, written as JSON in UTF-8, and no byte more")
  @Covers({"P-714", "P-1450"})
  void size() {
    // Each includes the same eight patterns, with a letter of two bytes; the last is cut to fit.
    List<String> patterns =
        IntStream.range(0, 8).mapToObj(i -> i + "é".repeat(120) + "x".repeat(134)).toList();
    List<Trigger> triggers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      triggers.add(
          Trigger.builder("s" + i)
              .push(push -> push.branches(new Criterion(patterns, List.of())))
              .push(push -> push.tags(new Criterion(List.of(), patterns)))
              .pullRequest(
                  request ->
                      request
                          .events(OPEN)
                          .filePaths(new Criterion(patterns.subList(0, 1), List.of("y"))))
              .build());
    }
    String json = TriggerJson.of(triggers.subList(0, 1));
    String list = "\"" + String.join("\",\"", patterns) + "\"";
    assertEquals(
        "[{\"providerType\":\"CodeStarSourceConnection\",\"gitConfiguration\":{\"sourceActionName\":\"s0\","
            + "\"push\":[{\"branches\":{\"includes\":["
            + list
            + "]}},{\"tags\":{\"excludes\":["
            + list
            + "]}}],\"pullRequest\":[{\"events\":[\"OPEN\"],\"filePaths\":{\"includes\":[\""
            + patterns.get(0)
            + "\"],\"excludes\":[\"y\"]}}]}}]",
        json);
    int bytes = TriggerJson.of(triggers).getBytes(StandardCharsets.UTF_8).length;
    int left = 204_800 - bytes;
    Trigger[] padded = triggers.toArray(new Trigger[31]);
    int frame =
        ",{\"providerType\":\"\",\"gitConfiguration\":{\"sourceActionName\":\"\"}}".length()
            + Trigger.CONNECTION.length();
    padded[30] = Trigger.builder("s".repeat(left - frame)).build();
    assertEquals(List.of(), service(padded));
    padded[30] = Trigger.builder("s".repeat(left - frame + 1)).build();
    assertEquals(
        List.of(
            "triggers: 204801 bytes of JSON; allowed: 0 to 204800 [codepipeline.trigger-size P-714]"),
        service(padded));
  }

  @Test
  @DisplayName("take tags, branches, or branches with file paths in one push filter")
  @Covers("P-715")
  void combinations() {
    for (Trigger fine :
        List.of(
            push(f -> f.tags("v*")),
            push(f -> f.branches("main")),
            push(f -> f.branches("main").filePaths("src/**")))) {
      assertEquals(List.of(), structural(fine));
      assertEquals(List.of(), service(fine));
    }
    String both =
        "triggers[0].push[0]: tags together with branches; allowed: tags, branches, or branches with"
            + " filePaths; put them into two push filters [pipeline.trigger-combination P-715]";
    assertEquals(List.of(both), structural(push(f -> f.tags("v*").branches("main"))));
    assertEquals(
        List.of(both), structural(push(f -> f.tags("v*").branches("main").filePaths("a"))));
    assertEquals(
        List.of(
            "triggers[0].push[0]: a push filter without criteria; allowed: tags, branches, or"
                + " branches with filePaths [pipeline.trigger-combination P-715]"),
        structural(push(f -> {})));
    assertEquals(List.of(), structural(push(f -> f.tags("v*").filePaths("a"))));
    assertEquals(
        List.of(
            "triggers[0].push[0]: tags together with filePaths; allowed: tags, branches, or branches"
                + " with filePaths [codepipeline.trigger-combination P-715]"),
        service(push(f -> f.tags("v*").filePaths("a"))));
  }

  @Test
  @DisplayName("warn of file paths without branches")
  @Covers("P-716")
  void filePathsAlone() {
    assertEquals(
        List.of(
            "warning: triggers[0].push[0]: filePaths without branches take pushes to any branch;"
                + " allowed: tags, branches, or branches with filePaths; add branches if that is not"
                + " meant [pipeline.trigger-combination P-716]"),
        structural(push(f -> f.filePaths("src/**"))));
    assertEquals(List.of(), service(push(f -> f.filePaths("src/**"))));
  }

  @Test
  @DisplayName("take each event of pull requests once")
  @Covers("P-717")
  void events() {
    assertEquals(List.of(), structural(request(f -> f.events(OPEN, UPDATED, CLOSED))));
    assertEquals(
        List.of(), structural(request(f -> f.events(OPEN).branches("main").filePaths("src/**"))));
    assertEquals(List.of(OPEN, UPDATED, CLOSED), List.of(PullRequestEvent.values()));
    assertEquals(
        List.of(
            "triggers[0].pullRequest[0].events[2]: a second OPEN; allowed: each event once"
                + " [pipeline.trigger-events P-717]"),
        structural(request(f -> f.events(OPEN, UPDATED, OPEN))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push[0].branches",
        "push[0].tags",
        "push[0].filePaths",
        "pullRequest[0].branches",
        "pullRequest[0].filePaths"
      })
  @DisplayName("take one to eight distinct patterns of 1 to 255 characters in each list")
  @Covers({"P-719", "P-1450"})
  void patterns(String criterion) {
    List<String> eight = IntStream.range(0, 8).mapToObj(i -> i + "x".repeat(254)).toList();
    assertEquals(List.of(), service(with(criterion, new Criterion(eight, eight))));
    List<String> nine = new ArrayList<>(eight);
    nine.add("y".repeat(256));
    List<String> twice = List.of("a", "b", "a");
    String at = "triggers[0]." + criterion;
    assertEquals(
        List.of(
            at + ".includes: 9 patterns; allowed: 1 to 8 [codepipeline.trigger-patterns P-719]",
            at
                + ".includes[8]: a pattern of 256 characters; allowed: 1 to 255"
                + " [codepipeline.trigger-pattern P-719]",
            at
                + ".excludes[2]: a second \"a\"; allowed: each pattern once"
                + " [codepipeline.trigger-patterns P-719]"),
        service(with(criterion, new Criterion(nine, twice))));
    assertEquals(
        List.of(
            at
                + ".includes[2]: a second \"a\"; allowed: each pattern once"
                + " [codepipeline.trigger-patterns P-719]",
            at + ".excludes: 9 patterns; allowed: 1 to 8 [codepipeline.trigger-patterns P-719]",
            at
                + ".excludes[8]: a pattern of 256 characters; allowed: 1 to 255"
                + " [codepipeline.trigger-pattern P-719]"),
        service(with(criterion, new Criterion(twice, nine))));
    assertEquals(
        List.of(
            at
                + ".includes[0]: a pattern of 0 characters; allowed: 1 to 4096"
                + " [pipeline.trigger-pattern P-719]",
            at
                + ".excludes[1]: \"[\" at position 1 of \"[\" is never closed; allowed: a \"]\" behind"
                + " it, or \"\\[\" for the bracket itself [pipeline.trigger-pattern P-719]"),
        structural(with(criterion, new Criterion(List.of(""), List.of("a", "[")))).stream()
            .filter(text -> !text.startsWith("warning"))
            .toList());
  }

  private static Trigger with(String criterion, Criterion value) {
    return switch (criterion) {
      case "push[0].branches" -> push(f -> f.branches(value));
      case "push[0].tags" -> push(f -> f.tags(value));
      case "push[0].filePaths" -> push(f -> f.filePaths(value));
      case "pullRequest[0].branches" -> request(f -> f.branches(value));
      default -> request(f -> f.filePaths(value));
    };
  }

  @Test
  @DisplayName("refuse an empty list at the call, and an option that was set before")
  @Covers("P-719")
  void atTheCall() {
    String empty = "a list without patterns; leave it out instead (P-719)";
    assertEquals(
        empty, assertThrows(IllegalArgumentException.class, () -> including()).getMessage());
    assertEquals(
        empty, assertThrows(IllegalArgumentException.class, () -> excluding()).getMessage());
    assertEquals(
        empty,
        assertThrows(IllegalArgumentException.class, () -> including("a").except()).getMessage());
    assertEquals(
        new Criterion(List.of("a"), List.of("b", "c")), including("a").except("b").except("c"));
    for (Consumer<PushFilter.Builder> twice :
        List.<Consumer<PushFilter.Builder>>of(
            f -> f.branches("a").branches("b"),
            f -> f.tags("a").tags("b"),
            f -> f.filePaths("a").filePaths("b"))) {
      assertThrows(IllegalStateException.class, () -> push(twice));
    }
    assertEquals(
        "branches was set before, to Criterion[includes=[a], excludes=[]]",
        assertThrows(IllegalStateException.class, () -> request(f -> f.branches("a").branches("b")))
            .getMessage());
    assertThrows(IllegalStateException.class, () -> request(f -> f.filePaths("a").filePaths("b")));
  }
}
