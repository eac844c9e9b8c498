package dev.penstock.artifact.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing that a rule asks for, and the words for it. Pure. */
sealed interface Condition {

  /** Those of a rule's versions that it holds for; they are given newest first. */
  Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now);

  /** What holds, as part of a sentence. */
  String text();

  /** Whether what it says depends on downloads. */
  default boolean isAboutDownloads() {
    return false;
  }

  /** Published so long ago. */
  record OlderThan(Duration age) implements Condition {

    @Override
    public Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now) {
      Set<RetentionCandidate> holding = new HashSet<>();
      for (RetentionCandidate candidate : newestFirst) {
        candidate
            .version()
            .publishedTime()
            .filter(at -> isAtLeast(age, at, now))
            .ifPresent(at -> holding.add(candidate));
      }
      return holding;
    }

    @Override
    public String text() {
      return "published " + words(age) + " ago or more";
    }
  }

  /** Neither published nor downloaded for so long. */
  record Unused(Duration time) implements Condition {

    @Override
    public Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now) {
      Set<RetentionCandidate> holding = new HashSet<>();
      for (RetentionCandidate candidate : newestFirst) {
        candidate
            .lastUse()
            .filter(at -> isAtLeast(time, at, now))
            .ifPresent(at -> holding.add(candidate));
      }
      return holding;
    }

    @Override
    public String text() {
      return "not downloaded for " + words(time) + " or more";
    }

    @Override
    public boolean isAboutDownloads() {
      return true;
    }
  }

  /** Larger than so much. */
  record LargerThan(long bytes) implements Condition {

    @Override
    public Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now) {
      Set<RetentionCandidate> holding = new HashSet<>();
      for (RetentionCandidate candidate : newestFirst) {
        if (candidate.bytes() > bytes) {
          holding.add(candidate);
        }
      }
      return holding;
    }

    @Override
    public String text() {
      return "larger than " + bytes + " bytes";
    }
  }

  /** Not among the newest of its group. */
  record BeyondNewest(int count, Grouping grouping) implements Condition {

    @Override
    public Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now) {
      Set<RetentionCandidate> holding = new HashSet<>();
      Map<String, Integer> seen = new HashMap<>();
      for (RetentionCandidate candidate : newestFirst) {
        if (seen.merge(grouping.groupOf(candidate), 1, Integer::sum) > count) {
          holding.add(candidate);
        }
      }
      return holding;
    }

    @Override
    public String text() {
      return "beyond the newest " + count;
    }
  }

  /** Not among the newest of its group that have so many bytes together. */
  record BeyondBytes(long bytes, Grouping grouping) implements Condition {

    @Override
    public Set<RetentionCandidate> holding(List<RetentionCandidate> newestFirst, Instant now) {
      Set<RetentionCandidate> holding = new HashSet<>();
      Map<String, Long> seen = new HashMap<>();
      for (RetentionCandidate candidate : newestFirst) {
        if (seen.merge(grouping.groupOf(candidate), candidate.bytes(), Long::sum) > bytes) {
          holding.add(candidate);
        }
      }
      return holding;
    }

    @Override
    public String text() {
      return "beyond the newest " + bytes + " bytes";
    }
  }

  private static boolean isAtLeast(Duration age, Instant since, Instant now) {
    return Duration.between(since, now).compareTo(age) >= 0;
  }

  private static String words(Duration time) {
    boolean isWholeDays = time.equals(time.truncatedTo(ChronoUnit.DAYS));
    return isWholeDays ? time.toDays() + " days" : time.toString();
  }
}
