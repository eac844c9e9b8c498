package dev.penstock.artifact.upstream.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.upstream.Answer;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import dev.penstock.artifact.upstream.SourceVersion;
import dev.penstock.pipeline.resilience.Backoff;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("A source with retry and circuit breaker")
class ResilientSourceTest {
  private static final PackageCoordinates UI =
      new PackageCoordinates(PackageFormat.NPM, "acme", "ui");
  private static final SourceAsset TGZ = SourceAsset.of("package.tgz", "0".repeat(64));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<Exception> failures = new ArrayDeque<>();
  private int calls;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final ExternalSource source =
      new ExternalSource() {
        private <T> Answer<T> answer() throws IOException {
          calls++;
          @Nullable Exception failure = failures.poll();
          if (failure instanceof IOException unavailable) {
            throw unavailable;
          }
          if (failure instanceof RuntimeException broken) {
            throw broken;
          }
          return Answer.absent();
        }

        @Override
        public Answer<SourceListing> versions(
            PackageCoordinates coordinates, @Nullable String validator) throws IOException {
          return answer();
        }

        @Override
        public Answer<SourceVersion> describe(VersionCoordinates version) throws IOException {
          return answer();
        }

        @Override
        public VersionMetadata metadata(VersionCoordinates version, SourceVersion described)
            throws IOException {
          Answer<SourceAsset> unused = answer();
          return VersionMetadata.EMPTY;
        }

        @Override
        public Answer<SourceAsset> asset(VersionCoordinates version, String name)
            throws IOException {
          return answer();
        }

        @Override
        public Answer<InputStream> open(VersionCoordinates version, SourceAsset asset)
            throws IOException {
          return answer();
        }
      };

  private void pause(Duration time) {
    pauses.add(time);
    now = now.plus(time);
  }

  private static SourceUnavailableException unavailable(@Nullable Duration retryAfter) {
    return new SourceUnavailableException("busy", Optional.ofNullable(retryAfter), null);
  }

  private ResilientSource.Builder around() {
    return ResilientSource.around("npmjs", source, clock);
  }

  @Test
  @DisplayName("tries again with growing pauses, and gives the answer")
  void retries() throws IOException {
    ResilientSource resilient = around().retry(SourceRetry.ofTries(3), this::pause).build();
    failures.add(new IOException("reset"));
    failures.add(new IllegalStateException("parse"));
    assertEquals(Answer.absent(), resilient.versions(UI, null));
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
    assertEquals(3, calls);
    assertEquals(Answer.absent(), resilient.describe(UI.version("1.0.0")));
    assertEquals(4, calls, "what is not there is no failure");
  }

  @Test
  @DisplayName("gives the last failure up after all tries, of every call")
  void givesUp() {
    ResilientSource resilient = around().retry(SourceRetry.ofTries(2), this::pause).build();
    VersionCoordinates version = UI.version("1.0.0");
    List<Executable> all =
        List.of(
            () -> resilient.versions(UI, null),
            () -> resilient.describe(version),
            () -> resilient.metadata(version, SourceVersion.of(TGZ)),
            () -> resilient.asset(version, "x"),
            () -> resilient.open(version, TGZ));
    for (Executable call : all) {
      calls = 0;
      failures.add(new IOException("first"));
      failures.add(new IOException("second"));
      assertEquals("second", assertThrows(IOException.class, call).getMessage());
      assertEquals(2, calls);
    }
  }

  @Test
  @DisplayName("waits as long as the source says, and gives up if that is too long")
  void retryAfter() throws IOException {
    ResilientSource resilient =
        around()
            .retry(
                new SourceRetry(
                    3, Backoff.constant(Duration.ofSeconds(1)).withLongest(Duration.ofSeconds(30))),
                this::pause)
            .build();
    failures.add(unavailable(Duration.ofSeconds(30)));
    resilient.versions(UI, null);
    assertEquals(List.of(Duration.ofSeconds(30)), pauses);
    failures.add(unavailable(Duration.ofSeconds(31)));
    assertEquals(
        Optional.of(Duration.ofSeconds(31)),
        assertThrows(SourceUnavailableException.class, () -> resilient.versions(UI, null))
            .retryAfter());
    assertEquals(3, calls);
  }

  @Test
  @DisplayName("stops waiting when it is interrupted")
  void interrupted() {
    ResilientSource resilient =
        around()
            .retry(
                SourceRetry.ofTries(3),
                time -> {
                  throw new InterruptedException();
                })
            .build();
    failures.add(new IOException("reset"));
    assertThrows(SourceUnavailableException.class, () -> resilient.versions(UI, null));
    assertTrue(Thread.interrupted());
    assertEquals(1, calls);
  }

  @Test
  @DisplayName("leaves a failing source alone, says for how long, and tries then")
  void circuit() throws IOException {
    ResilientSource resilient = around().circuit(SourceCircuit.ofFailureRate(50, 4)).build();
    resilient.versions(UI, null);
    resilient.versions(UI, null);
    failures.add(new IOException("1"));
    failures.add(new IOException("2"));
    assertThrows(IOException.class, () -> resilient.versions(UI, null));
    assertThrows(IOException.class, () -> resilient.describe(UI.version("1.0.0")));
    now = now.plusSeconds(20);
    SourceUnavailableException open =
        assertThrows(SourceUnavailableException.class, () -> resilient.versions(UI, null));
    assertEquals(Optional.of(Duration.ofSeconds(40)), open.retryAfter());
    assertEquals(4, calls, "not asked");
    now = now.plusSeconds(41);
    failures.add(new IOException("3"));
    assertThrows(IOException.class, () -> resilient.versions(UI, null));
    assertEquals(5, calls);
    assertThrows(SourceUnavailableException.class, () -> resilient.versions(UI, null));
    assertEquals(5, calls, "open again");
    now = now.plusSeconds(61);
    resilient.versions(UI, null);
    resilient.versions(UI, null);
    assertEquals(7, calls, "closed again");
  }

  @Test
  @DisplayName("does not wait for an open circuit beyond the longest wait")
  void both() {
    ResilientSource resilient =
        around()
            .circuit(SourceCircuit.ofFailureRate(100, 1))
            .retry(new SourceRetry(5, Backoff.constant(Duration.ofSeconds(1))), this::pause)
            .build();
    failures.add(new IOException("1"));
    assertThrows(SourceUnavailableException.class, () -> resilient.versions(UI, null));
    assertEquals(1, calls);
    assertEquals(List.of(Duration.ofSeconds(1)), pauses);
  }

  @Test
  @DisplayName("refuses options that make no sense")
  void options() {
    assertThrows(IllegalStateException.class, () -> around().build());
    assertThrows(IllegalArgumentException.class, () -> SourceRetry.ofTries(0));
    assertThrows(IllegalArgumentException.class, () -> SourceCircuit.ofFailureRate(0, 1));
    assertThrows(IllegalArgumentException.class, () -> SourceCircuit.ofFailureRate(101, 1));
    assertThrows(IllegalArgumentException.class, () -> SourceCircuit.ofFailureRate(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SourceCircuit(1, 1, Duration.ZERO, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new SourceCircuit(1, 1, Duration.ofSeconds(1), 0));
  }

  @Test
  @DisplayName("says which jar is missing on a path without Resilience4j")
  void withoutIt() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry :
        Splitter.on(File.pathSeparatorChar)
            .split(
                System.getProperty("java.class.path", "")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""))) {
      // Surefire's jar has no classes, and a manifest with all libraries.
      if (!entry.isEmpty() && !entry.contains("resilience4j") && !entry.contains("surefire")) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    path.add(location(ResilientSource.class));
    path.add(location(Backoff.class));
    path.add(location(ResilientSourceTest.class));
    path.add(location(org.jspecify.annotations.NullMarked.class));
    try (URLClassLoader without = new URLClassLoader(path.toArray(URL[]::new), new JdkOnly())) {
      Object message =
          without.loadClass(Missing.class.getName()).getMethod("messages").invoke(null);
      String said = String.valueOf(message);
      assertTrue(said.contains("resilience4j-retry, which is optional"), said);
      assertTrue(said.contains("resilience4j-circuitbreaker, which is"), said);
    }
  }

  /** The platform's own loader finds the modules of this test too. */
  private static final class JdkOnly extends ClassLoader {
    JdkOnly() {
      super(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")) {
        return ClassLoader.getPlatformClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Runs in a class loader of its own. */
  public static final class Missing {
    private Missing() {}

    /** What building says. */
    public static String messages() {
      ExternalSource none = Missing.source();
      return message(
              () ->
                  ResilientSource.around("x", none, Clock.systemUTC())
                      .retry(SourceRetry.ofTries(2), time -> {})
                      .build())
          + message(
              () ->
                  ResilientSource.around("x", none, Clock.systemUTC())
                      .circuit(SourceCircuit.ofFailureRate(1, 1))
                      .build());
    }

    private static String message(Supplier<ExternalSource> building) {
      try {
        return "built " + building.get();
      } catch (IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private static ExternalSource source() {
      return new ResilientSourceTest().source;
    }
  }
}
