package dev.penstock.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Triggers in the cloud service's JSON form, without white space, as far as their size matters. */
final class TriggerJson {
  private TriggerJson() {}

  static String of(List<Trigger> triggers) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    triggers.forEach(trigger -> write(all.addObject(), trigger));
    return all.toString();
  }

  private static void write(ObjectNode out, Trigger trigger) {
    out.put("providerType", trigger.providerType());
    ObjectNode git = out.putObject("gitConfiguration");
    git.put("sourceActionName", trigger.sourceAction());
    if (!trigger.push().isEmpty()) {
      ArrayNode push = git.putArray("push");
      for (PushFilter filter : trigger.push()) {
        ObjectNode to = push.addObject();
        write(to, "branches", filter.branches());
        write(to, "tags", filter.tags());
        write(to, "filePaths", filter.filePaths());
      }
    }
    if (!trigger.pullRequest().isEmpty()) {
      ArrayNode requests = git.putArray("pullRequest");
      for (PullRequestFilter filter : trigger.pullRequest()) {
        ObjectNode to = requests.addObject();
        if (!filter.events().isEmpty()) {
          ArrayNode events = to.putArray("events");
          filter.events().forEach(event -> events.add(event.name()));
        }
        write(to, "branches", filter.branches());
        write(to, "filePaths", filter.filePaths());
      }
    }
  }

  private static void write(ObjectNode out, String name, Optional<Criterion> criterion) {
    criterion.ifPresent(
        present -> {
          ObjectNode to = out.putObject(name);
          write(to, "includes", present.includes());
          write(to, "excludes", present.excludes());
        });
  }

  private static void write(ObjectNode out, String name, List<String> patterns) {
    if (!patterns.isEmpty()) {
      ArrayNode to = out.putArray(name);
      patterns.forEach(to::add);
    }
  }
}
