package dev.penstock.artifact.format.nuget;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The three sets of registrations, for clients of different ages (W-102). */
enum Hive {
  /** Not compressed, and without versions of SemVer 2.0.0. */
  PLAIN(
      "registration",
      false,
      false,
      "RegistrationsBaseUrl",
      "RegistrationsBaseUrl/3.0.0-beta",
      "RegistrationsBaseUrl/3.0.0-rc"),
  /** Compressed, and without versions of SemVer 2.0.0. */
  GZIP("registration-gz", true, false, "RegistrationsBaseUrl/3.4.0"),
  /** Compressed, with all versions. */
  SEMVER2("registration-gz-semver2", true, true, "RegistrationsBaseUrl/3.6.0");

  private final String path;
  private final boolean isCompressed;
  private final boolean hasSemVer2;
  private final ImmutableList<String> types;

  Hive(String path, boolean isCompressed, boolean hasSemVer2, String... types) {
    this.path = path;
    this.isCompressed = isCompressed;
    this.hasSemVer2 = hasSemVer2;
    this.types = ImmutableList.copyOf(types);
  }

  static Optional<Hive> of(String path) {
    return Stream.of(values()).filter(hive -> hive.path.equals(path)).findFirst();
  }

  String path() {
    return path;
  }

  boolean isCompressed() {
    return isCompressed;
  }

  boolean shows(NugetVersions.Known version) {
    return hasSemVer2 || !version.isSemVer2();
  }

  List<String> types() {
    return types;
  }
}
