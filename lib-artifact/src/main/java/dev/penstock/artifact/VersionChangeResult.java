package dev.penstock.artifact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of each version. Either all succeed, or those that cannot say why and the
 * others are skipped.
 *
 * @param successful version to what it is now
 * @param failed version to why nothing was done
 */
public record VersionChangeResult(Map<String, Success> successful, Map<String, Failure> failed) {

  /** Copies both, sorted by version. */
  public VersionChangeResult {
    Objects.requireNonNull(successful, "successful");
    successful = Collections.unmodifiableMap(new TreeMap<>(successful));
    Objects.requireNonNull(failed, "failed");
    failed = Collections.unmodifiableMap(new TreeMap<>(failed));
  }

  /**
   * The service's answer, which goes with status 200 whatever became of the versions.
   *
   * @return {@code successfulVersions} and {@code failedVersions}, maps by version
   */
  public Map<String, Object> toService() {
    Map<String, Object> good = new LinkedHashMap<>();
    successful.forEach(
        (version, success) ->
            good.put(
                version,
                Map.of("revision", success.revision(), "status", success.status().toString())));
    Map<String, Object> bad = new LinkedHashMap<>();
    failed.forEach(
        (version, failure) ->
            bad.put(
                version,
                Map.of("errorCode", failure.code().name(), "errorMessage", failure.message())));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("successfulVersions", good);
    answer.put("failedVersions", bad);
    return answer;
  }

  /** None was changed: some because of themselves, the others because of these. */
  static VersionChangeResult refused(Map<String, Failure> failed, Set<String> others) {
    Failure skipped =
        new Failure(Code.SKIPPED, "left alone because of " + new TreeSet<>(failed.keySet()));
    Map<String, Failure> all = new TreeMap<>(failed);
    others.forEach(version -> all.put(version, skipped));
    return new VersionChangeResult(Map.of(), all);
  }

  /**
   * A version that is as it was ordered to be.
   *
   * @param revision its revision
   * @param status its status
   */
  public record Success(String revision, VersionStatus status) {

    /** Both parts are required. */
    public Success {
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * A version that was left alone.
   *
   * @param code why, for programs
   * @param message why, for people
   */
  public record Failure(Code code, String message) {

    /** Both parts are required. */
    public Failure {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }

  /** Why a version was left alone. */
  public enum Code {
    /** A different one is where it should be copied to. */
    ALREADY_EXISTS,
    /** It has another revision than expected. */
    MISMATCHED_REVISION,
    /** It has another status than expected. */
    MISMATCHED_STATUS,
    /** Its status forbids the change. */
    NOT_ALLOWED,
    /** It is not in the repository. */
    NOT_FOUND,
    /** Another version of the same order could not be changed. */
    SKIPPED
  }
}
