package dev.penstock.artifact.retention;

import dev.penstock.artifact.retention.RetentionPlan.Kept;
import dev.penstock.artifact.retention.RetentionPlan.Removal;
import java.util.ArrayList;
import java.util.List;

/** What a policy says about one package. For one thread. */
final class PackageVerdict {
  private final List<String> newest;
  private final List<Removal> removals = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  PackageVerdict(List<String> newest) {
    this.newest = newest;
  }

  /** Adds a version that a rule selects; an empty protection means that it goes. */
  void add(RetentionCandidate candidate, RetentionRule rule, String protection) {
    if (protection.isEmpty()) {
      removals.add(
          new Removal(
              candidate.version().coordinates(),
              candidate.version().status(),
              candidate.version().revision(),
              candidate.bytes(),
              rule.isAboutDownloads(),
              candidate.lastDownload(),
              rule.target(),
              rule.reason()));
    } else {
      kept.add(new Kept(candidate.version().coordinates(), rule.reason(), protection));
    }
  }

  /** The versions that were spared as the newest, if the policy spares them. */
  List<String> newest() {
    return newest;
  }

  List<Removal> removals() {
    return removals;
  }

  List<Kept> kept() {
    return kept;
  }
}
