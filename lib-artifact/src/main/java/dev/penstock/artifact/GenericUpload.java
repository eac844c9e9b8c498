package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service's request to publish one asset of a generic package, for hosts that offer it over
 * HTTP: a {@code POST} with these words in its query, and the bytes as its body.
 *
 * <pre>{@code
 * GenericUpload upload = GenericUpload.of(query, request.header(GenericUpload.DIGEST_HEADER));
 * PublishResult result = domain.repository(upload.repository()).publish(upload.request(), body);
 * response.body(GenericUpload.answer(result));
 * }</pre>
 *
 * @param domain the domain's name
 * @param domainOwner the account that owns it; empty if it is the caller's
 * @param repository the repository's name
 * @param request what is to be published
 */
public record GenericUpload(
    String domain, Optional<String> domainOwner, String repository, PublishRequest request) {

  /** The header that holds the SHA-256 of the body, as 64 digits of 0-9, a-f. */
  public static final String DIGEST_HEADER = "x-amz-content-sha256";

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** All parts are required. */
  public GenericUpload {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(domainOwner, "domainOwner");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(request, "request");
  }

  /**
   * Reads a request.
   *
   * @param query the decoded query: {@code domain}, {@code repository}, {@code format}, {@code
   *     namespace}, {@code package}, {@code version} and {@code asset}; {@code domain-owner} and
   *     {@code unfinished} may be missing
   * @param digest the value of {@link #DIGEST_HEADER}; null if it is missing
   * @return the request
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults of the words, or of
   *     what they name
   */
  public static GenericUpload of(Map<String, String> query, @Nullable String digest) {
    Faults faults = new Faults();
    for (String word :
        new String[] {
          "domain", "repository", "format", "namespace", "package", "version", "asset"
        }) {
      if (query.getOrDefault(word, "").isEmpty()) {
        faults.add("query", word, "missing", "a value; found " + new TreeSet<>(query.keySet()));
      }
    }
    String format = query.getOrDefault("format", "");
    if (!format.isEmpty() && !format.equals(PackageFormat.GENERIC.id())) {
      faults.add(
          "query",
          "format",
          "\"" + Faults.shown(format) + "\"",
          PackageFormat.GENERIC + "; other formats are published by their own clients");
    }
    String owner = query.getOrDefault("domain-owner", "");
    if (!owner.isEmpty()) {
      faults.text("domain-owner", owner, DomainName.ACCOUNT, 12, "12 digits");
    }
    String unfinished = query.getOrDefault("unfinished", "false");
    if (!unfinished.equals("true") && !unfinished.equals("false")) {
      faults.add("query", "unfinished", "\"" + Faults.shown(unfinished) + "\"", "true, false");
    }
    if (digest == null || !DIGEST.matcher(digest).matches()) {
      faults.add(
          "digest",
          DIGEST_HEADER,
          digest == null ? "missing" : "\"" + Faults.shown(digest) + "\"",
          "64 digits of 0-9, a-f");
    }
    faults.throwIfAny("publish request");
    PublishRequest request =
        PublishRequest.generic(
                query.getOrDefault("namespace", ""),
                query.getOrDefault("package", ""),
                query.getOrDefault("version", ""),
                query.getOrDefault("asset", ""))
            .expecting(new Digest(Objects.requireNonNull(digest)));
    return new GenericUpload(
        query.getOrDefault("domain", ""),
        owner.isEmpty() ? Optional.empty() : Optional.of(owner),
        query.getOrDefault("repository", ""),
        unfinished.equals("true") ? request.unfinished() : request);
  }

  /**
   * The service's answer.
   *
   * @param result what the publish led to
   * @return texts, numbers and maps by the service's keys
   */
  public static Map<String, Object> answer(PublishResult result) {
    VersionDescription version = result.version();
    PackageCoordinates of = version.coordinates().of();
    Map<String, Object> asset = new LinkedHashMap<>();
    asset.put("name", result.asset().name());
    asset.put("size", result.asset().size());
    asset.put("hashes", result.asset().checksums().byAlgorithm());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("format", of.format().id());
    answer.put("namespace", of.namespace());
    answer.put("package", of.name());
    answer.put("version", version.coordinates().version());
    answer.put("versionRevision", version.revision());
    answer.put("status", version.status().toString());
    answer.put("asset", asset);
    return answer;
  }
}
