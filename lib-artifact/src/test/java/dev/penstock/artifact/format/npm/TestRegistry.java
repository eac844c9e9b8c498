package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DomainBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.format.ArtifactEndpoint;
import dev.penstock.artifact.format.FormatEndpoint;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.Upstreams;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A registry in memory, and a client that says exactly what it is told to say. */
final class TestRegistry {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String BASE = "https://packages.example/repo/npm/main";
  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static final URI ROOT = URI.create("https://packages.example/repo");

  final InMemoryContentStore content;
  final InMemoryCatalogue catalogue;
  final Repository repository;
  final List<Exception> failures = new ArrayList<>();

  /** What nobody may do, as {@code RIGHT} or {@code RIGHT package}. */
  final Set<String> forbidden = new TreeSet<>();

  private final AtomicLong seconds = new AtomicLong();
  private final ArtifactEndpoint endpoint;
  @Nullable Principal principal = Principal.federated("ada");

  TestRegistry() {
    this(NpmProtocol.builder().build());
  }

  TestRegistry(NpmProtocol protocol) {
    content = new InMemoryContentStore();
    catalogue = new InMemoryCatalogue();
    Domain domain = domain().build();
    try {
      repository = domain.createRepository("main");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endpoint = endpoint(protocol, domain).build();
  }

  /** A registry whose packages may come from elsewhere. */
  TestRegistry(ExternalSource elsewhere, Path spool) throws IOException {
    this(new InMemoryContentStore(), new InMemoryCatalogue(), elsewhere, spool);
  }

  /** The storage of another registry, opened anew an hour later. */
  TestRegistry(TestRegistry before, ExternalSource elsewhere, Path spool) throws IOException {
    this(before.content, before.catalogue, elsewhere, spool);
    wait(Duration.between(START, before.now()).plusHours(1));
  }

  private TestRegistry(
      InMemoryContentStore content,
      InMemoryCatalogue catalogue,
      ExternalSource elsewhere,
      Path spool)
      throws IOException {
    this.content = content;
    this.catalogue = catalogue;
    Upstreams upstreams =
        Upstreams.builder(domain(), catalogue, this::now, spool)
            .connection("elsewhere", PackageFormat.NPM, elsewhere)
            .build();
    boolean isNew = upstreams.domain().repositoryNames().isEmpty();
    repository = upstreams.domain().repositoryOrNew("main");
    if (isNew) {
      upstreams.links().associate("main", "elsewhere");
    }
    endpoint =
        endpoint(NpmProtocol.builder().build(), upstreams.domain()).upstreams(upstreams).build();
  }

  private DomainBuilder domain() {
    return Domain.builder("acme", catalogue, content, this::now);
  }

  private Instant now() {
    return START.plusSeconds(seconds.get());
  }

  private ArtifactEndpoint.Builder endpoint(NpmProtocol protocol, Domain domain) {
    return ArtifactEndpoint.builder(domain, this::allows)
        .format(FormatEndpoint.builder(protocol).failures(failures::add).build())
        .failures(failures::add);
  }

  /** Answers a request of another client. */
  ProtocolResponse serve(ProtocolRequest request) {
    return endpoint.serve(request);
  }

  void wait(Duration time) {
    seconds.addAndGet(time.toSeconds());
  }

  private boolean allows(
      Principal asking,
      RepositoryRight right,
      String name,
      @Nullable PackageCoordinates coordinates) {
    return asking.type() != Principal.Type.ANONYMOUS
        && !forbidden.contains(right.name())
        && !(coordinates != null && forbidden.contains(right + " " + coordinates.name()));
  }

  void tick() {
    seconds.incrementAndGet();
  }

  /** An answer as a client sees it. */
  static final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Answer(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, InputStream.nullInputStream(), headers);
  }

  Answer put(String path, JsonNode body) {
    return put(path, body.toString());
  }

  Answer put(String path, String body) {
    return send("PUT", path, stream(body));
  }

  Answer delete(String path) {
    return send("DELETE", path, InputStream.nullInputStream());
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  Answer send(String method, String path, InputStream body, String... headers) {
    ProtocolRequest.Builder request =
        ProtocolRequest.builder(method, "/npm/main" + path, ROOT).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (principal != null) {
      request.principal(principal);
    }
    return answer(endpoint.serve(request.build()));
  }

  private static Answer answer(ProtocolResponse response) {
    ProtocolResponse.Body body = response.body();
    if (body == null) {
      return new Answer(response.status(), response.headers(), new byte[0]);
    }
    try (InputStream in = body.open()) {
      return new Answer(response.status(), response.headers(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode packument(String name) {
    return get("/" + name).json();
  }

  /** Publishes a version with a tarball of its own. */
  void publish(String name, String version) {
    Answer answer = put("/" + name.replace("/", "%2f"), Publish.of(name, version).json());
    if (answer.status() != 201) {
      throw new AssertionError(answer.status() + " " + answer.json());
    }
    tick();
  }

  /** All that is stored, to see whether a refusal left something behind. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (String kind : List.of("versions", "packages")) {
      for (CatalogueKey key : catalogue.keys(CatalogueKey.of(kind), null, Integer.MAX_VALUE)) {
        state.put(key.toString(), catalogue.read(key).orElse(""));
      }
    }
    return state;
  }

  /** A publish as npm sends it, which a test may change before it is sent. */
  static final class Publish {
    final ObjectNode root = JSON.createObjectNode();
    final ObjectNode manifest;
    final ObjectNode dist;
    final ObjectNode attachment;

    private Publish(String name, String version, byte[] tarball) {
      root.put("_id", name);
      root.put("name", name);
      root.putObject("dist-tags").put("latest", version);
      manifest = root.putObject("versions").putObject(version);
      manifest.put("name", name).put("version", version).put("_id", name + "@" + version);
      manifest.put("_nodeVersion", "20.20.2").put("_npmVersion", "11.19.1");
      manifest.put("description", "Turns " + name).put("readme", "# " + name);
      manifest.put("readmeFilename", "README.md");
      dist = manifest.putObject("dist");
      dist.put("integrity", Digests.integrity(tarball));
      dist.put("shasum", Digests.sha1(tarball));
      dist.put("tarball", "http://guess/" + name + "/-/" + name + "-" + version + ".tgz");
      root.putNull("access");
      attachment = root.putObject("_attachments").putObject(name + "-" + version + ".tgz");
      attachment.put("content_type", "application/octet-stream");
      attachment.put("data", Base64.getEncoder().encodeToString(tarball));
      attachment.put("length", tarball.length);
    }

    static Publish of(String name, String version) {
      return of(name, version, tarball(name, version));
    }

    static Publish of(String name, String version, byte[] tarball) {
      return new Publish(name, version, tarball);
    }

    static byte[] tarball(String name, String version) {
      return ("tarball of " + name + " " + version).getBytes(StandardCharsets.UTF_8);
    }

    ObjectNode json() {
      return root;
    }
  }
}
