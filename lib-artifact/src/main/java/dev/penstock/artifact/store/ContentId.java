package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A digest in 32 bytes instead of 64 digits, for tables of many. Ordered as the digits are.
 *
 * @param a the first eight bytes
 * @param b the next
 * @param c the next
 * @param d the last
 */
record ContentId(long a, long b, long c, long d) implements Comparable<ContentId> {
  private static final HexFormat HEX = HexFormat.of();

  static ContentId of(Digest digest) {
    return new ContentId(
        part(digest.hex(), 0),
        part(digest.hex(), 16),
        part(digest.hex(), 32),
        part(digest.hex(), 48));
  }

  static ContentId of(byte[] digest) {
    ByteBuffer parts = ByteBuffer.wrap(digest);
    return new ContentId(parts.getLong(), parts.getLong(), parts.getLong(), parts.getLong());
  }

  private static long part(String hex, int from) {
    return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
  }

  Digest digest() {
    return new Digest(hex());
  }

  /** The 64 digits. */
  String hex() {
    return HEX.toHexDigits(a) + HEX.toHexDigits(b) + HEX.toHexDigits(c) + HEX.toHexDigits(d);
  }

  /** The first two digits. */
  int firstByte() {
    return (int) (a >>> 56);
  }

  /** A digest's bits are as good as any mixture of them; the first byte tells tables apart. */
  @Override
  public int hashCode() {
    return (int) d;
  }

  @Override
  public int compareTo(ContentId other) {
    int order = Long.compareUnsigned(a, other.a);
    order = order != 0 ? order : Long.compareUnsigned(b, other.b);
    order = order != 0 ? order : Long.compareUnsigned(c, other.c);
    return order != 0 ? order : Long.compareUnsigned(d, other.d);
  }
}
