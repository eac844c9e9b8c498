package dev.penstock.artifact.format;

import dev.penstock.artifact.format.ProtocolResponse.Body;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One stretch of a body, from the first byte to the last, both included. */
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Nothing of the body lies in it. */
  boolean isEmpty() {
    return first > last;
  }

  long length() {
    return last - first + 1;
  }

  /** Reads {@code Range}. What is no single range is ignored, as HTTP allows. */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher one = ONE.matcher(header.replace(" ", ""));
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (one.group(1).isEmpty()) {
      long count = Long.parseLong(one.group(2));
      return Optional.of(new ByteRange(Math.max(0, size - count), count == 0 ? -1 : size - 1));
    }
    long first = Long.parseLong(one.group(1));
    if (!one.group(2).isEmpty() && Long.parseLong(one.group(2)) < first) {
      return Optional.empty();
    }
    long last =
        one.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(one.group(2)));
    return Optional.of(new ByteRange(first, last));
  }

  Body of(Body whole) {
    return new Body() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(ByteRange.this.length());
      }

      @Override
      public InputStream open() throws IOException {
        InputStream in = whole.open();
        try {
          in.skipNBytes(first);
          boolean isToEnd = whole.length().orElse(-1) == last + 1;
          return new Stretch(in, ByteRange.this.length(), isToEnd);
        } catch (IOException | RuntimeException e) {
          in.close();
          throw e;
        }
      }
    };
  }

  /** The bytes up to the range's last one; where that is the body's, its end is looked at too. */
  private static final class Stretch extends InputStream {
    private final InputStream in;
    private final boolean isToEnd;
    private long left;

    Stretch(InputStream in, long length, boolean isToEnd) {
      this.in = in;
      this.left = length;
      this.isToEnd = isToEnd;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : isToEnd ? in.read() : -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
