package dev.penstock.artifact.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A body as it may be read: not beyond its length, not beyond a limit, and whole. What goes wrong
 * is the client's fault and known as that ({@link Broken}).
 */
final class RequestBody extends InputStream {

  /** A body that ends too soon, or cannot be read. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }

    Broken(String message, IOException cause) {
      super(message, cause);
    }
  }

  private final InputStream in;
  private final OptionalLong length;
  private final long limit;
  private long count;

  private RequestBody(InputStream in, OptionalLong length, long limit) {
    this.in = in;
    this.length = length;
    this.limit = limit;
  }

  /**
   * The body of a request, decompressed.
   *
   * @throws ProtocolException if its headers contradict each other, or promise too much
   */
  static InputStream of(ProtocolRequest request, long limit, long unpackedLimit) {
    OptionalLong length = length(request);
    if (length.isPresent() && length.getAsLong() > limit) {
      throw tooLong(length.getAsLong() + " bytes", limit);
    }
    RequestBody plain = new RequestBody(request.body(), length, limit);
    String encoding = request.header("Content-Encoding").orElse("identity").strip();
    if (encoding.equalsIgnoreCase("identity")) {
      return plain;
    }
    if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
      throw new ProtocolException(
          415, "Content-Encoding \"" + encoding + "\"; allowed: gzip, identity");
    }
    return new RequestBody(new Unpacked(plain), OptionalLong.empty(), unpackedLimit);
  }

  private static OptionalLong length(ProtocolRequest request) {
    List<String> lengths = request.headers("Content-Length");
    if (lengths.isEmpty() || !request.headers("Transfer-Encoding").isEmpty()) {
      return OptionalLong.empty();
    }
    if (request.contentLength().isEmpty() || lengths.stream().distinct().count() > 1) {
      throw new ProtocolException(400, "Content-Length " + lengths + "; allowed: one number");
    }
    return request.contentLength();
  }

  private static ProtocolException tooLong(String found, long limit) {
    return new ProtocolException(413, "body of " + found + "; allowed: up to " + limit + " bytes");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) throws IOException {
    long left = length.isPresent() ? length.getAsLong() - count : Long.MAX_VALUE;
    if (left == 0 || wanted == 0) {
      return wanted == 0 ? 0 : -1;
    }
    int found;
    try {
      found = in.read(buffer, offset, (int) Math.min(wanted, left));
    } catch (EOFException | ZipException e) {
      throw new Broken("body is no whole gzip stream", e);
    } catch (Broken e) {
      throw e;
    } catch (IOException e) {
      throw new Broken("body cannot be read", e);
    }
    if (found < 0 && length.isPresent()) {
      throw new Broken("body ends after " + count + " of " + length.getAsLong() + " bytes");
    }
    count += Math.max(found, 0);
    if (count > limit) {
      throw tooLong("more than " + limit + " bytes", limit);
    }
    return found;
  }

  /** Reads gzip's header only when somebody reads. */
  private static final class Unpacked extends InputStream {
    private final InputStream packed;
    private @Nullable InputStream unpacked;

    Unpacked(InputStream packed) {
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
      if (unpacked == null) {
        unpacked = new GZIPInputStream(packed, 8_192);
      }
      return unpacked.read(buffer, offset, wanted);
    }
  }
}
