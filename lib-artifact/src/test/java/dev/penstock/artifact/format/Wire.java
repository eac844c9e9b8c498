package dev.penstock.artifact.format;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A repository in memory and its endpoint, without a server: requests go in, answers come out. */
public final class Wire {
  /** Who may do everything. */
  public static final Principal ADA = Principal.federated("ada");

  /** Who may do nothing. */
  public static final Principal BOB = Principal.federated("bob");

  /** Storage failures that the endpoints told of. */
  public final List<Exception> failures = new ArrayList<>();

  private final Domain domain;
  private final Repository repository;
  private final ArtifactEndpoint endpoint;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Serves one protocol in repository {@code main}. */
  public Wire(PackageProtocol protocol) {
    this(protocol, (principal, right, repository, coordinates) -> principal.equals(ADA));
  }

  /** Serves one protocol, with rights. */
  public Wire(PackageProtocol protocol, RepositoryPermissions permissions) {
    domain =
        Domain.builder("acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> now)
            .build();
    try {
      repository = domain.createRepository("main");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endpoint =
        ArtifactEndpoint.builder(domain, permissions)
            .format(
                FormatEndpoint.builder(protocol)
                    .bodyBytes(1 << 20)
                    .unpackedBytes(1 << 16)
                    .failures(failures::add)
                    .build())
            .verifier(
                shown -> shown.secret().equals("secret") ? Optional.of(ADA) : Optional.empty())
            .failures(failures::add)
            .build();
  }

  /** An answer, its body read. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Reply(int status, Map<String, String> headers, byte[] body, boolean hasBody) {
    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** A header; empty if it is not there. */
    public String header(String name) {
      return Objects.requireNonNullElse(headers.get(name), "");
    }
  }

  /** The repository behind. */
  public Repository repository() {
    return repository;
  }

  /** Lets seconds pass. */
  public void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  /** GET by who may do everything; headers as names and values. */
  public Reply get(String target, String... headers) {
    return send(ADA, "GET", target, InputStream.nullInputStream(), headers);
  }

  /** PUT by who may do everything. */
  public Reply put(String target, String body, String... headers) {
    return put(target, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** PUT by who may do everything. */
  public Reply put(String target, byte[] body, String... headers) {
    return send(ADA, "PUT", target, new ByteArrayInputStream(body), headers);
  }

  /** Any request. */
  public Reply send(
      Principal principal, String method, String target, InputStream body, String... headers) {
    ProtocolResponse answer;
    try {
      ProtocolRequest.Builder request =
          ProtocolRequest.builder(method, target, URI.create("https://packages.example"))
              .principal(principal)
              .body(body);
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      answer = endpoint.serve(request.build());
    } catch (ProtocolException e) {
      answer = ProtocolResponse.text(e.status(), String.valueOf(e.getMessage()));
    }
    ProtocolResponse.Body sent = answer.body();
    if (sent == null) {
      return new Reply(answer.status(), answer.headers(), new byte[0], false);
    }
    try (InputStream in = sent.open()) {
      return new Reply(answer.status(), answer.headers(), in.readAllBytes(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
