package dev.penstock.artifact.format.nuget;

import dev.penstock.archive.ArchiveException;
import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipEntries;
import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;

/** A package's file. */
final class Nupkg {
  private static final int MOST_NUSPEC_BYTES = 1 << 20;
  private static final ExtractionLimits LIMITS = new ExtractionLimits(64L << 30, 200_000, 1_100);

  private Nupkg() {}

  /** Its manifest; refuses with 400 what is no package (W-106). */
  static byte[] nuspec(SeekableByteChannel archive) throws IOException {
    try {
      ZipEntries entries = ZipEntries.read(archive, LIMITS);
      List<String> found =
          entries.files().stream()
              .filter(name -> name.indexOf('/') < 0)
              .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".nuspec"))
              .toList();
      if (found.size() != 1) {
        throw new ProtocolException(
            400,
            "no valid package: it has "
                + found.size()
                + " files *.nuspec at its root; allowed: exactly one");
      }
      return entries.bytes(found.get(0), MOST_NUSPEC_BYTES);
    } catch (ArchiveException e) {
      throw new ProtocolException(400, "no valid package: " + e.getMessage());
    }
  }
}
