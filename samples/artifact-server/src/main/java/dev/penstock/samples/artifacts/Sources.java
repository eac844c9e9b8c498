package dev.penstock.samples.artifacts;

import dev.penstock.artifact.DomainBuilder;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.maven.MavenSource;
import dev.penstock.artifact.format.npm.NpmSource;
import dev.penstock.artifact.format.nuget.NugetSource;
import dev.penstock.artifact.format.pypi.PypiSource;
import dev.penstock.artifact.format.remote.RemoteServer;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.Links;
import dev.penstock.artifact.upstream.Upstreams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Servers elsewhere that packages come from which are not here. What was fetched once is kept in a
 * repository of its own for each of them, and in the one that was asked.
 */
final class Sources {
  /** The formats that can come from elsewhere. */
  static final Set<PackageFormat> FORMATS =
      Collections.unmodifiableSet(
          EnumSet.of(
              PackageFormat.MAVEN, PackageFormat.NPM, PackageFormat.NUGET, PackageFormat.PYPI));

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long CACHE_BYTES = 64 << 20;

  private Sources() {}

  /** Makes the domain, with repositories in front of the servers elsewhere. */
  static Upstreams open(
      DomainBuilder domain, Catalogue catalogue, Path directory, ServerSettings settings)
      throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    Upstreams.Builder builder = Upstreams.builder(domain, catalogue, Clock.systemUTC(), directory);
    for (Map.Entry<PackageFormat, URI> source : new TreeMap<>(settings.sources()).entrySet()) {
      builder.connection(
          connection(source.getKey()),
          source.getKey(),
          source(source.getKey(), server(source.getValue(), client, settings.fileHosts())));
    }
    Upstreams upstreams = builder.build();
    link(upstreams, settings);
    return upstreams;
  }

  private static ExternalSource source(PackageFormat format, RemoteServer server) {
    return switch (format) {
      case MAVEN -> new MavenSource(server);
      case NPM -> new NpmSource(server, CACHE_BYTES);
      case NUGET -> new NugetSource(server, CACHE_BYTES);
      case PYPI -> new PypiSource(server, CACHE_BYTES);
      default ->
          throw new IllegalArgumentException(
              "source of " + format + " packages; allowed: " + FORMATS);
    };
  }

  private static RemoteServer server(URI address, HttpClient client, List<String> fileHosts) {
    RemoteServer server = RemoteServer.at(address, client, TIMEOUT);
    for (String host : fileHosts) {
      server = server.filesAt(host);
    }
    return server;
  }

  private static void link(Upstreams upstreams, ServerSettings settings) throws IOException {
    Links links = upstreams.links();
    List<String> stores = new ArrayList<>();
    for (PackageFormat format : new TreeMap<>(settings.sources()).keySet()) {
      String store = store(format);
      upstreams.domain().repositoryOrNew(store);
      if (links.of(store).connection().isEmpty()) {
        links.associate(store, connection(format));
      }
      stores.add(store);
    }
    for (String repository : settings.repositories()) {
      upstreams.domain().repositoryOrNew(repository);
      links.setUpstreams(repository, stores);
    }
  }

  /** The repository that keeps what a format's source gave. */
  static String store(PackageFormat format) {
    return format.id() + "-store";
  }

  private static String connection(PackageFormat format) {
    return "source:" + format.id();
  }
}
