package dev.penstock.deploy.agent;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.TarArchive;
import dev.penstock.archive.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What bundles are packed as (D-115). */
public enum BundleType {
  /** A tar archive. */
  TAR,
  /** A tar archive compressed by gzip. */
  TGZ,
  /** A zip archive. */
  ZIP;

  /**
   * Finds a type by its name.
   *
   * @param name such as {@code tgz}, in capital or small letters
   * @return the type, or empty if there is none of this name
   */
  public static Optional<BundleType> of(String name) {
    for (BundleType type : values()) {
      if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the type of an archive by its first bytes; whatever is neither zip nor gzip is tried as
   * tar.
   *
   * @param archive the file
   * @return its type
   * @throws IOException if it cannot be read
   */
  public static BundleType of(Path archive) throws IOException {
    byte[] first;
    try (InputStream bytes = Files.newInputStream(archive)) {
      first = bytes.readNBytes(2);
    }
    if (first.length == 2 && first[0] == 'P' && first[1] == 'K') {
      return ZIP;
    }
    return first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b ? TGZ : TAR;
  }

  void extract(Path archive, Path directory, ExtractionLimits limits) throws IOException {
    if (this == ZIP) {
      ZipArchive.extract(archive, directory, limits);
    } else {
      TarArchive.extract(archive, directory, limits);
    }
  }
}
