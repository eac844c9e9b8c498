package dev.penstock.spec.run;

import dev.penstock.process.Scheduler;
import dev.penstock.shell.Shell;
import dev.penstock.spec.cache.CacheStore;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** What the host gives to its builds. */
record BuildHost(
    Shell shell,
    InstantSource clock,
    BuildSecrets secrets,
    Optional<Scheduler> scheduler,
    Optional<RuntimeSelector> runtimes,
    Optional<CacheStore> caches) {

  BuildHost {
    Objects.requireNonNull(shell, "shell");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(secrets, "secrets");
  }

  BuildHost withScheduler(Scheduler set) {
    return new BuildHost(shell, clock, secrets, Optional.of(set), runtimes, caches);
  }

  BuildHost withRuntimes(RuntimeSelector set) {
    return new BuildHost(shell, clock, secrets, scheduler, Optional.of(set), caches);
  }

  BuildHost withCaches(CacheStore set) {
    return new BuildHost(shell, clock, secrets, scheduler, runtimes, Optional.of(set));
  }
}
