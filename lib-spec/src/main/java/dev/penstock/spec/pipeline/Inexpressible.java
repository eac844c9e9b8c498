package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses what pipelines may have and the service's form cannot say. */
final class Inexpressible {
  private final List<Diagnostic> faults = new ArrayList<>();
  private final String name;

  private Inexpressible(String name) {
    this.name = name;
  }

  static void check(Pipeline pipeline) {
    Inexpressible check = new Inexpressible(pipeline.name());
    for (int i = 0; i < pipeline.stages().size(); i++) {
      check.stage("stages[" + i + "]", pipeline.stages().get(i));
    }
    if (!check.faults.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + pipeline.name(), check.faults);
    }
  }

  private void stage(String path, Stage stage) {
    if (stage.timeout().isPresent()) {
      fault(path + ".timeout", "a timeout of a stage", "timeouts of actions");
    }
    for (int i = 0; i < stage.actions().size(); i++) {
      Action action = stage.actions().get(i);
      String at = path + ".actions[" + i + "]";
      if (!action.after().isEmpty()) {
        fault(at + ".after", "actions to run after", "run orders");
      }
      if (!action.matrix().isEmpty()) {
        fault(at + ".matrix", "a matrix", "one action for each cell");
      }
      timeout(at, action.timeout());
    }
    condition(path + ".beforeEntry", stage.beforeEntry());
    condition(path + ".onSuccess", stage.onSuccess());
    condition(path + ".onFailure", stage.onFailure().flatMap(OnFailure::condition));
  }

  private void condition(String path, Optional<Condition> condition) {
    condition.ifPresent(
        present -> {
          for (int i = 0; i < present.rules().size(); i++) {
            timeout(path + ".conditions[0].rules[" + i + "]", present.rules().get(i).timeout());
          }
        });
  }

  private void timeout(String path, Optional<Duration> timeout) {
    if (timeout.isEmpty()) {
      return;
    }
    long minutes = timeout.get().toMinutes();
    if (minutes > Integer.MAX_VALUE || !Duration.ofMinutes(minutes).equals(timeout.get())) {
      fault(path + ".timeout", timeout.get() + " is no number of minutes", "whole minutes");
    }
  }

  private void fault(String path, String found, String allowed) {
    faults.add(Diagnostic.error("definition.inexpressible", path, found, allowed).withSource(name));
  }
}
