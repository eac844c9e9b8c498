package dev.penstock.artifact.retention;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DownloadListener;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records when versions were last downloaded, with few writes: a version's time is written again
 * only once it is a step older than the newest download, and many times go into one commit.
 *
 * <pre>{@code
 * DownloadTimes downloads = DownloadTimes.of(catalogue, "acme");
 * Domain domain = Domain.builder("acme", catalogue, content, clock).downloads(downloads).build();
 * }</pre>
 *
 * <p>A recorded time is at most a step (usually a day) too early. Times wait in memory until
 * {@value #BATCH} are together or {@link #flush} is called; a host calls it now and then, and
 * before it ends. A crash loses those that wait, so rules should ask for many steps. When the
 * recording began is written down too: with the first download, the first plan that asks, or {@link
 * #begin}. Versions count as used then, as nobody knows what was before. Safe for several threads;
 * use one for a domain in a process.
 */
public final class DownloadTimes implements DownloadListener {

  /** How many times are written in one commit. */
  public static final int BATCH = 500;

  /** How old a recorded time gets before a download writes it again: a day. */
  public static final Duration STEP = Duration.ofDays(1);

  private static final int KNOWN = 50_000;

  private final Catalogue catalogue;
  private final CatalogueKey root;
  private final CatalogueKey beginning;
  private final Duration step;
  private @Nullable Instant since;
  private final Map<CatalogueKey, Instant> waiting = new LinkedHashMap<>();
  private final Map<CatalogueKey, Instant> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CatalogueKey, Instant> eldest) {
          return size() > KNOWN;
        }
      };

  private DownloadTimes(Catalogue catalogue, String domain, Duration step) {
    this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    this.root = CatalogueKey.of("downloads", domain);
    this.beginning = CatalogueKey.of("downloads-since", domain);
    this.step = step;
  }

  /**
   * Records in steps of a day.
   *
   * @param catalogue where times are kept; may be the domain's
   * @param domain the domain's name
   * @return the recorder
   */
  public static DownloadTimes of(Catalogue catalogue, String domain) {
    return new DownloadTimes(catalogue, domain, STEP);
  }

  /**
   * Records in other steps.
   *
   * @param catalogue where times are kept; may be the domain's
   * @param domain the domain's name
   * @param step more than 0
   * @return the recorder
   */
  public static DownloadTimes of(Catalogue catalogue, String domain, Duration step) {
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("step of " + step + "; allowed: more than 0");
    }
    return new DownloadTimes(catalogue, domain, step);
  }

  /**
   * Notes that downloads are recorded from now on, unless that was noted before. Good to call once
   * the domain is built, so that what nobody ever downloads counts from there.
   *
   * @param now the present time
   * @return when recording began
   * @throws IOException if that cannot be read or written
   */
  public synchronized Instant begin(Instant now) throws IOException {
    Instant known = since;
    while (known == null) {
      Optional<String> text = catalogue.read(beginning);
      if (text.isPresent()) {
        known = time(text.get());
      } else if (catalogue.replace(beginning, null, now + "\n")) {
        known = now;
      }
    }
    since = known;
    return known;
  }

  /** Why these are not the times of a domain's downloads; empty if they are. */
  String strangeness(Domain domain) {
    if (!root.equals(CatalogueKey.of("downloads", domain.name()))) {
      return "the download times are those of domain "
          + root.segments().get(1)
          + "; allowed: DownloadTimes.of(catalogue, \""
          + domain.name()
          + "\")";
    }
    if (domain.downloads() == DownloadListener.NONE) {
      return "domain "
          + domain.name()
          + " does not record downloads; build it with"
          + " Domain.builder(...).downloads(downloads)";
    }
    boolean isElsewhere =
        domain.downloads() instanceof DownloadTimes recorder
            && (recorder.catalogue != catalogue || !recorder.root.equals(root));
    return isElsewhere
        ? "domain "
            + domain.name()
            + " records its downloads elsewhere; allowed: the DownloadTimes it was built with"
        : "";
  }

  @Override
  public void downloaded(String repository, VersionCoordinates version, Instant at)
      throws IOException {
    CatalogueKey key = key(repository, version);
    synchronized (this) {
      begin(at);
      Instant noted = noted(key);
      if (noted != null && at.isBefore(noted.plus(step))) {
        return;
      }
      known.put(key, at);
      waiting.put(key, at);
      if (waiting.size() >= BATCH) {
        flush();
      }
    }
  }

  private @Nullable Instant noted(CatalogueKey key) throws IOException {
    Instant noted = known.get(key);
    if (noted == null) {
      noted = catalogue.read(key).map(DownloadTimes::time).orElse(null);
      if (noted != null) {
        known.put(key, noted);
      }
    }
    return noted;
  }

  /**
   * Writes the times that wait.
   *
   * @throws IOException if they cannot be written; they wait on
   */
  public synchronized void flush() throws IOException {
    while (!waiting.isEmpty()) {
      List<Change> changes = new ArrayList<>();
      for (Map.Entry<CatalogueKey, Instant> entry : waiting.entrySet()) {
        String before = catalogue.read(entry.getKey()).orElse(null);
        if (before == null || time(before).isBefore(entry.getValue())) {
          changes.add(new Change(entry.getKey(), before, entry.getValue() + "\n"));
        }
      }
      if (catalogue.commit(changes)) {
        waiting.clear();
      }
    }
  }

  /**
   * When a version was last downloaded.
   *
   * @param repository the repository's name
   * @param version which version
   * @return the recorded time, at most a step too early; empty if none was recorded
   * @throws IOException if it cannot be read
   */
  public Optional<Instant> of(String repository, VersionCoordinates version) throws IOException {
    CatalogueKey key = key(repository, version);
    synchronized (this) {
      Instant waits = waiting.get(key);
      return waits != null ? Optional.of(waits) : catalogue.read(key).map(DownloadTimes::time);
    }
  }

  private static Instant time(String text) {
    return Instant.parse(text.strip());
  }

  private CatalogueKey key(String repository, VersionCoordinates version) {
    return root.child(
        repository,
        version.of().format().id(),
        version.of().namespace(),
        version.of().name(),
        version.version());
  }
}
