package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.ConditionKind.BEFORE_ENTRY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleType;
import dev.penstock.process.EncodedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A window whose time zone is changed after it was looked at")
class ChangedTimeZoneTest {
  private static final Instant SIX = Instant.parse("2026-01-05T18:00:00Z"); // it is 9 o'clock

  /** A time zone whose clock a test changes, as an update of the JDK may. */
  private static final class ChangingZone extends ZoneRulesProvider {
    static final String NAME = "Test/Changing";
    static @Nullable ZoneOffset offset; // null: there is no such zone

    static {
      registerProvider(new ChangingZone());
    }

    @Override
    protected Set<String> provideZoneIds() {
      return Set.of(NAME);
    }

    @Override
    protected @Nullable ZoneRules provideRules(String zone, boolean isForCaching) {
      if (offset == null) {
        throw new ZoneRulesException("unknown");
      }
      return isForCaching ? null : ZoneRules.of(offset);
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
      return new TreeMap<>();
    }
  }

  @BeforeEach
  void utc() {
    ChangingZone.offset = ZoneOffset.UTC;
  }

  private static Story window(String cron, Optional<Duration> timeout) {
    Rule.Builder rule =
        Rule.builder("window", RuleType.DEPLOYMENT_WINDOW)
            .configuration("Cron", cron)
            .configuration("TimeZone", ChangingZone.NAME);
    timeout.ifPresent(rule::timeout);
    Story story = Story.about(stage -> stage.beforeEntry(c -> c.rule(rule.build())));
    story.start();
    return story;
  }

  private static PipelineState replayed(Story story, Set<String> forgotten) {
    PipelineState state = new PipelineState();
    for (PipelineEvent event : story.driven.events) {
      EncodedEvent written = PipelineDecider.CODEC.encode(event);
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(written.fields());
      fields.keySet().removeAll(forgotten);
      PipelineEvolution.apply(
          state,
          PipelineDecider.CODEC.decode(
              new EncodedEvent(written.type(), written.version(), fields)));
    }
    return state;
  }

  private static PipelineState replayed(Story story) {
    return replayed(story, Set.of());
  }

  /** An older release did not write how rules get their answers. */
  private static PipelineState ofOlderJournal(Story story) {
    return replayed(story, Set.of("rules", "next"));
  }

  private static List<PipelineEffect> pending(PipelineState state) {
    List<PipelineEffect> pending = new ArrayList<>();
    new PipelineDecider().pending(state, pending::add);
    return pending;
  }

  private static List<Instant> due(PipelineState state) {
    return pending(state).stream().map(each -> ((PipelineEffect.WakeAt) each).due()).toList();
  }

  @Test
  @DisplayName("is waited for until the moment that was decided, whoever reads the journal")
  @Covers("P-1224")
  void waiting() {
    Story story = window("* * 18 ? * *", Optional.empty());
    assertEquals(List.of(SIX), due(story.driven.state));
    for (ZoneOffset later : List.of(ZoneOffset.UTC, ZoneOffset.ofHours(9), ZoneOffset.ofHours(3))) {
      ChangingZone.offset = later; // by 9 hours: the window was open when it was asked
      PipelineState state = replayed(story);
      assertEquals(story.driven.state.describe(), state.describe());
      assertEquals(List.of(SIX), due(state));
    }
    ChangingZone.offset = null;
    assertEquals(story.driven.state.describe(), replayed(story).describe());
  }

  @Test
  @DisplayName("that was open stays the answer that it was")
  @Covers("P-1224")
  void answered() {
    ChangingZone.offset = ZoneOffset.ofHours(9);
    Story story = window("* * 18 ? * *", Optional.empty());
    assertEquals(ConditionStatus.SUCCEEDED, story.condition(BEFORE_ENTRY).orElseThrow().status());
    ChangingZone.offset = ZoneOffset.UTC;
    assertEquals(story.driven.state.describe(), replayed(story).describe());
    assertEquals(story.driven.pending(), pending(replayed(story)));
  }

  @Test
  @DisplayName("that was missed is waited for until the opening that was decided then, if any")
  @Covers("P-1224")
  void missed() {
    Story story = window("* * 18 ? * *", Optional.empty());
    story.quietly().pass(Duration.ofHours(12));
    assertEquals("missed window", story.then());
    Story last = window("* * 18 5 1 ? 2026", Optional.of(Duration.ofHours(20)));
    last.quietly().pass(Duration.ofHours(12));
    assertEquals("missed window", last.then());
    ChangingZone.offset = ZoneOffset.ofHours(-3); // at 21 h it is open, and so is the last one
    assertEquals(List.of(SIX.plus(Duration.ofDays(1))), due(replayed(story)));
    assertEquals(List.of(SIX.plus(Duration.ofHours(11))), due(replayed(last)), "its time is up");
    assertEquals(story.driven.state.describe(), replayed(story).describe());
    assertEquals(last.driven.state.describe(), replayed(last).describe());
  }

  @Test
  @DisplayName("errs when it should open, if its time zone is unknown by then")
  @Covers("P-1206")
  void unknown() {
    Story story = window("* * 18 ? * *", Optional.empty());
    ChangingZone.offset = null;
    story.quietly().pass(Duration.ofHours(9));
    assertEquals(
        "window ERRORED: time zone: \"Test/Changing\" is unknown; allowed: Region/City, UTC,"
            + " UTC+HH:MM, UTC-HH:MM, and abbreviations such as CET\n"
            + "BEFORE_ENTRY ERRORED\nStageFailed\nExecutionFailed",
        story.then());
  }

  @Test
  @DisplayName("of an older journal, which told no moment, is computed anew, and comes to an end")
  void older() {
    Story story = window("* * 18 ? * *", Optional.empty());
    assertEquals(story.driven.state.describe(), ofOlderJournal(story).describe());
    ChangingZone.offset = ZoneOffset.ofHours(9);
    assertEquals(List.of(story.driven.now), due(ofOlderJournal(story)), "it is open at once");
    ChangingZone.offset = ZoneOffset.UTC;
    story.pass(Duration.ofHours(12));
    assertEquals(story.driven.state.describe(), ofOlderJournal(story).describe());
    Story open = window("* * 9 ? * *", Optional.empty());
    assertEquals(open.driven.state.view(), ofOlderJournal(open).view());
    assertEquals(open.driven.pending(), pending(ofOlderJournal(open)));
  }
}
