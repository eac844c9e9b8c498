package dev.penstock.artifact.retention;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Housekeeping;
import dev.penstock.artifact.Housekeeping.Current;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.StoredVersion;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.retention.ContentUse.Bytes;
import dev.penstock.artifact.retention.RetentionPlan.Kept;
import dev.penstock.artifact.retention.RetentionPlan.Removal;
import dev.penstock.artifact.retention.RetentionReport.Skipped;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Plans what a policy removes from a repository, and removes it.
 *
 * <pre>{@code
 * Retention retention = new Retention(domain, downloads, clock);
 * RetentionPlan plan = retention.plan(releases, nightly);
 * System.out.println(plan);                                   // nothing has changed yet
 * RetentionReport report = retention.apply(plan, reclaimer);
 * }</pre>
 *
 * <p>The removals of one package are one step, or one for each {@value Housekeeping#MOST_RETIRED}
 * of them; a version that somebody changed since the plan is left alone and reported. A crash
 * leaves some packages done and others not; plan again then. Safe for several threads.
 */
public final class Retention {
  private final Domain domain;
  private final DownloadTimes downloads;
  private final InstantSource clock;

  /**
   * Plans for the repositories of a domain.
   *
   * @param domain the domain
   * @param downloads tells when versions were last downloaded
   * @param clock tells the time that ages are measured at
   */
  public Retention(Domain domain, DownloadTimes downloads, InstantSource clock) {
    this.domain = Objects.requireNonNull(domain, "domain");
    this.downloads = Objects.requireNonNull(downloads, "downloads");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Gives the space of what nothing refers to back to the disk: an SPI of one method. */
  @FunctionalInterface
  public interface Reclaimer {
    /** Leaves that to a later run of the host's. */
    Reclaimer LATER = () -> 0;

    /**
     * Called once after all removals, on the thread that applies the plan.
     *
     * @return how many bytes were given back
     * @throws IOException if that failed; the removals are done all the same
     */
    long reclaim() throws IOException;
  }

  /**
   * Says what would go. Reads the records of the repository, one package at a time, and those of
   * the whole domain once to tell what is shared.
   *
   * @param repository a repository of the domain
   * @param policy what to remove
   * @return the plan
   * @throws IllegalStateException if the policy asks for downloads, and the domain does not record
   *     them, or not where this looks for them
   * @throws IOException if the catalogue cannot be read
   */
  public RetentionPlan plan(Repository repository, RetentionPolicy policy) throws IOException {
    Instant now = clock.instant();
    downloads.flush();
    Optional<Instant> recordedSince = recordedSince(policy, now);
    List<Removal> removals = new ArrayList<>();
    List<Kept> kept = new ArrayList<>();
    Map<PackageCoordinates, List<String>> newest = new HashMap<>();
    Housekeeping housekeeping = repository.housekeeping();
    housekeeping.packages(
        coordinates -> {
          if (policy.appliesTo(coordinates)) {
            PackageVerdict verdict =
                policy.judge(
                    coordinates,
                    candidates(repository, housekeeping, coordinates, recordedSince),
                    housekeeping.held(coordinates),
                    now);
            removals.addAll(verdict.removals());
            kept.addAll(verdict.kept());
            if (!verdict.removals().isEmpty()) {
              newest.put(coordinates, verdict.newest());
            }
          }
        });
    Bytes bytes = new ContentUse(domain, repository.name(), removals).bytes(removals);
    return new RetentionPlan(
        repository.name(),
        policy.name(),
        now,
        removals,
        kept,
        policy.isSparingHeld(),
        newest,
        bytes.freed(),
        bytes.shared());
  }

  /** When recording began, for a policy that asks for downloads. */
  private Optional<Instant> recordedSince(RetentionPolicy policy, Instant now) throws IOException {
    if (!policy.isAboutDownloads()) {
      return Optional.empty();
    }
    String strangeness = downloads.strangeness(domain);
    if (!strangeness.isEmpty()) {
      throw new IllegalStateException(
          "policy " + policy.name() + " asks for downloads by unusedFor, but " + strangeness);
    }
    return Optional.of(downloads.begin(now));
  }

  private List<RetentionCandidate> candidates(
      Repository repository,
      Housekeeping housekeeping,
      PackageCoordinates coordinates,
      Optional<Instant> recordedSince)
      throws IOException {
    List<RetentionCandidate> candidates = new ArrayList<>();
    housekeeping.versions(
        coordinates,
        (StoredVersion version) ->
            candidates.add(
                new RetentionCandidate(
                    version.description(),
                    version.bytes(),
                    recordedSince.isPresent()
                        ? downloads.of(repository.name(), version.description().coordinates())
                        : Optional.empty(),
                    recordedSince)));
    return candidates;
  }

  /**
   * Plans, removes and reclaims in one call.
   *
   * @param repository a repository of the domain
   * @param policy what to remove
   * @param reclaimer called at the end
   * @return what was done
   * @throws IOException if the catalogue cannot be read or written; some packages may be done
   */
  public RetentionReport run(Repository repository, RetentionPolicy policy, Reclaimer reclaimer)
      throws IOException {
    return apply(plan(repository, policy), reclaimer);
  }

  /**
   * Removes what a plan says, as far as it still holds, and reclaims the space.
   *
   * @param plan a plan for a repository of this domain
   * @param reclaimer called at the end
   * @return what was done and what was left alone
   * @throws dev.penstock.artifact.ArtifactException if the domain has no such repository
   * @throws IOException if the catalogue cannot be read or written; some packages may be done
   */
  public RetentionReport apply(RetentionPlan plan, Reclaimer reclaimer) throws IOException {
    Housekeeping housekeeping = domain.repository(plan.repository()).housekeeping();
    downloads.flush();
    ContentUse use = new ContentUse(domain, plan.repository(), plan.removals());
    List<Removal> done = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Map.Entry<PackageCoordinates, List<Removal>> entry : plan.byPackage().entrySet()) {
      List<String> newest = plan.newest().getOrDefault(entry.getKey(), List.of());
      for (int from = 0; from < entry.getValue().size(); from += Housekeeping.MOST_RETIRED) {
        int to = Math.min(entry.getValue().size(), from + Housekeeping.MOST_RETIRED);
        List<Removal> part = entry.getValue().subList(from, to);
        Map<String, String> reasons = new HashMap<>();
        Map<String, VersionStatus> retired =
            housekeeping.retire(
                entry.getKey(),
                current -> {
                  reasons.clear();
                  return decide(plan, part, newest, current, reasons);
                });
        for (Removal removal : part) {
          String version = removal.version().version();
          if (retired.containsKey(version)) {
            done.add(removal);
          } else {
            skipped.add(new Skipped(removal.version(), reasons.getOrDefault(version, "")));
          }
        }
      }
    }
    Bytes bytes = use.bytes(done);
    return new RetentionReport(
        plan.repository(),
        plan.policy(),
        done,
        skipped,
        bytes.freed(),
        bytes.shared(),
        reclaimer.reclaim());
  }

  /** What of a plan still holds; for the rest, why it does not. */
  private Map<String, VersionStatus> decide(
      RetentionPlan plan,
      List<Removal> removals,
      List<String> newest,
      Current current,
      Map<String, String> reasons)
      throws IOException {
    Map<String, VersionStatus> decided = new HashMap<>();
    String lost = lostNewest(newest, current);
    for (Removal removal : removals) {
      String version = removal.version().version();
      String reason = lost.isEmpty() ? change(plan, removal, current) : lost;
      if (reason.isEmpty()) {
        decided.put(version, removal.target());
      } else {
        reasons.put(version, reason);
      }
    }
    return decided;
  }

  private static String lostNewest(List<String> newest, Current current) throws IOException {
    for (String version : newest) {
      boolean isPublished =
          current
              .find(version)
              .filter(found -> found.status() == VersionStatus.PUBLISHED)
              .isPresent();
      if (!isPublished) {
        return version + ", the newest when this was planned, is not published any more";
      }
    }
    return "";
  }

  private String change(RetentionPlan plan, Removal removal, Current current) throws IOException {
    Optional<VersionDescription> found = current.find(removal.version().version());
    if (found.isEmpty()) {
      return "it is gone already";
    }
    if (found.get().status() != removal.status()) {
      return "it was " + removal.status() + " and is " + found.get().status();
    }
    if (!found.get().revision().equals(removal.revision())) {
      return "it has another revision";
    }
    if (plan.isSparingHeld() && current.isHeld(removal.version().version())) {
      return "a review holds it";
    }
    if (removal.isForDownloads()
        && !downloads.of(plan.repository(), removal.version()).equals(removal.lastDownload())) {
      return "it was downloaded";
    }
    return "";
  }
}
