package dev.penstock.samples.quickstart;

import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleRunner;
import dev.penstock.deploy.LifecycleTask;
import java.util.concurrent.CompletionStage;

/** Notes when which lifecycle event ran where, around the one who runs it. */
final class NotedEvents implements LifecycleRunner {
  private final LifecycleRunner agents;
  private final Chronicle chronicle;
  private final Teller teller;

  NotedEvents(LifecycleRunner agents, Chronicle chronicle, Teller teller) {
    this.agents = agents;
    this.chronicle = chronicle;
    this.teller = teller;
  }

  @Override
  public CompletionStage<LifecycleResult> run(LifecycleTask task) throws Exception {
    chronicle.note(
        Chronicle.Kind.EVENT_CALLED, task.deployment(), task.instance(), task.event().text());
    teller.activity(task.deployment() + ": " + task.instance() + " " + task.event().text());
    return agents
        .run(task)
        .whenComplete(
            (result, failure) -> {
              LifecycleErrorCode code =
                  failure == null ? result.code() : LifecycleErrorCode.UNKNOWN_ERROR;
              if (task.abandoned().toCompletableFuture().isDone()) {
                return; // the host is going down and will ask again
              }
              chronicle.note(
                  Chronicle.Kind.EVENT_ENDED,
                  task.deployment(),
                  task.instance(),
                  task.event().text(),
                  code);
              tell(task, code, failure == null ? result.message() : String.valueOf(failure));
            });
  }

  @Override
  public boolean reportsStarts() {
    return agents.reportsStarts();
  }

  private void tell(LifecycleTask task, LifecycleErrorCode code, String message) {
    if (code != LifecycleErrorCode.SUCCESS) {
      teller.note(
          task.deployment()
              + ": "
              + task.event()
              + " failed on "
              + task.instance()
              + ": "
              + message);
    } else if (task.event() == LifecycleEvent.VALIDATE_SERVICE) {
      teller.detail(task.deployment() + ": " + task.instance() + " runs " + task.revision().id());
    }
  }
}
