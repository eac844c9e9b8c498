package dev.penstock.spec.run;

import dev.penstock.process.Scheduler;
import dev.penstock.shell.Shell;
import java.time.InstantSource;
import java.util.Optional;

/** What the host gives to its builds. */
record BuildHost(
    Shell shell,
    InstantSource clock,
    BuildSecrets secrets,
    Optional<Scheduler> scheduler,
    Optional<RuntimeSelector> runtimes) {}
