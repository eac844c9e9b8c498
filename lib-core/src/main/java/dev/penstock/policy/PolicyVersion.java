package dev.penstock.policy;

/** The language version of a document. */
enum PolicyVersion {
  /** Without variables: <code>${</code> stands for itself. */
  V2008("2008-10-17"),
  /** With variables. */
  V2012("2012-10-17");

  final String text;

  PolicyVersion(String text) {
    this.text = text;
  }

  boolean hasVariables() {
    return this == V2012;
  }
}
