package dev.penstock.artifact.format;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.artifact.upstream.Upstreams;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A domain's repositories as package managers see them: {@code /{format}/{repository}/…}.
 * Finds out who asks, and what they may do: who is anonymous and lacks a right gets 401 with a
 * challenge (W-003), who is known and lacks it gets 404, as for what is not there.
 *
 * <pre>{@code
 * ArtifactEndpoint endpoint =
 *     ArtifactEndpoint.builder(domain, (principal, right, repository, coordinates) -> true)
 *         .format(FormatEndpoint.builder(new GenericProtocol()).build())
 *         .build();
 * ProtocolResponse answer =
 *     endpoint.serve(
 *         ProtocolRequest.builder(
 *                 "GET", "/generic/main/acme/app/", URI.create("https://packages.example"))
 *             .build());
 * }</pre>
 *
 * <p>Immutable and safe for several threads; works on the caller's thread.
 */
public final class ArtifactEndpoint {
  private final Domain domain;
  private final RepositoryPermissions permissions;
  private final @Nullable Upstreams upstreams;
  private final TokenVerifier verifier;
  private final String challenge;
  private final Consumer<? super Exception> failures;
  private final Map<String, FormatEndpoint> formats;

  private ArtifactEndpoint(Builder builder) {
    this.domain = builder.domain;
    this.permissions = builder.permissions;
    this.upstreams = builder.upstreams;
    this.verifier = builder.verifier;
    this.challenge = "Basic realm=\"" + builder.realm + "\"";
    this.failures = builder.failures;
    this.formats = Map.copyOf(builder.formats);
  }

  /**
   * Begins an endpoint.
   *
   * @param domain whose repositories
   * @param permissions who may do what
   * @return a builder
   */
  public static Builder builder(Domain domain, RepositoryPermissions permissions) {
    return new Builder(domain, permissions);
  }

  /** Collects an endpoint's options. Not safe for several threads. */
  public static final class Builder {
    private final Domain domain;
    private final RepositoryPermissions permissions;
    private final Map<String, FormatEndpoint> formats = new HashMap<>();
    private @Nullable Upstreams upstreams;
    private TokenVerifier verifier = credentials -> Optional.empty();
    private String realm = "packages";
    private Consumer<? super Exception> failures = failure -> {};

    private Builder(Domain domain, RepositoryPermissions permissions) {
      this.domain = Objects.requireNonNull(domain, "domain");
      this.permissions = Objects.requireNonNull(permissions, "permissions");
    }

    /**
     * Serves a format.
     *
     * @param endpoint the format's endpoint; one for each format
     * @return this builder
     */
    public Builder format(FormatEndpoint endpoint) {
      String id = endpoint.protocol().format().id();
      if (formats.putIfAbsent(id, endpoint) != null) {
        throw new IllegalArgumentException("format " + id + " is served already");
      }
      return this;
    }

    /**
     * Lets clients read what is reachable through the repositories' upstreams too, in formats that
     * do so.
     *
     * @param upstreams those of the same domain; none unless told
     * @return this builder
     */
    public Builder upstreams(Upstreams upstreams) {
      this.upstreams = Objects.requireNonNull(upstreams, "upstreams");
      return this;
    }

    /**
     * Sets who knows clients by what they show.
     *
     * @param verifier knows nobody unless given
     * @return this builder
     */
    public Builder verifier(TokenVerifier verifier) {
      this.verifier = Objects.requireNonNull(verifier, "verifier");
      return this;
    }

    /**
     * Sets the realm that clients show when they ask for a password.
     *
     * @param realm letters, digits, blanks, dots and hyphens; {@code packages} unless given
     * @return this builder
     */
    public Builder realm(String realm) {
      if (!realm.matches("[A-Za-z0-9 .\\-]{1,100}")) {
        throw new IllegalArgumentException(
            "realm \"" + realm + "\"; allowed: 1 to 100 letters, digits, blanks, dots, hyphens");
      }
      this.realm = realm;
      return this;
    }

    /**
     * Sets who hears that the catalogue or the verifier failed.
     *
     * @param listener called on the thread that serves; must not throw
     * @return this builder
     */
    public Builder failures(Consumer<? super Exception> listener) {
      this.failures = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Makes the endpoint.
     *
     * @return the endpoint
     */
    public ArtifactEndpoint build() {
      return new ArtifactEndpoint(this);
    }
  }

  /**
   * Answers a request.
   *
   * @param request what a client asks, with the whole path, and the server's own address as its
   *     base; a principal in it is taken as known already
   * @return the answer, as {@link FormatEndpoint#serve} makes it
   */
  public ProtocolResponse serve(ProtocolRequest request) {
    List<String> parts = request.segments();
    FormatEndpoint format = formats.get(parts.get(0));
    ProtocolRequest inner = null;
    Refusal refusal;
    try {
      Principal principal = principal(request);
      if (format == null || parts.size() < 2) {
        refusal = absent(principal);
      } else {
        inner = request.below(2, principal);
        Optional<Repository> repository = repository(parts.get(1));
        if (repository.isPresent()) {
          ProtocolResponse answer = format.serve(inner, new Access(repository.get(), principal));
          if (!isHidden(answer, principal, parts.get(1))) {
            return challenged(answer);
          }
        }
        refusal = absent(principal);
      }
    } catch (ProtocolException e) {
      refusal = new Refusal(e.status(), String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      failures.accept(e);
      refusal = new Refusal(500, "the repository's storage failed");
    }
    ProtocolResponse answer =
        format == null
            ? ProtocolResponse.text(refusal.status(), refusal.message() + "\n")
            : format
                .protocol()
                .refusal(inner == null ? request : inner, refusal.status(), refusal.message());
    return FormatEndpoint.finished(request, challenged(answer));
  }

  /**
   * Lets somebody in, or not, to what a host shows beside the packages.
   *
   * @param request what a client asks
   * @param right what it must be allowed in every repository
   * @return an empty 200; or 401 or 404, to be sent
   */
  public ProtocolResponse admit(ProtocolRequest request, RepositoryRight right) {
    try {
      Principal principal = principal(request);
      for (String repository : domain.repositoryNames()) {
        if (!permissions.allows(principal, right, repository, null)) {
          return admission(request, absent(principal));
        }
      }
      return ProtocolResponse.empty(200);
    } catch (ProtocolException e) {
      return admission(request, new Refusal(e.status(), String.valueOf(e.getMessage())));
    } catch (IOException | UncheckedIOException e) {
      failures.accept(e);
      return admission(request, new Refusal(500, "the repository's storage failed"));
    }
  }

  private ProtocolResponse admission(ProtocolRequest request, Refusal refusal) {
    ProtocolResponse answer = ProtocolResponse.text(refusal.status(), refusal.message() + "\n");
    return FormatEndpoint.finished(request, challenged(answer));
  }

  private record Refusal(int status, String message) {}

  private static Refusal absent(Principal principal) {
    return isAnonymous(principal)
        ? new Refusal(401, "credentials are needed")
        : new Refusal(404, FormatEndpoint.ABSENT);
  }

  private static boolean isAnonymous(Principal principal) {
    return principal.type() == Principal.Type.ANONYMOUS;
  }

  /** Who is nobody and may read nothing learns nothing, not even that a request is faulty. */
  private boolean isHidden(ProtocolResponse answer, Principal principal, String repository) {
    return answer.status() >= 400
        && answer.status() < 500
        && isAnonymous(principal)
        && !permissions.allows(principal, RepositoryRight.READ, repository, null);
  }

  private ProtocolResponse challenged(ProtocolResponse answer) {
    return answer.status() == 401 && answer.header("WWW-Authenticate").isEmpty()
        ? answer.with("WWW-Authenticate", challenge)
        : answer;
  }

  private Principal principal(ProtocolRequest request) throws IOException {
    if (!isAnonymous(request.principal())) {
      return request.principal();
    }
    Optional<Credentials> shown = Credentials.of(request);
    if (shown.isEmpty()) {
      return Principal.anonymous();
    }
    return verifier
        .verify(shown.get())
        .orElseThrow(() -> new ProtocolException(401, "the credentials are not known"));
  }

  private Optional<Repository> repository(String name) throws IOException {
    try {
      return Optional.of(domain.repository(name));
    } catch (ArtifactException e) {
      return Optional.empty();
    }
  }

  /** What one request may do. */
  private final class Access implements RepositoryAccess {
    private final Repository repository;
    private final Optional<ClientRepository> client;
    private final Principal principal;

    Access(Repository repository, Principal principal) throws IOException {
      this.repository = repository;
      this.client =
          upstreams == null ? Optional.empty() : Optional.of(upstreams.client(repository.name()));
      this.principal = principal;
    }

    @Override
    public Repository repository() {
      return repository;
    }

    @Override
    public Optional<ClientRepository> client() {
      return client;
    }

    @Override
    public void require(RepositoryRight right, @Nullable PackageCoordinates coordinates) {
      if (!permissions.allows(principal, right, repository.name(), coordinates)) {
        Refusal refusal = absent(principal);
        throw new ProtocolException(refusal.status(), refusal.message());
      }
    }
  }
}
