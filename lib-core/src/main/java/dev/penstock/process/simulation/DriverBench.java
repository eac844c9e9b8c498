package dev.penstock.process.simulation;

import dev.penstock.process.Journal;
import dev.penstock.process.simulation.JobCommand.ReportJob;
import dev.penstock.process.simulation.JobCommand.StartJobs;
import dev.penstock.process.simulation.JobCommand.StopJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What one promise is looked at with: a journal, a time, and hosts that share them. */
final class DriverBench {
  static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(NINE);
  final DriverContract.DriverFactory drivers;
  final Journal journal;
  final Executor threads;

  DriverBench(DriverContract.DriverFactory drivers, Journal journal, Executor threads) {
    this.drivers = drivers;
    this.journal = journal;
    this.threads = threads;
  }

  PlayedHost host() {
    return host(PlayedHost.Options.PLAIN);
  }

  PlayedHost host(PlayedHost.Options options) {
    return new PlayedHost(this, options);
  }

  StartJobs start(String... jobs) {
    return new StartJobs(List.of(jobs), Optional.empty(), time.now());
  }

  StartJobs startWithin(Duration limit, String job) {
    return new StartJobs(List.of(job), Optional.of(time.now().plus(limit)), time.now());
  }

  ReportJob report(String job) {
    return new ReportJob(job, "went well", time.now());
  }

  StopJob stop(String job) {
    return new StopJob(job, time.now());
  }
}
