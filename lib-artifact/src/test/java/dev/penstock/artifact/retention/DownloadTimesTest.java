package dev.penstock.artifact.retention;

import static dev.penstock.artifact.retention.Shelf.APP;
import static dev.penstock.artifact.retention.Shelf.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Times of downloads")
class DownloadTimesTest {
  private static final VersionCoordinates ONE = APP.version("1.0");
  private static final Duration HOUR = Duration.ofHours(1);
  private final Counting catalogue = new Counting();
  private final DownloadTimes times = DownloadTimes.of(catalogue, "acme");

  private static final class Counting implements Catalogue {
    private final Catalogue catalogue = new InMemoryCatalogue();
    private int commits;
    private int changes;
    private boolean isFailing;

    @Override
    public Optional<String> read(CatalogueKey key) throws IOException {
      return catalogue.read(key);
    }

    @Override
    public boolean commit(List<Change> wanted) throws IOException {
      if (isFailing) {
        throw new IOException("no space");
      }
      commits++;
      changes += wanted.size();
      return catalogue.commit(wanted);
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit)
        throws IOException {
      return catalogue.keys(prefix, after, limit);
    }
  }

  @BeforeEach
  void begin() throws IOException {
    assertEquals(START, times.begin(START));
    catalogue.commits = 0;
    catalogue.changes = 0;
  }

  @Test
  @DisplayName("are written once a step for a version, however often it is read")
  void steps() throws IOException {
    for (int hour = 0; hour < 10 * 24; hour++) {
      for (int i = 0; i < 10; i++) {
        times.downloaded("releases", ONE, START.plus(HOUR.multipliedBy(hour)));
      }
      times.flush();
    }
    assertEquals(10, catalogue.changes);
    assertEquals(
        Optional.of(START.plus(Duration.ofDays(9))), times.of("releases", ONE), "a step too early");
    assertEquals(Optional.empty(), times.of("other", ONE));
    assertEquals(Optional.empty(), times.of("releases", APP.version("2.0")));
  }

  @Test
  @DisplayName("of many versions go into one commit each batch, and wait no longer than that")
  void batches() throws IOException {
    for (int i = 0; i < 2 * DownloadTimes.BATCH + 7; i++) {
      times.downloaded("releases", APP.version("v" + i), START);
    }
    assertEquals(2, catalogue.commits);
    assertEquals(2 * DownloadTimes.BATCH, catalogue.changes);
    assertEquals(Optional.of(START), times.of("releases", APP.version("v1006")), "it waits");
    times.flush();
    times.flush();
    assertEquals(2 * DownloadTimes.BATCH + 7, catalogue.changes);
  }

  @Test
  @DisplayName("survive a restart, and never go back")
  void restarts() throws IOException {
    times.downloaded("releases", ONE, START.plus(Duration.ofDays(5)));
    times.flush();
    DownloadTimes again = DownloadTimes.of(catalogue, "acme", HOUR);
    assertEquals(Optional.of(START.plus(Duration.ofDays(5))), again.of("releases", ONE));
    again.downloaded("releases", ONE, START);
    again.flush();
    assertEquals(Optional.of(START.plus(Duration.ofDays(5))), again.of("releases", ONE));
    again.downloaded("releases", ONE, START.plus(Duration.ofDays(5)).plus(HOUR));
    again.flush();
    assertEquals(Optional.of(START.plus(Duration.ofDays(5)).plus(HOUR)), times.of("releases", ONE));
  }

  @Test
  @DisplayName("that could not be written wait on")
  void failures() throws IOException {
    times.downloaded("releases", ONE, START);
    catalogue.isFailing = true;
    assertThrows(IOException.class, times::flush);
    catalogue.isFailing = false;
    times.flush();
    assertEquals(Optional.of(START), DownloadTimes.of(catalogue, "acme").of("releases", ONE));
    assertEquals(
        "step of PT0S; allowed: more than 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> DownloadTimes.of(catalogue, "acme", Duration.ZERO))
            .getMessage());
  }
}
