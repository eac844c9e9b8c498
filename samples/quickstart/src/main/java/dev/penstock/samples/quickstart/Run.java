package dev.penstock.samples.quickstart;

import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.StartRequest;
import dev.penstock.samples.quickstart.report.Progress;
import dev.penstock.samples.quickstart.report.ReportPage;
import dev.penstock.samples.quickstart.report.Story;
import dev.penstock.samples.quickstart.report.StoryTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One run in this process: releases commit after commit, and tells the story. */
final class Run {
  private static final long TICK_MILLIS = 200;

  private final Workplace place;
  private final Options options;
  private final Terminal terminal;

  Run(Workplace place, Options options, Terminal terminal) {
    this.place = place;
    this.options = options;
    this.terminal = terminal;
  }

  /** Runs to the end; whatever happens, no process is left. */
  boolean run() throws IOException {
    try (Machine machine = new Machine(place);
        Progress progress = terminal.progress(machine.clock())) {
      try {
        return run(machine, progress);
      } catch (CompletionException closed) {
        if (machine.isInterrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        throw closed;
      }
    }
  }

  private boolean run(Machine machine, Progress progress) throws IOException {
    Teller teller = new Teller(progress, terminal.isLive(), machine.pipeline());
    welcome(machine, progress);
    Site site = new Site(machine, teller::note);
    Story story;
    try (Host host = new Host(machine, site, teller)) {
      List<Release> releases = Release.of(machine.repository(), options.releases());
      Narrator narrator = new Narrator(machine, host, releases);
      if (terminal.isLive()) {
        var unused =
            machine
                .timer()
                .scheduleAtFixedRate(
                    progress::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
      Approver approver =
          new Approver(progress, teller, options.isApproving() ? null : terminal.console());
      for (Release release : releases) {
        release(machine, host, teller, approver, release);
      }
      progress.close();
      site.close();
      story = narrator.story();
    }
    Files.writeString(place.report(), ReportPage.render(story));
    tell(story, place.report());
    return story.isAsTold();
  }

  private void welcome(Machine machine, Progress progress) throws IOException {
    progress.note("directory " + place.root());
    int adopted = machine.instances().running().size();
    if (adopted + machine.leftovers() > 0) {
      progress.note(
          "resumed from the journal: "
              + adopted
              + " instances run and are adopted, "
              + machine.leftovers()
              + " unfinished programs of the dead run were ended");
    }
  }

  private static void release(
      Machine machine, Host host, Teller teller, Approver approver, Release release) {
    OpenPipeline pipeline = host.pipeline();
    String execution =
        pipeline
            .start(
                StartRequest.of("commit")
                    .withVariable(ShopPipeline.REVISION, release.commit())
                    .withToken(release.commit()))
            .toCompletableFuture()
            .join();
    boolean isNoted =
        machine.chronicle().entries(Chronicle.Kind.SEEN).stream()
            .anyMatch(entry -> entry.field(0).equals(execution));
    if (isNoted) {
      teller.note("release " + release.version() + " had come to its end before");
      return;
    }
    teller.follow(
        pipeline,
        execution,
        release.version() + "  " + release.commit().substring(0, 7) + "  " + release.subject());
    approver.attend(pipeline, execution, release);
    pipeline.finished(execution).toCompletableFuture().join();
    teller.refresh();
    machine.chronicle().note(Chronicle.Kind.SEEN, execution, host.site().users().version());
  }

  private void tell(Story story, Path report) {
    PrintStream out = terminal.out();
    out.println();
    out.print(StoryTable.render(story));
    out.println("Report: " + report);
    out.flush();
  }
}
