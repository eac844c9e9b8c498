package dev.penstock.artifact.format.remote;

import dev.penstock.artifact.upstream.Answer;
import dev.penstock.artifact.upstream.SourceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server of packages elsewhere, which is only ever read.
 *
 * <pre>{@code
 * RemoteServer registry =
 *     RemoteServer.at(URI.create("https://npm.example"), client, Duration.ofSeconds(30))
 *         .header("Authorization", "Bearer " + token);
 * }</pre>
 *
 * <p>Its headers go to no other server. Whether redirects are followed, through which proxy and
 * with which certificates is up to the host's client. Immutable and safe for several threads.
 */
public final class RemoteServer {
  private static final long LONGEST_WAIT = 86_400;

  private final URI base;
  private final HttpClient client;
  private final Duration timeout;
  private final SortedMap<String, String> headers;
  private final List<String> otherHosts;

  private RemoteServer(
      URI base,
      HttpClient client,
      Duration timeout,
      SortedMap<String, String> headers,
      List<String> otherHosts) {
    this.base = base;
    this.client = client;
    this.timeout = timeout;
    this.headers = headers;
    this.otherHosts = otherHosts;
  }

  /**
   * A server.
   *
   * @param base its address; http or https, without query and fragment
   * @param client asks it; not closed
   * @param timeout how long it may take to begin an answer; more than 0
   * @return the server
   * @throws IllegalArgumentException if the address or the time is not allowed
   */
  public static RemoteServer at(URI base, HttpClient client, Duration timeout) {
    boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!isHttp
        || base.getHost() == null
        || base.getQuery() != null
        || base.getFragment() != null) {
      throw new IllegalArgumentException(
          "server at " + base + "; allowed: http or https, a host, no query, no fragment");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout " + timeout + "; allowed: more than 0");
    }
    String text = base.toString();
    return new RemoteServer(
        URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text),
        Objects.requireNonNull(client, "client"),
        timeout,
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
        List.of());
  }

  /**
   * The same server with a header for each request, such as credentials.
   *
   * @param name the header's name
   * @param value its value
   * @return a copy
   */
  public RemoteServer header(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new RemoteServer(base, client, timeout, more, otherHosts);
  }

  /**
   * The same server, whose documents may refer to files on another host. References to any other
   * host are not followed, so that a server elsewhere cannot make this one ask what is near it.
   *
   * @param host the host's name, without a port
   * @return a copy
   */
  public RemoteServer filesAt(String host) {
    List<String> more = new ArrayList<>(otherHosts);
    more.add(host.toLowerCase(Locale.ROOT));
    return new RemoteServer(base, client, timeout, headers, List.copyOf(more));
  }

  /**
   * Its address.
   *
   * @return without a slash at its end
   */
  public URI base() {
    return base;
  }

  /**
   * An address below that of the server.
   *
   * @param path encoded, without a slash at its beginning
   * @return the address
   */
  public URI below(String path) {
    return URI.create(base + "/" + path);
  }

  /** What a server has answered. */
  public interface Found {

    /**
     * A header of the answer.
     *
     * @param name its name
     * @return its first value
     */
    Optional<String> header(String name);

    /**
     * The body.
     *
     * @return its bytes, to be closed by the caller; their number is not bounded
     */
    InputStream body();
  }

  /**
   * Asks for something.
   *
   * @param address on this server, or on a host that it may refer to
   * @param asking headers for this request, such as {@code Accept}
   * @return the answer; its body is to be closed
   * @throws SourceUnavailableException if the server cannot be asked, or says that it cannot answer
   * @throws IOException if the thread is interrupted
   */
  public Answer<Found> get(URI address, Map<String, String> asking) throws IOException {
    boolean isOwn = isOwn(address);
    if (!isOwn && !isAllowed(address)) {
      throw new SourceUnavailableException(
          base + " refers to " + address + "; allowed: its own host, and " + otherHosts,
          Optional.empty(),
          null);
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(timeout).GET();
    if (isOwn) {
      headers.forEach(request::setHeader);
    }
    asking.forEach(request::setHeader);
    HttpResponse<InputStream> response = send(request.build());
    if (response.statusCode() == 200) {
      return Answer.found(new Body(response));
    }
    response.body().close();
    return Answer.ofStatus(response.statusCode(), retryAfter(response));
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + base);
    } catch (IOException e) {
      throw new SourceUnavailableException(
          base + " cannot be asked: " + reason(e), Optional.empty(), e);
    }
  }

  /** What failed: the JDK often says no more than a type. */
  private static String reason(IOException failure) {
    if (failure.getMessage() != null) {
      return failure.getMessage();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "its host has no address";
      }
    }
    return failure instanceof ConnectException
        ? "it takes no connection"
        : failure.getClass().getSimpleName();
  }

  private boolean isOwn(URI address) {
    return Objects.equals(address.getScheme(), base.getScheme())
        && base.getHost().equalsIgnoreCase(address.getHost())
        && address.getPort() == base.getPort();
  }

  private boolean isAllowed(URI address) {
    boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    return isHttp
        && address.getHost() != null
        && otherHosts.contains(address.getHost().toLowerCase(Locale.ROOT));
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("");
    boolean isSeconds =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isSeconds ? Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_WAIT)) : null;
  }

  private record Body(HttpResponse<InputStream> response) implements Found {
    @Override
    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public InputStream body() {
      return response.body();
    }
  }

  /** The address; never a header. */
  @Override
  public String toString() {
    return base.toString();
  }
}
