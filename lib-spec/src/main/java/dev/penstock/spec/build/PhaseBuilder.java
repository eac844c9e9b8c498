package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says what a phase does; part of {@link BuildspecBuilder}.
 *
 * <p>Confined to one thread.
 */
public final class PhaseBuilder {

  private final Tree tree = new Tree();
  private final Tree runtimes = new Tree();
  private final List<String> commands = new ArrayList<>();
  private final List<String> finallyCommands = new ArrayList<>();
  private final List<Tree> steps = new ArrayList<>();

  PhaseBuilder() {}

  /**
   * Names the user who runs the commands.
   *
   * @param user a user's name
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public PhaseBuilder runAs(String user) {
    tree.once("run-as", user);
    return this;
  }

  /**
   * Says what follows if the phase fails.
   *
   * @param form {@code ABORT}, {@code CONTINUE}, or {@code RETRY}, with a count, a pattern, or both
   *     behind dashes
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public PhaseBuilder onFailure(String form) {
    tree.once("on-failure", form);
    return this;
  }

  /**
   * Adds a command.
   *
   * @param text shell text, of one line or several
   * @return this builder
   */
  public PhaseBuilder command(String text) {
    commands.add(Objects.requireNonNull(text, "text"));
    return this;
  }

  /**
   * Adds a command that runs afterwards in any case.
   *
   * @param text shell text, of one line or several
   * @return this builder
   */
  public PhaseBuilder finallyCommand(String text) {
    finallyCommands.add(Objects.requireNonNull(text, "text"));
    return this;
  }

  /**
   * Selects a runtime, which only {@link BuildPhase#INSTALL} does.
   *
   * @param name such as {@code java}
   * @param version such as {@code corretto21}
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public PhaseBuilder runtime(String name, String version) {
    runtimes.once(name, BlockYaml.text(version));
    return this;
  }

  /**
   * Adds a step of a workflow. A phase has steps or commands.
   *
   * @param step the step
   * @return this builder
   */
  public PhaseBuilder step(Step step) {
    steps.add(BuildspecWriter.step(step));
    return this;
  }

  Entries value() {
    Tree all = new Tree();
    tree.value().entries().forEach(all::put);
    all.putUnlessEmpty("runtime-versions", runtimes);
    all.list("commands", commands);
    all.list("finally", finallyCommands);
    if (!steps.isEmpty()) {
      all.put("steps", Tree.list(steps));
    }
    if (all.value().entries().isEmpty()) {
      all.fullList("commands", commands);
    }
    return all.value();
  }
}
