package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.SecretReference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that executors of one pipeline have asked for: resolved by the host, and kept in
 * memory until their execution ends, so that what its actions report can be masked. Safe for
 * several threads.
 */
final class ExecutionSecrets {
  private final @Nullable SecretResolver resolver;
  private final Map<String, SecretMask> masks = new ConcurrentHashMap<>();

  ExecutionSecrets(@Nullable SecretResolver resolver) {
    this.resolver = resolver;
  }

  /** Whether the same resolver looks these secrets up as those. */
  boolean isOf(ExecutionSecrets others) {
    return Objects.equals(resolver, others.resolver);
  }

  String resolve(SecretReference reference) throws IOException {
    if (resolver == null) {
      throw new IllegalStateException(
          "the engine has no resolver for " + reference + "; give it one with secrets(...)");
    }
    String value = resolver.resolve(reference);
    if (value == null || value.length() > SecretMask.LONGEST) {
      throw new IOException(
          "the resolver gave "
              + (value == null ? "nothing" : value.length() + " characters")
              + " for "
              + reference
              + "; allowed: 0 to "
              + SecretMask.LONGEST
              + " characters");
    }
    return value;
  }

  /**
   * The mask of an execution that is to hide something.
   *
   * @param begin called if it is the execution's first: to arrange for {@link #forget}
   */
  SecretMask maskOf(String execution, Consumer<String> begin) {
    SecretMask made = new SecretMask();
    SecretMask known = masks.putIfAbsent(execution, made);
    if (known != null) {
      return known;
    }
    begin.accept(execution);
    return made;
  }

  /** Whether no execution hides anything. */
  boolean isEmpty() {
    return masks.isEmpty();
  }

  /** The mask of an execution, if it hides anything. */
  @Nullable SecretMask knownMask(String execution) {
    return masks.isEmpty() ? null : masks.get(execution);
  }

  void forget(String execution) {
    masks.remove(execution);
  }

  /** How many executions hide something. */
  int size() {
    return masks.size();
  }

  /** A result in which every text is masked. */
  static ActionResult masked(ActionResult result, SecretMask mask) {
    Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
    result
        .artifacts()
        .forEach(
            (name, artifact) ->
                artifacts.put(
                    mask.mask(name),
                    new ArtifactReference(mask.mask(artifact.location()), artifact.digest())));
    Map<String, String> variables = new LinkedHashMap<>();
    result.variables().forEach((name, value) -> variables.put(mask.mask(name), mask.mask(value)));
    return new ActionResult(
        result.isSucceeded(),
        mask.mask(result.summary()),
        artifacts,
        variables,
        mask.mask(result.revision()),
        result.revisionDetails().map(details -> masked(details, mask)),
        result
            .external()
            .map(each -> new ExternalExecution(mask.mask(each.id()), mask.mask(each.url()))),
        result.failureType());
  }

  private static RevisionDetails masked(RevisionDetails details, SecretMask mask) {
    return new RevisionDetails(
        mask.mask(details.changeIdentifier()),
        mask.mask(details.summary()),
        details.created(),
        mask.mask(details.url()));
  }
}
