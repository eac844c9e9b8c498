package dev.penstock.artifact.format.nuget;

import static dev.penstock.artifact.format.listing.WholeList.segment;

import java.util.Locale;

/**
 * Where clients find what, absolute.
 *
 * @param root the address of everything of the third version, with a slash at its end
 */
record NugetAddresses(String root) {

  private static String lower(PackageId id) {
    return segment(id.lower());
  }

  /** Of a package's file. */
  String content(PackageId id, String version) {
    return flat(id, version) + lower(id) + "." + segment(version) + ".nupkg";
  }

  /** Of a package's manifest. */
  String nuspec(PackageId id, String version) {
    return flat(id, version) + lower(id) + ".nuspec";
  }

  private String flat(PackageId id, String version) {
    return root + ServiceIndex.FLAT + "/" + lower(id) + "/" + segment(version) + "/";
  }

  private String registrations(Hive hive, PackageId id) {
    return root + hive.path() + "/" + lower(id) + "/";
  }

  /** Of a package's registration. */
  String registration(Hive hive, PackageId id) {
    return registrations(hive, id) + "index.json";
  }

  /** Of one page of a registration. */
  String registrationPage(Hive hive, PackageId id, String lower, String upper) {
    return registrations(hive, id)
        + "page/"
        + segment(lower.toLowerCase(Locale.ROOT))
        + "/"
        + segment(upper.toLowerCase(Locale.ROOT))
        + ".json";
  }

  /** Of one version's registration. */
  String leaf(Hive hive, PackageId id, String version) {
    return registrations(hive, id) + segment(version) + ".json";
  }
}
