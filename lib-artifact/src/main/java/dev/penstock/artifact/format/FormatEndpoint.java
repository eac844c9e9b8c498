package dev.penstock.artifact.format;

import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.format.ProtocolResponse.Body;
import dev.penstock.artifact.format.ProtocolResponse.Bytes;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A protocol as HTTP wants it: answers HEAD, conditions and ranges, tells lengths (W-001, W-007),
 * reads no more of a body than is allowed (W-006), and says refusals in the protocol's own words.
 *
 * <pre>{@code
 * FormatEndpoint endpoint = FormatEndpoint.builder(protocol).build();
 * ProtocolResponse answer = endpoint.serve(request, access);
 * }</pre>
 *
 * <p>Immutable and safe for several threads; works on the caller's thread.
 */
public final class FormatEndpoint {

  /** The most bytes of a body unless told: 5 GB for an asset, and what protocols put around it. */
  public static final long BODY_BYTES = (5L << 30) + (64L << 20);

  /** The most bytes that a compressed body may become unless told. */
  public static final long UNPACKED_BYTES = 64L << 20;

  static final String ABSENT = "not here, or not for you to see";

  private static final int LONGEST_MESSAGE = 2_000;

  private final PackageProtocol protocol;
  private final long bodyBytes;
  private final long unpackedBytes;
  private final Consumer<? super Exception> failures;

  private FormatEndpoint(Builder builder) {
    this.protocol = builder.protocol;
    this.bodyBytes = builder.bodyBytes;
    this.unpackedBytes = builder.unpackedBytes;
    this.failures = builder.failures;
  }

  /**
   * Begins an endpoint.
   *
   * @param protocol what its clients speak
   * @return a builder
   */
  public static Builder builder(PackageProtocol protocol) {
    return new Builder(protocol);
  }

  /** Collects an endpoint's options. Not safe for several threads. */
  public static final class Builder {
    private final PackageProtocol protocol;
    private long bodyBytes = BODY_BYTES;
    private long unpackedBytes = UNPACKED_BYTES;
    private Consumer<? super Exception> failures = failure -> {};

    private Builder(PackageProtocol protocol) {
      this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    /**
     * Sets the most bytes of a request's body as it is sent; longer ones are refused with 413.
     *
     * @param most 0 or more; {@link #BODY_BYTES} unless told
     * @return this builder
     */
    public Builder bodyBytes(long most) {
      this.bodyBytes = requireBytes(most);
      return this;
    }

    /**
     * Sets the most bytes that a compressed body may become; more is refused with 413.
     *
     * @param most 0 or more; {@link #UNPACKED_BYTES} unless told
     * @return this builder
     */
    public Builder unpackedBytes(long most) {
      this.unpackedBytes = requireBytes(most);
      return this;
    }

    /**
     * Sets who hears of failures of the storage, which clients learn nothing about but 500.
     *
     * @param listener called on the thread that serves; must not throw
     * @return this builder
     */
    public Builder failures(Consumer<? super Exception> listener) {
      this.failures = Objects.requireNonNull(listener, "listener");
      return this;
    }

    private static long requireBytes(long most) {
      if (most < 0) {
        throw new IllegalArgumentException(most + " bytes; allowed: 0 or more");
      }
      return most;
    }

    /**
     * Makes the endpoint.
     *
     * @return the endpoint
     */
    public FormatEndpoint build() {
      return new FormatEndpoint(this);
    }
  }

  /**
   * What it speaks.
   *
   * @return the protocol
   */
  public PackageProtocol protocol() {
    return protocol;
  }

  /**
   * Answers a request. The caller opens the answer's body before it sends the status, so that what
   * cannot be read is no success; and it closes the body.
   *
   * @param request what a client asks, with the path behind the repository's root
   * @param access the repository, and what the client may do in it
   * @return the answer, whatever went wrong; to HEAD one without a body
   */
  public ProtocolResponse serve(ProtocolRequest request, RepositoryAccess access) {
    boolean isHead = request.method().equals("HEAD");
    ProtocolResponse answer;
    try {
      InputStream body = RequestBody.of(request, bodyBytes, unpackedBytes);
      ProtocolRequest forwarded =
          request.forwarded(
              new ProtocolRequest.Forwarded(
                  isHead ? "GET" : request.method(),
                  body,
                  request.header("Content-Encoding").isEmpty()
                      ? List.of()
                      : List.of("Content-Encoding", "Content-Length")));
      answer = protocol.handle(forwarded, access);
      if (answer.status() == 200 && forwarded.method().equals("GET")) {
        answer = conditional(request, tagged(answer));
      }
    } catch (ProtocolException e) {
      answer = refusal(request, e.status(), e);
      for (var header : e.headers().entrySet()) {
        answer = answer.with(header.getKey(), header.getValue());
      }
    } catch (ArtifactException e) {
      answer = refusal(request, e);
    } catch (UpstreamUnavailableException e) {
      answer = refusal(request, e.httpStatus(), e);
      if (e.retryAfter().isPresent()) {
        answer =
            answer.with(
                "Retry-After", Long.toString(Math.max(1, e.retryAfter().get().toSeconds())));
      }
    } catch (InvalidDefinitionException | RequestBody.Broken e) {
      answer = refusal(request, 400, e);
    } catch (IOException | UncheckedIOException e) {
      failures.accept(e);
      answer = protocol.refusal(request, 500, "the repository's storage failed");
    }
    return finished(request, answer);
  }

  /** The answer with its length, and without a body for HEAD. */
  static ProtocolResponse finished(ProtocolRequest request, ProtocolResponse answer) {
    ProtocolResponse measured = withLength(answer);
    return request.method().equals("HEAD") ? measured.headersOnly() : measured;
  }

  private ProtocolResponse refusal(ProtocolRequest request, int status, Exception why) {
    return protocol.refusal(request, status, oneLine(String.valueOf(why.getMessage())));
  }

  static String oneLine(String message) {
    String line =
        message
            .strip()
            .replaceAll(":\\s*\\n\\s*", ": ")
            .replaceAll("\\s*\\n\\s*", "; ")
            .replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
  }

  /** What is not permitted is not there (W-003). */
  private ProtocolResponse refusal(ProtocolRequest request, ArtifactException refused) {
    return switch (refused.kind()) {
      case ACCESS_DENIED ->
          request.principal().type() == Principal.Type.ANONYMOUS
              ? protocol.refusal(request, 401, "credentials are needed")
              : protocol.refusal(request, 404, ABSENT);
      case BLOCKED -> refusal(request, 403, refused);
      case CONFLICT -> refusal(request, 409, refused);
      case NOT_FOUND -> refusal(request, 404, refused);
      case QUOTA_EXCEEDED ->
          refusal(request, refused.resource() == Resource.ASSET ? 413 : 402, refused);
      case THROTTLED -> {
        ProtocolResponse later = refusal(request, 429, refused);
        yield refused.retryAfter().isEmpty()
            ? later
            : later.with(
                "Retry-After", Long.toString(Math.max(1, refused.retryAfter().get().toSeconds())));
      }
    };
  }

  /** Documents made in memory get a tag of the bytes that are served (AP-033). */
  private static ProtocolResponse tagged(ProtocolResponse answer) {
    return answer.header("ETag").isEmpty() && answer.body() instanceof Bytes bytes
        ? answer.with("ETag", "\"" + Hashing.sha256().hashBytes(bytes.content()) + "\"")
        : answer;
  }

  private static ProtocolResponse conditional(ProtocolRequest request, ProtocolResponse answer) {
    Conditions conditions = new Conditions(request);
    if (conditions.isKnown(answer)) {
      return answer.as(304, null).without("Content-Type");
    }
    Body body = answer.body();
    if (body == null || body.length().isEmpty()) {
      return answer;
    }
    long size = body.length().getAsLong();
    ProtocolResponse whole = answer.with("Accept-Ranges", "bytes");
    Optional<ByteRange> wanted =
        request.headers("Range").size() == 1 && conditions.allowsPart(answer)
            ? request.header("Range").flatMap(header -> ByteRange.parse(header, size))
            : Optional.empty();
    if (wanted.isEmpty()) {
      return whole;
    }
    ByteRange range = wanted.get();
    return range.isEmpty()
        ? ProtocolResponse.empty(416).with("Content-Range", "bytes */" + size)
        : whole
            .as(206, range.of(body))
            .with("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
  }

  private static ProtocolResponse withLength(ProtocolResponse answer) {
    Body body = answer.body();
    OptionalLong length = body == null ? OptionalLong.of(0) : body.length();
    boolean hasNone = answer.status() == 204 || answer.status() == 304;
    return hasNone || length.isEmpty()
        ? answer
        : answer.with("Content-Length", Long.toString(length.getAsLong()));
  }
}
