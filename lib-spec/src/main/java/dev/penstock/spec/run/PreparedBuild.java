package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec;
import java.util.Optional;

/** What a build has once its sources and variables are there. */
record PreparedBuild(
    Buildspec buildspec,
    BuildEnvironment environment,
    ShellSession session,
    Optional<BuildCaching> caching) {}
