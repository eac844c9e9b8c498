package dev.penstock.artifact.format;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DomainBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.RepositoryLimits;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.artifact.upstream.ExternalSource;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import dev.penstock.artifact.upstream.Upstreams;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A protocol on a repository in memory, called without HTTP. */
public final class FormatBench {
  public static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final PackageProtocol protocol;
  private final Repository repository;
  private final @Nullable ClientRepository client;
  private final URI base;
  public Instant now = START;

  /** What was asked for, in order. */
  public final List<String> required = new ArrayList<>();

  /** Who may do what; everybody everything unless set. */
  public BiPredicate<RepositoryRight, @Nullable PackageCoordinates> permitted =
      (right, coordinates) -> true;

  public Principal principal = Principal.federated("ci");

  public FormatBench(String base, Function<FormatBench, PackageProtocol> protocol) {
    this(base, protocol, null);
  }

  /** A repository that has an external connection. */
  public FormatBench(
      String base, Function<FormatBench, PackageProtocol> protocol, @Nullable Connected to) {
    this.base = URI.create(base);
    this.protocol = protocol.apply(this);
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    DomainBuilder domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> now)
            .limits(new RepositoryLimits(1 << 20, 150));
    try {
      if (to == null) {
        this.repository = domain.build().createRepository("main");
        this.client = null;
      } else {
        Upstreams upstreams =
            Upstreams.builder(domain, catalogue, () -> now, to.spool())
                .connection("elsewhere", to.format(), to.source())
                .build();
        this.repository = upstreams.domain().createRepository("main");
        upstreams.links().associate("main", "elsewhere");
        this.client = upstreams.client("main");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a repository is connected to.
   *
   * @param spool a directory for fetches under way
   */
  public record Connected(PackageFormat format, ExternalSource source, Path spool) {}

  public Repository repository() {
    return repository;
  }

  /** What came back, read to its end. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public Answer get(String target, String... headers) {
    return ask("GET", target, new byte[0], headers);
  }

  public Answer ask(String method, String target, byte[] body, String... headers) {
    return ask(method, target, new ByteArrayInputStream(body), headers);
  }

  /** Asks as an endpoint does, which turns what is thrown into a refusal. */
  public Answer ask(String method, String target, InputStream body, String... headers) {
    try {
      ProtocolRequest.Builder builder =
          ProtocolRequest.builder(method, target, base).principal(principal).body(body);
      for (int i = 0; i < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      ProtocolRequest request;
      try {
        request = builder.build();
      } catch (ProtocolException e) {
        return new Answer(e.status(), Map.of(), new byte[0]);
      }
      ProtocolResponse response;
      try {
        response = protocol.handle(request, access());
      } catch (ProtocolException e) {
        response = protocol.refusal(request, e.status(), "" + e.getMessage());
      } catch (ArtifactException e) {
        response = protocol.refusal(request, status(e.kind()), "" + e.getMessage());
      } catch (InvalidDefinitionException e) {
        response = protocol.refusal(request, 400, "" + e.getMessage());
      }
      return read(response);
    } catch (UpstreamUnavailableException e) {
      return new Answer(e.httpStatus(), Map.of(), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(ArtifactException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      default -> 413;
    };
  }

  private static Answer read(ProtocolResponse response) throws IOException {
    Map<String, String> headers = new HashMap<>(response.headers());
    ProtocolResponse.Body body = response.body();
    if (body == null) {
      return new Answer(response.status(), headers, new byte[0]);
    }
    try (InputStream in = body.open()) {
      return new Answer(response.status(), headers, in.readAllBytes());
    }
  }

  private RepositoryAccess access() {
    return new RepositoryAccess() {
      @Override
      public Repository repository() {
        return repository;
      }

      @Override
      public Optional<ClientRepository> client() {
        return Optional.ofNullable(client);
      }

      @Override
      public void require(RepositoryRight right, @Nullable PackageCoordinates coordinates) {
        required.add(right + " " + (coordinates == null ? "*" : coordinates));
        if (!permitted.test(right, coordinates)) {
          boolean isAnonymous = principal.type() == Principal.Type.ANONYMOUS;
          throw new ProtocolException(isAnonymous ? 401 : 404, "not for you");
        }
      }
    };
  }
}
