package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policy of one domain or one repository: what it grants to whom.
 *
 * <pre>{@code
 * ResourcePolicy policy = repository.policy();
 * ResourcePolicy.Stored first = policy.put(document, null);
 * first.warnings().forEach(System.err::println); // misspelt actions, which allow and deny nothing
 * policy.put(changed, first.revision()); // a conflict if somebody else changed it meanwhile
 * }</pre>
 *
 * <p>Safe for several threads and processes.
 */
public final class ResourcePolicy {
  static final String ROOT = "policies";
  private static final int LONGEST_REVISION = 100;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ACTIONS =
      Arrays.stream(ArtifactAction.values())
          .map(ArtifactAction::id)
          .collect(Collectors.toUnmodifiableSet());

  private final Catalogue catalogue;
  private final CatalogueKey key;
  private final Resource resource;
  private final String arn;

  ResourcePolicy(Catalogue catalogue, CatalogueKey key, Resource resource, String arn) {
    this.catalogue = catalogue;
    this.key = key;
    this.resource = resource;
    this.arn = arn;
  }

  /**
   * A policy as it is stored.
   *
   * @param resourceArn what it is attached to
   * @param document JSON, 1 to 7,168 characters, as it was given
   * @param revision stands for this very policy; up to 100 characters
   */
  public record Stored(String resourceArn, String document, String revision) {

    /** All parts are required. */
    public Stored {
      Objects.requireNonNull(resourceArn, "resourceArn");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(revision, "revision");
    }

    Policy policy() {
      return Policy.of(PolicyKind.RESOURCE, document);
    }

    /**
     * What the document says in vain: actions of the service that nobody can ask for, because they
     * are misspelt. The policy is stored all the same, for the service may have learnt more.
     *
     * @return a warning for each, with what may have been meant; empty if all is well
     */
    public List<Diagnostic> warnings() {
      return policy().unknownActions(ACTIONS);
    }
  }

  /**
   * The policy.
   *
   * @return the policy and its revision
   * @throws ArtifactException if none is set
   * @throws IOException if the catalogue cannot be read
   */
  public Stored get() throws IOException {
    return find().orElseThrow(this::missing);
  }

  /**
   * The policy, if there is one.
   *
   * @return the policy and its revision; empty if none is set
   * @throws IOException if the catalogue cannot be read
   */
  public Optional<Stored> find() throws IOException {
    Optional<String> text = catalogue.read(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(read(text.get()));
  }

  /**
   * Sets the policy in place of the one that is there.
   *
   * @param document JSON of a resource policy, 1 to 7,168 characters
   * @param revision the revision that the policy must have now; null to replace any
   * @return the policy with its new revision; see its {@link Stored#warnings()}
   * @throws ArtifactException if the policy has another revision, or none is set and one was
   *     expected
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults of the document
   * @throws IOException if the catalogue cannot be read or written
   */
  public Stored put(String document, @Nullable String revision) throws IOException {
    requireRevision(revision);
    Policy.of(PolicyKind.RESOURCE, document);
    while (true) {
      @Nullable String before = catalogue.read(key).orElse(null);
      long number = before == null ? 1 : number(before) + 1;
      if (revision != null) {
        requireEqual(before == null ? null : read(before), revision);
      }
      String next =
          JSON.writerWithDefaultPrettyPrinter()
                  .writeValueAsString(
                      JSON.createObjectNode()
                          .put("format", 1)
                          .put("number", number)
                          .put("document", document))
              + "\n";
      if (catalogue.replace(key, before, next)) {
        return read(next);
      }
    }
  }

  /**
   * Removes the policy.
   *
   * @param revision the revision that it must have; null for any
   * @return the policy as it was
   * @throws ArtifactException if none is set, or it has another revision
   * @throws IOException if the catalogue cannot be read or written
   */
  public Stored delete(@Nullable String revision) throws IOException {
    requireRevision(revision);
    while (true) {
      String before = catalogue.read(key).orElseThrow(this::missing);
      Stored found = read(before);
      if (revision != null) {
        requireEqual(found, revision);
      }
      if (catalogue.replace(key, before, null)) {
        return found;
      }
    }
  }

  private static void requireRevision(@Nullable String revision) {
    if (revision != null && revision.length() > LONGEST_REVISION) {
      Faults faults = new Faults();
      faults.length("revision", revision, LONGEST_REVISION);
      faults.throwIfAny("policy");
    }
  }

  private void requireEqual(@Nullable Stored found, String expected) {
    String current = found == null ? "none" : found.revision();
    if (!current.equals(expected)) {
      throw ArtifactException.conflict(
          resource,
          arn,
          "current policy revision: " + current + ", expected policy revision: " + expected);
    }
  }

  private ArtifactException missing() {
    return ArtifactException.notFound(resource, arn, "it has no policy");
  }

  private long number(String text) throws IOException {
    return parse(text).required("number").asLong();
  }

  /** The revision tells policies apart that are put one after the other, equal ones too. */
  private Stored read(String text) throws IOException {
    String revision = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    return new Stored(arn, parse(text).required("document").asText(), revision);
  }

  private JsonNode parse(String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat(key.toString(), root, 1);
      root.required("number");
      root.required("document");
      return root;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(key + ": a policy in the catalogue is unreadable", e);
    }
  }
}
