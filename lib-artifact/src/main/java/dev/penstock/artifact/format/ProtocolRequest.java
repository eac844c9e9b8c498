package dev.penstock.artifact.format;

import dev.penstock.policy.Principal;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a client asks. The body is a stream that is read once; everything else is immutable.
 *
 * <pre>{@code
 * ProtocolRequest.builder("GET", "/@acme%2fwidget", URI.create("https://packages.example/npm/main"))
 *     .header("Accept", "application/json")
 *     .principal(Principal.federated("ci"))
 *     .build();
 * }</pre>
 */
public final class ProtocolRequest {
  private final String method;
  private final String path;
  private final String rawQuery;
  private final List<String> segments;
  private final Map<String, List<String>> query;
  private final URI base;
  private final Map<String, List<String>> headers;
  private final Principal principal;
  private final InputStream body;

  private ProtocolRequest(Builder builder) {
    int mark = builder.target.indexOf('?');
    this.method = builder.method;
    this.path = mark < 0 ? builder.target : builder.target.substring(0, mark);
    this.rawQuery = mark < 0 ? "" : builder.target.substring(mark + 1);
    this.segments = RequestTarget.segments(path);
    this.query = RequestTarget.query(rawQuery);
    this.base = builder.base;
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    builder.headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    this.headers = copy;
    this.principal = builder.principal;
    this.body = builder.body;
  }

  private ProtocolRequest(ProtocolRequest of, Forwarded as) {
    this.method = as.method();
    this.path = of.path;
    this.rawQuery = of.rawQuery;
    this.segments = of.segments;
    this.query = of.query;
    this.base = of.base;
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(of.headers);
    as.withoutHeaders().forEach(copy::remove);
    this.headers = copy;
    this.principal = of.principal;
    this.body = as.body();
  }

  /** What differs in a request that is handed on. */
  record Forwarded(String method, InputStream body, List<String> withoutHeaders) {}

  ProtocolRequest forwarded(Forwarded as) {
    return new ProtocolRequest(this, as);
  }

  /** The same request to what lies below a path's first parts, with who asks. */
  ProtocolRequest below(int parts, Principal asking) {
    int end = 0;
    for (int i = 0; i < parts && end < path.length(); i++) {
      int slash = path.indexOf('/', end + 1);
      end = slash < 0 ? path.length() : slash;
    }
    String rest = end < path.length() ? path.substring(end) : "/";
    URI below = URI.create(base + path.substring(0, end));
    Builder inner = builder(method, rest + (rawQuery.isEmpty() ? "" : "?" + rawQuery), below);
    headers.forEach((name, values) -> values.forEach(value -> inner.header(name, value)));
    return inner.principal(asking).body(body).build();
  }

  /**
   * Begins a request.
   *
   * @param method such as {@code GET}
   * @param target the path behind the repository's root as it came over the wire, not decoded, with
   *     a leading slash; perhaps with {@code ?} and a query
   * @param base the address under which clients see the repository's root, without a slash at its
   *     end; what answers refer to begins with it
   * @return a builder
   */
  public static Builder builder(String method, String target, URI base) {
    return new Builder(method, target, base);
  }

  /**
   * The method.
   *
   * @return such as {@code PUT}
   */
  public String method() {
    return method;
  }

  /**
   * The path as it came, without the query.
   *
   * @return the path, not decoded
   */
  public String path() {
    return path;
  }

  /**
   * The path's parts, each decoded once (W-008). A slash at the end gives an empty last part.
   *
   * @return one part or more, none with a slash unless that was encoded; never {@code ..}
   */
  public List<String> segments() {
    return segments;
  }

  /**
   * A parameter of the query.
   *
   * @param name its name
   * @return its first value, decoded
   */
  public Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /**
   * A header.
   *
   * @param name its name, in any case
   * @return its first value
   */
  public Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /**
   * All values of a header.
   *
   * @param name its name, in any case
   * @return the values as they came
   */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /**
   * How long the client says that the body is.
   *
   * @return 0 or more; empty if it does not say
   */
  public OptionalLong contentLength() {
    String text = header("Content-Length").orElse("");
    return text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }

  /**
   * Who asks.
   *
   * @return the anonymous principal if nobody said
   */
  public Principal principal() {
    return principal;
  }

  /**
   * The address under which clients see the repository's root.
   *
   * @return without a slash at its end
   */
  public URI base() {
    return base;
  }

  /**
   * The body. Not decompressed, unless a {@link FormatEndpoint} hands the request on.
   *
   * @return read once, by whoever answers; not closed by it
   */
  public InputStream body() {
    return body;
  }

  /** Method and path; never headers or the body, which hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  /** Collects a request. Not safe for several threads. */
  public static final class Builder {
    private final String method;
    private final String target;
    private final URI base;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Principal principal = Principal.anonymous();
    private InputStream body = InputStream.nullInputStream();

    private Builder(String method, String target, URI base) {
      this.method = Objects.requireNonNull(method, "method");
      this.target = Objects.requireNonNull(target, "target");
      this.base = Objects.requireNonNull(base, "base");
    }

    /**
     * Adds a header's value.
     *
     * @param name the header's name
     * @param value its value
     * @return this builder
     */
    public Builder header(String name, String value) {
      headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      return this;
    }

    /**
     * Sets who asks, as the host has found out.
     *
     * @param principal the principal; anonymous unless given
     * @return this builder
     */
    public Builder principal(Principal principal) {
      this.principal = Objects.requireNonNull(principal, "principal");
      return this;
    }

    /**
     * Sets the body.
     *
     * @param body read once; empty unless given
     * @return this builder
     */
    public Builder body(InputStream body) {
      this.body = Objects.requireNonNull(body, "body");
      return this;
    }

    /**
     * Makes the request.
     *
     * @return the request
     * @throws ProtocolException with 400 if the path or the query cannot be read (W-008)
     */
    public ProtocolRequest build() {
      return new ProtocolRequest(this);
    }
  }
}
