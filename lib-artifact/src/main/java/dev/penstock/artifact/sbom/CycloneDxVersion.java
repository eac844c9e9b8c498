package dev.penstock.artifact.sbom;

/** A version of the CycloneDX specification that bills of materials can be written in. */
public enum CycloneDxVersion {
  /** Version 1.5 of June 2023. */
  V1_5("1.5"),
  /** Version 1.6 of April 2024, which is ECMA-424. */
  V1_6("1.6");

  /** What a bill of materials is, for {@link dev.penstock.artifact.Statements#attach}. */
  public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private final String text;

  CycloneDxVersion(String text) {
    this.text = text;
  }

  /** The version as it is written, such as {@code 1.6}. */
  @Override
  public String toString() {
    return text;
  }
}
