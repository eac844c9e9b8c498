package dev.penstock.spec.run;

import dev.penstock.process.Scheduler;
import dev.penstock.shell.Shell;
import dev.penstock.spec.cache.CacheStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs buildspecs, one phase after the other, in the host's shell.
 *
 * <pre>{@code
 * BuildRunner runner = new BuildRunner(shell, InstantSource.system(), BuildSecrets.NONE);
 * BuildResult result = runner.run(BuildRequest.builder(buildspec, checkout, work).build());
 * }</pre>
 *
 * <p>Commands run in {@code sh} unless the buildspec names {@code bash}; a buildspec that asks for
 * another shell, another user or workflow steps fails before its first command. Safe for several
 * threads, for builds in different directories.
 */
public final class BuildRunner {

  private final BuildHost host;

  /**
   * Holds what the host gives.
   *
   * @param shell runs the commands; must see the build's directories under the same paths
   * @param clock tells when phases begin and end
   * @param secrets looks up secrets and parameters
   */
  public BuildRunner(Shell shell, InstantSource clock, BuildSecrets secrets) {
    this(
        new BuildHost(shell, clock, secrets, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private BuildRunner(BuildHost host) {
    this.host = host;
  }

  /**
   * A runner whose builds end when their time is up; without a scheduler they take as long as they
   * take.
   *
   * @param scheduler wakes the runner when a build's time is up
   * @return the same with this scheduler
   */
  public BuildRunner withScheduler(Scheduler scheduler) {
    return new BuildRunner(host.withScheduler(scheduler));
  }

  /**
   * A runner that selects the runtimes that buildspecs name; without a selector they are named in
   * the log and have no effect (B-095).
   *
   * @param selector selects them
   * @return the same with this selector
   */
  public BuildRunner withRuntimes(RuntimeSelector selector) {
    return new BuildRunner(host.withRuntimes(selector));
  }

  /**
   * A runner that restores and saves the caches that buildspecs ask for; without a store there are
   * none.
   *
   * @param store keeps them
   * @return the same with this store
   */
  public BuildRunner withCaches(CacheStore store) {
    return new BuildRunner(host.withCaches(store));
  }

  /**
   * Runs a build and waits for it. If the thread is interrupted, the running command is terminated,
   * the build ends as stopped and the thread stays interrupted.
   *
   * @param request what to build
   * @return how it ended; a failed build is a result, not an exception
   * @throws IOException if the work directory cannot be used
   */
  public BuildResult run(BuildRequest request) throws IOException {
    return new BuildRun(host, request).run();
  }

  /**
   * Runs a build until it succeeds, is stopped, or there is no retry left: those that its phases
   * ask for with {@code on-failure: RETRY} (B-084), and those of the project (B-134).
   *
   * @param attempts makes the request of each attempt
   * @return how every attempt ended, at least one
   * @throws IOException if a request cannot be made, or its work directory cannot be used
   */
  public BuildHistory runWithRetries(BuildAttempts attempts) throws IOException {
    BuildHistory history = BuildHistory.NONE;
    boolean isDue = true;
    while (isDue) {
      BuildRequest request = attempts.attempt(history.attempts().size() + 1);
      history = history.with(run(request));
      isDue = history.isRetryDue(request.project());
    }
    return history;
  }
}
