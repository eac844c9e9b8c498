package dev.penstock.policy;

import com.google.common.net.InetAddresses;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types that condition values can have; a text that is none of a type is empty. */
final class Values {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,60}(\\.[0-9]{1,60})?");
  private static final Pattern EPOCH = Pattern.compile("[0-9]{1,12}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private Values() {}

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Seconds since 1970, a date at midnight UTC, or a date and time with its offset. */
  static Optional<Instant> instant(String text) {
    try {
      if (EPOCH.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<Boolean> bool(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("true") || lower.equals("false")
        ? Optional.of(lower.equals("true"))
        : Optional.empty();
  }

  static Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** An address; nothing is looked up in any directory of names. */
  static Optional<byte[]> address(String text) {
    return text.indexOf('%') < 0 && InetAddresses.isInetAddress(text)
        ? Optional.of(InetAddresses.forString(text).getAddress())
        : Optional.empty();
  }

  /** A block of addresses: those that share some leading bits with one of them. */
  static final class Block {
    private final byte[] network;
    private final int bits;

    private Block(byte[] network, int bits) {
      this.network = network;
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      int mask = 0xFF << (8 - rest);
      return Arrays.equals(address, 0, whole, network, 0, whole)
          && (rest == 0 || ((address[whole] ^ network[whole]) & mask & 0xFF) == 0);
    }
  }

  static Optional<Block> block(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<byte[]> network = address(address);
    if (network.isEmpty()) {
      return Optional.empty();
    }
    int most = network.get().length * 8;
    if (slash < 0) {
      return Optional.of(new Block(network.get(), most));
    }
    String bits = text.substring(slash + 1);
    if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > most) {
      return Optional.empty();
    }
    return Optional.of(new Block(network.get(), Integer.parseInt(bits)));
  }
}
