package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.SecretReference;
import dev.penstock.pipeline.execution.RevisionType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One attempt at one action, as its executor sees it. Safe for several threads. */
public interface ActionContext {

  /**
   * The attempt's key, {@code execution/stage/action/attempt}: the same when the executor is called
   * again after a crash, another one after a retry. What an executor does outside should be keyed
   * by it, so that doing it twice is harmless.
   *
   * @return the key
   */
  String key();

  /**
   * The pipeline's name.
   *
   * @return the name
   */
  String pipeline();

  /**
   * The execution's id.
   *
   * @return the id
   */
  String execution();

  /**
   * The stage's name.
   *
   * @return the name
   */
  String stage();

  /**
   * The action's name.
   *
   * @return the name
   */
  String action();

  /**
   * Which attempt this is.
   *
   * @return 1 for the first
   */
  int attempt();

  /**
   * Whether an earlier process may have begun this very attempt.
   *
   * @return true after a restart
   */
  boolean isRepeat();

  /**
   * The action's configuration.
   *
   * @return key to value
   */
  Map<String, String> configuration();

  /**
   * One required value of the configuration.
   *
   * @param key the key
   * @return the value
   * @throws IllegalArgumentException if it is missing; the message names the action and the key
   */
  String configuration(String key);

  /**
   * The action as it was defined, or the cell of a matrix action that is carried out.
   *
   * @return the definition, with its configuration as it was written
   * @throws UnsupportedOperationException if this context is none of the engine's and does not tell
   */
  default Action definition() {
    throw new UnsupportedOperationException("this context does not tell the definition");
  }

  /**
   * What a compute action runs.
   *
   * @return its commands with all references resolved, one line each; most often none
   */
  default List<String> commands() {
    return List.of();
  }

  /**
   * What the commands find in their environment.
   *
   * @return the variables with all references resolved; the value of a secret is its name
   */
  default List<EnvironmentVariable> environmentVariables() {
    return List.of();
  }

  /**
   * A secret that the configuration refers to, as <code>{{resolve:store:name}}</code>, or else one
   * that an environment variable of the action names, in the store {@code secretsmanager}. The
   * host's {@link SecretResolver} is asked each time, on this thread; keep the value no longer than
   * needed. Whatever the execution's actions report from now on is masked, see {@link #conceal}.
   *
   * @param key the configuration's key, or the variable's name
   * @return the secret's value
   * @throws IOException if the resolver does not give it
   * @throws IllegalArgumentException if the configuration has no such key, or its value is no
   *     reference; the message does not show it
   * @throws IllegalStateException if the engine has no resolver
   */
  default String secret(String key) throws IOException {
    SecretReference reference =
        SecretReference.parse(configuration(key))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "action "
                            + stage()
                            + "/"
                            + action()
                            + ": configuration \""
                            + key
                            + "\" refers to no secret; allowed: {{resolve:store:name}}"));
    return secret(reference);
  }

  /**
   * A secret that the executor itself knows how to name. As {@link #secret(String)}.
   *
   * @param reference which one
   * @return the secret's value
   * @throws IOException if the resolver does not give it
   * @throws IllegalStateException if the engine has no resolver
   */
  default String secret(SecretReference reference) throws IOException {
    throw new IllegalStateException("this context resolves no secrets");
  }

  /**
   * Hides a value that the executor has from elsewhere and must not show: until the execution ends,
   * {@code ****} stands for it in summaries, failures, output variables, revisions, locations of
   * artifacts and checkpoints of all the execution's actions, before they are stored anywhere.
   *
   * <p>Found are the value, each of its lines, and the value in JSON, URLs, hexadecimal digits and
   * Base64. Not found are values of less than 4 characters, pieces of a value, other encodings, and
   * secrets of actions that ended before the host restarted.
   *
   * @param value the value
   */
  default void conceal(String value) {}

  /**
   * Masks a text as results are masked, for a log of the executor's own. A secret that is divided
   * over several texts is not found.
   *
   * @param text the text
   * @return the text with {@code ****} for each secret
   */
  default String masked(String text) {
    return text;
  }

  /**
   * What the execution's actions have exported so far: {@code namespace.name} to value; and the
   * execution's own variables as {@code variables.name}.
   *
   * @return name to value
   */
  Map<String, String> variables();

  /**
   * Which revision the start wants this source action to take instead of the newest one (P-704),
   * such as the commit of the push that started the execution. Its branch stands in the
   * configuration, as {@value dev.penstock.source.SourceAction#BRANCH}.
   *
   * @return values by kind; empty if the start leaves it to the action
   */
  default Map<RevisionType, String> revisions() {
    return Map.of();
  }

  /**
   * How many pipelines invoke each other down to this execution, see {@link PipelineInvocation}.
   *
   * @return 0 if no other pipeline started it
   */
  default int nesting() {
    return 0;
  }

  /**
   * The input artifacts by name, in the order of the definition.
   *
   * @return name to reference
   */
  Map<String, ArtifactReference> inputs();

  /**
   * The names of the output artifacts that the definition asks for.
   *
   * @return the names in order
   */
  List<String> outputs();

  /**
   * Unpacks an input artifact.
   *
   * @param input the input's name
   * @param directory an existing, empty directory
   * @throws IOException if the artifact cannot be read
   * @throws IllegalArgumentException if the action has no such input
   */
  void fetch(String input, Path directory) throws IOException;

  /**
   * Packs a directory as an output artifact. Storing the same content again is harmless.
   *
   * @param output the output's name
   * @param directory what to pack
   * @return the reference to hand on with {@link ActionResult}
   * @throws IOException if the artifact cannot be stored
   * @throws IllegalArgumentException if the action has no such output
   */
  ArtifactReference store(String output, Path directory) throws IOException;

  /**
   * What this attempt noted before a crash.
   *
   * @return the text of the last {@link #checkpoint(String)}, or empty
   */
  Optional<String> checkpoint();

  /**
   * Notes something that a repeated call needs to re-attach instead of starting again. Secrets in
   * it are masked.
   *
   * @param text 1 to 4,096 characters; never a secret
   * @return completes once the note is durable; exceptionally with {@link
   *     dev.penstock.process.RejectedCommandException} if the text is too long or empty, and with
   *     {@link IllegalStateException} if the attempt has ended, was given up, or the engine is
   *     closed: then nothing is noted
   */
  CompletionStage<Void> checkpoint(String text);

  /**
   * Completes when somebody has asked the action to stop, or when nobody waits for its result any
   * more: it was abandoned, or its time is up. The executor may finish or fail; nobody forces it.
   *
   * <p>Closing the engine does not complete it: what is at work outside is left alone, because the
   * journal's next engine asks for it again, with the same {@link #key()}. Of the end of this
   * engine {@link #checkpoint(String)} tells.
   *
   * @return a stage that may never complete
   */
  CompletionStage<Void> cancellation();

  /**
   * Whether somebody has asked the action to stop, or given it up.
   *
   * @return true once {@link #cancellation()} has completed
   */
  boolean isCancelled();

  /**
   * Whether nobody waits for the result any more: what tells an action that was abandoned, or whose
   * time is up, from one that was asked to stop and is waited for.
   *
   * @return true only if {@link #isCancelled()} is; false if this context is none of the engine's
   *     and does not tell
   */
  default boolean isGivenUp() {
    return false;
  }
}
