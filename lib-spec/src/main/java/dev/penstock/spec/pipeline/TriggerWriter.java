package dev.penstock.spec.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestFilter;
import dev.penstock.source.PushFilter;
import dev.penstock.source.Trigger;
import java.util.List;
import java.util.Optional;

/** Writes triggers. */
final class TriggerWriter {
  private TriggerWriter() {}

  static void write(Trigger trigger, ObjectNode out) {
    out.put("providerType", trigger.providerType());
    ObjectNode git = out.putObject("gitConfiguration");
    git.put("sourceActionName", trigger.sourceAction());
    if (!trigger.push().isEmpty()) {
      ArrayNode filters = git.putArray("push");
      for (PushFilter filter : trigger.push()) {
        ObjectNode to = filters.addObject();
        write("branches", filter.branches(), to);
        write("tags", filter.tags(), to);
        write("filePaths", filter.filePaths(), to);
      }
    }
    if (!trigger.pullRequest().isEmpty()) {
      ArrayNode filters = git.putArray("pullRequest");
      for (PullRequestFilter filter : trigger.pullRequest()) {
        ObjectNode to = filters.addObject();
        if (!filter.events().isEmpty()) {
          ArrayNode events = to.putArray("events");
          filter.events().forEach(event -> events.add(event.name()));
        }
        write("branches", filter.branches(), to);
        write("filePaths", filter.filePaths(), to);
      }
    }
  }

  private static void write(String key, Optional<Criterion> criterion, ObjectNode out) {
    criterion.ifPresent(
        present -> {
          ObjectNode to = out.putObject(key);
          write("includes", present.includes(), to);
          write("excludes", present.excludes(), to);
        });
  }

  private static void write(String key, List<String> patterns, ObjectNode out) {
    if (!patterns.isEmpty()) {
      ArrayNode list = out.putArray(key);
      patterns.forEach(list::add);
    }
  }
}
