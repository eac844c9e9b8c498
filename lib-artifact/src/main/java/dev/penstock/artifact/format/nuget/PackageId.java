package dev.penstock.artifact.format.nuget;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a package (W-106).
 *
 * @param written as its author spells it
 */
record PackageId(String written) {
  static final String ALLOWED = "1 to 100 letters, digits and _, with single . and - between them";

  private static final int LONGEST = 100;
  private static final Pattern VALID =
      Pattern.compile("\\w+(?:[.-]\\w+)*", Pattern.UNICODE_CHARACTER_CLASS);

  /** An id in any case; empty if it is none. */
  static Optional<PackageId> of(String written) {
    return written.length() <= LONGEST && VALID.matcher(written).matches()
        ? Optional.of(new PackageId(written))
        : Optional.empty();
  }

  /** The same for all spellings; of ASCII in lower case (W-154). */
  String lower() {
    return PackageFormat.NUGET.stored(written);
  }

  /** Whether both are spellings of one id. */
  boolean isSame(PackageId other) {
    return lower().equals(other.lower());
  }

  PackageCoordinates coordinates() {
    return new PackageCoordinates(PackageFormat.NUGET, "", lower());
  }

  @Override
  public String toString() {
    return written;
  }
}
