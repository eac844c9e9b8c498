package dev.penstock.samples.quickstart.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Progress")
class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = SampleStory.BEGIN;

  @Test
  @DisplayName("is plain lines where there is no terminal")
  void plainLines() {
    Progress progress = progress(false, StandardCharsets.US_ASCII);
    progress.heading("Release 1.0.0");
    progress.show(row(RunState.WAITING, ""));
    now = SampleStory.at(1.5);
    progress.show(row(RunState.RUNNING, ""));
    progress.show(row(RunState.RUNNING, "again"));
    progress.note("approved by --yes");
    progress.tick();
    now = SampleStory.at(4.25);
    progress.show(row(RunState.FAILED, "1 test failed"));
    progress.close();
    assertEquals(
        """

        Release 1.0.0
        [   1.5 s] Build/Compile running
        [   1.5 s] approved by --yes
        [   4.3 s] Build/Compile failed after 2.8 s: 1 test failed
        """,
        text());
  }

  @Test
  @DisplayName("keeps one line an action on a terminal")
  void liveLines() {
    Progress progress = progress(true, StandardCharsets.UTF_8);
    progress.heading("Release 1.0.0");
    now = SampleStory.at(1.5);
    progress.show(row(RunState.RUNNING, ""));
    now = SampleStory.at(2.5);
    progress.tick();
    progress.note("hello\u001b[31m");
    now = SampleStory.at(3);
    progress.show(row(RunState.SUCCEEDED, "7 tests passed"));
    progress.close();
    assertEquals(
        """

          hello [31m
          ✔ Build        Compile             1.5 s  7 tests passed
        """,
        Screen.after(text()).replace("Release 1.0.0\n", ""));
  }

  @Test
  @DisplayName("uses signs that the terminal knows, and never wraps")
  void asciiSigns() {
    Progress progress = progress(true, StandardCharsets.US_ASCII);
    progress.show(row(RunState.FAILED, "x".repeat(500)));
    progress.close();
    String line = Screen.after(text()).strip();
    assertEquals("! Build        Compile             0.0 s  " + "x".repeat(57) + "...", line);
  }

  @Test
  @DisplayName("ends with a table of the story")
  void table() {
    assertEquals(
        """
        version  commit   change                                        outcome                                                         live after  took
        -------  -------  --------------------------------------------  --------------------------------------------------------------  ----------  ------
        1.0.0    0123456  Answer prices                                 deployed                                                        1.0.0       16.4 s
        1.1.0    0123456  Cache the prices of <alcohol> & co            rolled back: 12 of 96 requests failed (12.5 %; allowed: 5.0 %)  1.0.0       16.4 s
        1.1.1    0123456  Read a cached price again once it is used up  deployed                                                        1.1.1       16.4 s

        3 releases ended as told: deployed, rolled back, deployed
        """,
        StoryTable.render(SampleStory.story()));
  }

  private Progress progress(boolean isLive, Charset charset) {
    return new Progress(new PrintStream(bytes, true, charset), isLive, charset, clock());
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private ActionRow row(RunState state, String summary) {
    boolean hasEnded = state == RunState.SUCCEEDED || state == RunState.FAILED;
    Instant started = now.isAfter(SampleStory.at(1.5)) ? SampleStory.at(1.5) : now;
    return new ActionRow(
        "e1",
        "Build",
        "Compile",
        state,
        state == RunState.WAITING ? Optional.empty() : Optional.of(started),
        hasEnded ? Optional.of(now) : Optional.empty(),
        summary);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
