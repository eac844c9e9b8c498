package dev.penstock.spec.run;

import dev.penstock.shell.Shell;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;

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

  private final Shell shell;
  private final InstantSource clock;
  private final BuildSecrets secrets;

  /**
   * Holds what the host gives.
   *
   * @param shell runs the commands; must see the build's directories under the same paths
   * @param clock tells when phases begin and end
   * @param secrets looks up secrets and parameters
   */
  public BuildRunner(Shell shell, InstantSource clock, BuildSecrets secrets) {
    this.shell = Objects.requireNonNull(shell, "shell");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.secrets = Objects.requireNonNull(secrets, "secrets");
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
    return new BuildRun(shell, clock, secrets, request).run();
  }
}
