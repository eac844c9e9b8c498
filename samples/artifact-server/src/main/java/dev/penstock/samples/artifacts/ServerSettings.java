package dev.penstock.samples.artifacts;

import dev.penstock.artifact.PackageFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told.
 *
 * @param directory where packages are kept; made if it is missing
 * @param host the address to listen at
 * @param port the port; 0 for any that is free
 * @param url what clients call the server, without a slash at its end; null for whatever they say
 * @param repositories the repositories that there are at least
 * @param accounts who may come in
 * @param isPublic whether those who show no token may read
 * @param bodyBytes the most bytes of a request
 * @param time how long a request may take
 * @param grace how long a shutdown waits for the requests under way
 * @param requests the most requests at a time; more are told to come back
 * @param sources servers elsewhere that packages come from which are not here, by format
 * @param fileHosts other hosts that the sources' documents may refer to for files
 */
public record ServerSettings(
    Path directory,
    String host,
    int port,
    @Nullable String url,
    List<String> repositories,
    Accounts accounts,
    boolean isPublic,
    long bodyBytes,
    Duration time,
    Duration grace,
    int requests,
    Map<PackageFormat, URI> sources,
    List<String> fileHosts) {

  /** The most bytes of a request unless told: an asset of 5 GB, and what is around it. */
  static final long BODY_BYTES = (5L << 30) + (64L << 20);

  /** How long a shutdown waits unless told. */
  static final Duration GRACE = Duration.ofSeconds(30);

  /** Copies the repositories, the sources and the hosts. */
  public ServerSettings {
    repositories = List.copyOf(repositories);
    sources = Map.copyOf(sources);
    fileHosts = List.copyOf(fileHosts);
    if (!Sources.FORMATS.containsAll(sources.keySet())) {
      throw new IllegalArgumentException(
          "sources of " + sources.keySet() + "; allowed: " + Sources.FORMATS);
    }
  }

  /**
   * Settings for this machine alone: any free port of 127.0.0.1, a repository {@code main}.
   *
   * @param directory where packages are kept
   * @param accounts who may come in
   * @return the settings
   */
  public static ServerSettings local(Path directory, Accounts accounts) {
    return new ServerSettings(
        directory,
        "127.0.0.1",
        0,
        null,
        List.of("main"),
        accounts,
        false,
        BODY_BYTES,
        Duration.ofMinutes(10),
        GRACE,
        512,
        Map.of(),
        List.of());
  }

  /**
   * The same settings, where those without a token may read.
   *
   * @return a copy
   */
  public ServerSettings openToReaders() {
    return new ServerSettings(
        directory,
        host,
        port,
        url,
        repositories,
        accounts,
        true,
        bodyBytes,
        time,
        grace,
        requests,
        sources,
        fileHosts);
  }

  /**
   * The same settings with a server elsewhere.
   *
   * @param format of its packages: maven, npm, nuget or pypi
   * @param address where it is
   * @return a copy
   */
  public ServerSettings source(PackageFormat format, URI address) {
    Map<PackageFormat, URI> more = new HashMap<>(sources);
    more.put(format, address);
    return new ServerSettings(
        directory,
        host,
        port,
        url,
        repositories,
        accounts,
        isPublic,
        bodyBytes,
        time,
        grace,
        requests,
        more,
        fileHosts);
  }

  /**
   * The same settings with other limits.
   *
   * @param mostBytes the most bytes of a request
   * @param longest how long a request may take
   * @param mostRequests the most requests at a time
   * @return a copy
   */
  public ServerSettings limits(long mostBytes, Duration longest, int mostRequests) {
    return new ServerSettings(
        directory,
        host,
        port,
        url,
        repositories,
        accounts,
        isPublic,
        mostBytes,
        longest,
        grace,
        mostRequests,
        sources,
        fileHosts);
  }

  /**
   * The same settings with another patience at the end.
   *
   * @param longest how long a shutdown waits for the requests under way
   * @return a copy
   */
  public ServerSettings grace(Duration longest) {
    return new ServerSettings(
        directory,
        host,
        port,
        url,
        repositories,
        accounts,
        isPublic,
        bodyBytes,
        time,
        longest,
        requests,
        sources,
        fileHosts);
  }
}
