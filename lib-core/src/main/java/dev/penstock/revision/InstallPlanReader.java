package dev.penstock.revision;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Finds the install plan of an unpacked revision. {@code penstock-spec} brings one that reads
 * {@code appspec.yml}.
 *
 * <p>Called on the host's executor, concurrently.
 */
@FunctionalInterface
public interface InstallPlanReader {

  /**
   * Reads the plan of a revision.
   *
   * @param bundle the directory that holds the unpacked revision
   * @return the plan
   * @throws IOException if there is none, or it is faulty; the message lists the faults
   */
  InstallPlan read(Path bundle) throws IOException;
}
