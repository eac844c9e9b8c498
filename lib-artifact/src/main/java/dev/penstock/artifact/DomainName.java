package dev.penstock.artifact;

import java.util.regex.Pattern;

/** What tells a domain from all others, and its resource names. */
record DomainName(String name, String owner, String region) {
  static final String NOBODY = "000000000000";
  static final String NOWHERE = "local";
  static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9\\-]{0,48}[a-z0-9]");
  private static final String NAME_TEXT =
      "2 to 50 characters of a-z, 0-9 and -, first a letter, last no -";
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final int LONGEST_NAME = 50;

  DomainName {
    Faults faults = new Faults();
    faults.text("domain", name, NAME, LONGEST_NAME, NAME_TEXT);
    faults.text("owner", owner, ACCOUNT, 12, "12 digits");
    faults.text("region", region, REGION, 40, "1 to 40 characters of a-z, 0-9 and -");
    faults.throwIfAny("domain");
  }

  /** How keys of the catalogue name it: domains of different owners are apart. */
  String segment() {
    return owner.equals(NOBODY) ? name : owner + ":" + name;
  }

  String arn() {
    return prefix() + "domain/" + name;
  }

  String arn(String repository) {
    return prefix() + "repository/" + name + "/" + repository;
  }

  String arn(String repository, PackageCoordinates coordinates) {
    return prefix() + "package/" + name + "/" + repository + "/" + coordinates;
  }

  String groupArn(String pattern) {
    return prefix() + "package-group/" + name + pattern;
  }

  private String prefix() {
    return "arn:aws:codeartifact:" + region + ":" + owner + ":";
  }
}
