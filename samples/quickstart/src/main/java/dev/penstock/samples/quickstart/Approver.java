package dev.penstock.samples.quickstart;

import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.samples.quickstart.report.Progress;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers manual approvals: a person at the terminal, or nobody if there is none. */
final class Approver {
  private final Progress progress;
  private final Teller teller;
  private final @Nullable Console console;

  /** Asks at a console; without one it approves. */
  Approver(Progress progress, Teller teller, @Nullable Console console) {
    this.progress = progress;
    this.teller = teller;
    this.console = console;
  }

  /** Answers all that an execution asks for, until it has ended. */
  void attend(OpenPipeline pipeline, String execution, Release release) {
    Optional<ActionView> waiting = next(pipeline, execution);
    while (waiting.isPresent()) {
      String token = waiting.get().approvalToken().orElseThrow();
      if (console == null) {
        pipeline.approve(token, "quickstart", "approved without asking");
      } else if (isApproved(console, release)) {
        pipeline.approve(token, System.getProperty("user.name"), "approved at the terminal");
      } else {
        pipeline.reject(token, System.getProperty("user.name"), "rejected at the terminal");
      }
      waiting = next(pipeline, execution);
    }
  }

  private static Optional<ActionView> next(OpenPipeline pipeline, String execution) {
    return pipeline.nextApproval(execution).toCompletableFuture().join();
  }

  private boolean isApproved(Console terminal, Release release) {
    String question = "  Release " + release.version() + " to production? [Y/n] ";
    teller.refresh();
    String answer = progress.ask(() -> terminal.readLine("%s", question));
    return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
  }
}
