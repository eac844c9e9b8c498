package dev.penstock.deploy;

import dev.penstock.pipeline.execution.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists what a group remembers of its deployments. */
final class GroupHistory {
  private GroupHistory() {}

  static List<GroupState.Past> oldestFirst(GroupState state) {
    List<GroupState.Past> all = new ArrayList<>(state.ended.values());
    all.addAll(state.live.values());
    all.sort(Comparator.comparingInt(past -> past.number));
    return all;
  }

  static Page<GroupStatus.Entry> page(GroupState state, DeploymentQuery query) {
    List<GroupState.Past> all = oldestFirst(state);
    List<GroupStatus.Entry> items = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      GroupState.Past past = all.get(i);
      if (past.number >= query.before() || !query.matches(past)) {
        continue;
      }
      if (items.size() == query.pageSize()) {
        return new Page<>(items, Optional.of(Integer.toString(past.number + 1)));
      }
      items.add(GroupStatus.entryOf(past));
    }
    return new Page<>(items, Optional.empty());
  }
}
