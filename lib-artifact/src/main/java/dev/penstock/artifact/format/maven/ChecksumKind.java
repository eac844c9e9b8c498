package dev.penstock.artifact.format.maven;

import com.google.common.io.BaseEncoding;
import dev.penstock.artifact.store.Checksums;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The digests that stand beside files (W-011). */
enum ChecksumKind {
  MD5(".md5", "MD5", 32, Checksums::md5),
  SHA1(".sha1", "SHA-1", 40, Checksums::sha1),
  SHA256(".sha256", "SHA-256", 64, Checksums::sha256),
  SHA512(".sha512", "SHA-512", 128, Checksums::sha512);

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  private final String suffix;
  private final String algorithm;
  private final int digits;

  /** Stateless. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Checksums, String> of;

  ChecksumKind(String suffix, String algorithm, int digits, Function<Checksums, String> of) {
    this.suffix = suffix;
    this.algorithm = algorithm;
    this.digits = digits;
    this.of = of;
  }

  static Optional<ChecksumKind> ofFile(String name) {
    for (ChecksumKind kind : values()) {
      if (name.endsWith(kind.suffix)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The file that a checksum's file stands beside. */
  String stripped(String name) {
    return name.substring(0, name.length() - suffix.length());
  }

  /** The file of this checksum of a file. */
  String beside(String name) {
    return name + suffix;
  }

  /** Such as {@code x-checksum-sha1} (W-037). */
  String header() {
    return "x-checksum-" + suffix.substring(1);
  }

  /** Such as {@code SHA-1}. */
  String algorithm() {
    return algorithm;
  }

  String of(Checksums checksums) {
    return of.apply(checksums);
  }

  String of(byte[] bytes) {
    try {
      return BaseEncoding.base16()
          .lowerCase()
          .encode(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }

  /** Reads a checksum's file (W-036): the first line that is not empty counts. */
  Optional<String> read(String content) {
    String line =
        content.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    int equals = line.lastIndexOf("= ");
    String value = equals >= 0 ? line.substring(equals + 2).strip() : line.split("\\s", 2)[0];
    return value.length() == digits && HEX.matcher(value).matches()
        ? Optional.of(value)
        : Optional.empty();
  }
}
