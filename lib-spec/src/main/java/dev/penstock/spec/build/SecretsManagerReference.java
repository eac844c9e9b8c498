package dev.penstock.spec.build;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Names a secret, never its value: {@code secret-id[:json-key[:version-stage[:version-id]]]}
 * (B-047).
 *
 * @param id the secret's name, or its ARN
 * @param jsonKey the key within the secret's JSON text; empty for the whole text
 * @param versionStage the stage, such as {@code AWSPREVIOUS}; empty for the current one
 * @param versionId the version's id; empty for that of the stage
 */
public record SecretsManagerReference(
    String id,
    Optional<String> jsonKey,
    Optional<String> versionStage,
    Optional<String> versionId) {

  static final String FORM = "secret-id[:json-key[:version-stage[:version-id]]]";

  private static final int ARN_FIELDS = 7;
  private static final int MAX_SELECTORS = 3;

  /** Refuses an empty id. */
  public SecretsManagerReference {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a secret needs an id");
    }
    Objects.requireNonNull(jsonKey, "jsonKey");
    Objects.requireNonNull(versionStage, "versionStage");
    Objects.requireNonNull(versionId, "versionId");
  }

  /**
   * Reads a reference.
   *
   * @param text the reference
   * @return its parts; empty if it has not the form of a reference
   */
  public static Optional<SecretsManagerReference> parse(String text) {
    List<String> fields = List.of(text.split(":", -1));
    int idFields = text.startsWith("arn:") ? ARN_FIELDS : 1;
    if (fields.size() < idFields || fields.size() > idFields + MAX_SELECTORS) {
      return Optional.empty();
    }
    String id = String.join(":", fields.subList(0, idFields));
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SecretsManagerReference(
                id,
                field(fields, idFields),
                field(fields, idFields + 1),
                field(fields, idFields + 2)));
  }

  /** The reference in its written form. */
  @Override
  public String toString() {
    String text =
        String.join(":", id, jsonKey.orElse(""), versionStage.orElse(""), versionId.orElse(""));
    int end = text.length();
    while (text.charAt(end - 1) == ':') {
      end--;
    }
    return text.substring(0, end);
  }

  private static Optional<String> field(List<String> fields, int index) {
    return index < fields.size() && !fields.get(index).isEmpty()
        ? Optional.of(fields.get(index))
        : Optional.empty();
  }
}
