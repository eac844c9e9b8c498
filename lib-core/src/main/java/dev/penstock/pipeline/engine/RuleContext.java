package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.execution.RuleKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One question to one rule, as its executor sees it. Safe for several threads. */
public interface RuleContext {

  /**
   * The question's key: the same when the executor is called again after a crash, another one when
   * the condition is evaluated anew.
   *
   * @return the key, which also names the execution, the stage and the condition
   */
  RuleKey key();

  /**
   * The pipeline's name.
   *
   * @return the name
   */
  String pipeline();

  /**
   * The rule as it was defined.
   *
   * @return the definition, with its configuration as it was written
   */
  Rule definition();

  /**
   * Whether an earlier process may have asked this very question.
   *
   * @return true after a restart
   */
  boolean isRepeat();

  /**
   * The rule's configuration with all references resolved.
   *
   * @return key to value
   */
  Map<String, String> configuration();

  /**
   * The rule's commands with all references resolved.
   *
   * @return the lines in order
   */
  List<String> commands();

  /**
   * What the execution's actions have exported so far: {@code namespace.name} to value; and the
   * execution's own variables as {@code variables.name}.
   *
   * @return name to value
   */
  Map<String, String> variables();

  /**
   * The input artifacts by name, in the order of the definition.
   *
   * @return name to reference
   */
  Map<String, ArtifactReference> inputs();

  /**
   * Unpacks an input artifact.
   *
   * @param input the input's name
   * @param directory an existing, empty directory
   * @throws IOException if the artifact cannot be read
   * @throws IllegalArgumentException if the rule has no such input
   */
  void fetch(String input, Path directory) throws IOException;

  /**
   * Completes when the answer is known or no longer of interest: the rule took too long, or its
   * condition was overridden or given up.
   *
   * @return a stage that completes on a thread of the engine or the executor; do not block in it
   */
  CompletionStage<Void> settled();
}
