package dev.penstock.samples.quickstart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A commit that the run releases, and what is told of it.
 *
 * @param commit the commit's id
 * @param subject the first line of its message
 * @param version the version that it builds
 * @param isGood whether it is to stay; else the alarm takes it back
 */
record Release(String commit, String subject, String version, boolean isGood) {

  /** The first commits of the repository: the second one has the fault. */
  static List<Release> of(AppRepository repository, int count) throws IOException {
    List<Release> releases = new ArrayList<>();
    for (String commit : repository.commits().subList(0, count)) {
      releases.add(
          new Release(
              commit,
              repository.subject(commit),
              repository.file(commit, "VERSION"),
              releases.size() != 1));
    }
    return List.copyOf(releases);
  }
}
