package dev.penstock.artifact.format.generic;

import com.google.common.io.BaseEncoding;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The checksums that a client sends along: the bytes must have them all. */
final class ClientChecksums {
  private record Kind(String algorithm, int digits) {}

  private static final Map<String, Kind> HEADERS =
      Map.of(
          "x-amz-content-sha256", new Kind("SHA-256", 64),
          "X-Checksum-Sha256", new Kind("SHA-256", 64),
          "X-Checksum-Sha1", new Kind("SHA-1", 40),
          "X-Checksum-Md5", new Kind("MD5", 32));

  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** Which header wants which digest. */
  private final SortedMap<String, String> wanted = new TreeMap<>();

  private ClientChecksums() {}

  static ClientChecksums of(ProtocolRequest request) {
    ClientChecksums checksums = new ClientChecksums();
    HEADERS.forEach(
        (header, kind) ->
            request
                .header(header)
                .ifPresent(
                    hex -> checksums.want(header, kind, hex.strip().toLowerCase(Locale.ROOT))));
    return checksums;
  }

  private void want(String header, Kind kind, String hex) {
    if (hex.length() != kind.digits() || !HEX.matcher(hex).matches()) {
      throw new ProtocolException(
          400,
          header
              + " is no "
              + kind.algorithm()
              + "; allowed: "
              + kind.digits()
              + " hexadecimal digits");
    }
    wanted.put(header, hex);
  }

  /** The SHA-256 that is wanted, if one is. */
  Optional<String> sha256() {
    return wanted.entrySet().stream()
        .filter(entry -> kind(entry.getKey()).algorithm().equals("SHA-256"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The same bytes, which end with a refusal if they have another checksum than is wanted. */
  InputStream checked(InputStream body) {
    InputStream checked = body;
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      checked = new Checked(checked, entry.getKey(), entry.getValue());
    }
    return checked;
  }

  private static Kind kind(String header) {
    return Objects.requireNonNull(HEADERS.get(header));
  }

  private static final class Checked extends FilterInputStream {
    private final String header;
    private final String wanted;
    private final MessageDigest digest;
    private boolean hasEnded;

    Checked(InputStream in, String header, String wanted) {
      super(in);
      this.header = header;
      this.wanted = wanted;
      try {
        this.digest = MessageDigest.getInstance(kind(header).algorithm());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java runtime has no such digest", e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        digest.update(buffer, offset, count);
      } else if (count < 0 && !hasEnded) {
        hasEnded = true;
        compare(BaseEncoding.base16().lowerCase().encode(digest.digest()));
      }
      return count;
    }

    private void compare(String found) {
      if (!found.equals(wanted)) {
        throw new ProtocolException(
            400, header + " is " + wanted + ", and the bytes have " + found);
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 8_192)).length;
    }
  }
}
