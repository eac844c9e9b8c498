package dev.penstock.artifact.format;

import dev.penstock.PenstockException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A request that is refused, with the HTTP status that says so. */
public final class ProtocolException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /** What the answer says beside it. */
  private final transient SortedMap<String, String> headers;

  /**
   * A refusal.
   *
   * @param status 400 to 599
   * @param message what was found and what is allowed, for the client's user
   */
  public ProtocolException(int status, String message) {
    this(status, message, new TreeMap<>());
  }

  private ProtocolException(int status, String message, SortedMap<String, String> headers) {
    super(message);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + "; allowed: 400 to 599");
    }
    this.status = status;
    this.headers = Collections.unmodifiableSortedMap(headers);
  }

  /**
   * A method that a path does not take: 405, with {@code Allow}.
   *
   * @param method the method that was asked for
   * @param allowed the path's methods, as {@code GET, HEAD}
   * @return the refusal
   */
  public static ProtocolException methodNotAllowed(String method, String allowed) {
    return new ProtocolException(405, "method " + method + "; allowed: " + allowed)
        .with("Allow", allowed);
  }

  /**
   * The same refusal with a header that the answer must have, such as {@code Retry-After}.
   *
   * @param name the header's name
   * @param value its value; one line
   * @return a new refusal
   */
  public ProtocolException with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    ProtocolException other = new ProtocolException(status, String.valueOf(getMessage()), more);
    other.setStackTrace(getStackTrace());
    return other;
  }

  /**
   * The headers that the answer must have.
   *
   * @return by name; read-only
   */
  public SortedMap<String, String> headers() {
    return headers;
  }

  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }
}
