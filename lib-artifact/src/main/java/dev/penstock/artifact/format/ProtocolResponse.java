package dev.penstock.artifact.format;

import dev.penstock.artifact.AssetContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repository answers. Immutable; nothing is open until {@link Body#open}.
 *
 * <pre>{@code
 * ProtocolResponse.json(200, bytes).with("ETag", "\"a1\"");
 * }</pre>
 */
public final class ProtocolResponse {

  /** The bytes of an answer. */
  public interface Body {

    /**
     * How many bytes there are.
     *
     * @return 0 or more; empty if that is not known before they are read
     */
    OptionalLong length();

    /**
     * Gives the bytes out. The read at the end of an asset throws if its bytes were altered: who
     * sends them on holds the last ones back until then.
     *
     * @return the bytes, from the first; to be closed by the caller
     * @throws dev.penstock.artifact.upstream.UpstreamUnavailableException if they are elsewhere and
     *     cannot be had now; then 503 is to be sent instead
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;
  }

  /** Bytes that are there already. */
  static final class Bytes implements Body {
    private final byte[] content;

    Bytes(byte[] content) {
      this.content = content;
    }

    byte[] content() {
      return content;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(content.length);
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content);
    }
  }

  private record OfAsset(AssetContent asset) implements Body {
    @Override
    public OptionalLong length() {
      return OptionalLong.of(asset.asset().size());
    }

    @Override
    public InputStream open() throws IOException {
      return asset.open();
    }
  }

  private final int status;
  private final SortedMap<String, String> headers;
  private final @Nullable Body body;

  private ProtocolResponse(int status, SortedMap<String, String> headers, @Nullable Body body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status + "; allowed: 200 to 599");
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * An answer without a body.
   *
   * @param status 200 to 599
   * @return the answer
   */
  public static ProtocolResponse empty(int status) {
    return new ProtocolResponse(status, none(), null);
  }

  /**
   * An answer whose body is made by the caller.
   *
   * @param status 200 to 599
   * @param contentType the body's media type
   * @param body the body
   * @return the answer
   */
  public static ProtocolResponse of(int status, String contentType, Body body) {
    return new ProtocolResponse(status, none(), Objects.requireNonNull(body, "body"))
        .with("Content-Type", contentType);
  }

  /**
   * An answer in bytes that are there already.
   *
   * @param status 200 to 599
   * @param contentType the body's media type
   * @param content the body; not to be changed afterwards
   * @return the answer
   */
  public static ProtocolResponse of(int status, String contentType, byte[] content) {
    return of(status, contentType, new Bytes(content));
  }

  /**
   * An answer in plain text.
   *
   * @param status 200 to 599
   * @param text the body
   * @return the answer, in UTF-8
   */
  public static ProtocolResponse text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An answer in JSON.
   *
   * @param status 200 to 599
   * @param json the body, in UTF-8; not to be changed afterwards
   * @return the answer
   */
  public static ProtocolResponse json(int status, byte[] json) {
    return of(status, "application/json", json);
  }

  /**
   * An asset's bytes, with an {@code ETag} made of its SHA-256.
   *
   * @param contentType the asset's media type
   * @param asset the asset
   * @return the answer, 200
   */
  public static ProtocolResponse asset(String contentType, AssetContent asset) {
    return of(200, contentType, new OfAsset(asset))
        .with("ETag", "\"" + asset.asset().checksums().sha256() + "\"");
  }

  /**
   * The same answer with one more header, or another value of it.
   *
   * @param name the header's name, in any case
   * @param value its value; one line
   * @return a new answer
   */
  public ProtocolResponse with(String name, String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("header " + name + " has more than one line");
    }
    SortedMap<String, String> more = none();
    more.putAll(headers);
    more.put(name, value);
    return new ProtocolResponse(status, more, body);
  }

  /**
   * The same answer with {@code Last-Modified}, which conditions of later requests may name.
   *
   * @param time when what is answered changed last; fractions of a second are dropped
   * @return a new answer
   */
  public ProtocolResponse modified(Instant time) {
    return with("Last-Modified", HttpDate.format(time));
  }

  /** The same answer to HEAD: all headers, no body. */
  ProtocolResponse headersOnly() {
    return new ProtocolResponse(status, headers, null);
  }

  /** The same headers with another status and body. */
  ProtocolResponse as(int otherStatus, @Nullable Body other) {
    return new ProtocolResponse(otherStatus, headers, other);
  }

  ProtocolResponse without(String name) {
    SortedMap<String, String> fewer = none();
    fewer.putAll(headers);
    fewer.remove(name);
    return new ProtocolResponse(status, fewer, body);
  }

  /**
   * A header.
   *
   * @param name its name, in any case
   * @return its value
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * The HTTP status.
   *
   * @return 200 to 599
   */
  public int status() {
    return status;
  }

  /**
   * The headers, without those that belong to the connection.
   *
   * @return a read-only map that finds a name in any case
   */
  public SortedMap<String, String> headers() {
    return Collections.unmodifiableSortedMap(headers);
  }

  /**
   * The body.
   *
   * @return the body; null if there is none
   */
  public @Nullable Body body() {
    return body;
  }

  /** Status and headers; never the body. */
  @Override
  public String toString() {
    return status + " " + headers;
  }

  private static SortedMap<String, String> none() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }
}
