package dev.penstock.artifact.upstream;

import dev.penstock.artifact.PackageFormat;
import java.util.Map;
import java.util.TreeMap;

/** The external connections that the service knows by name, and their formats. */
final class KnownConnections {
  static final Map<String, PackageFormat> FORMATS =
      new TreeMap<>(
          Map.of(
              "public:npmjs", PackageFormat.NPM,
              "public:nuget-org", PackageFormat.NUGET,
              "public:pypi", PackageFormat.PYPI,
              "public:maven-central", PackageFormat.MAVEN,
              "public:maven-googleandroid", PackageFormat.MAVEN,
              "public:maven-gradleplugins", PackageFormat.MAVEN,
              "public:maven-commonsware", PackageFormat.MAVEN,
              "public:maven-clojars", PackageFormat.MAVEN,
              "public:ruby-gems-org", PackageFormat.RUBY,
              "public:crates-io", PackageFormat.CARGO));

  private KnownConnections() {}
}
