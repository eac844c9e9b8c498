package dev.penstock.pipeline.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Stages of one action each, locked and waited for in the slow and obvious way. */
final class NaiveStages {
  private static final Duration MONTH = Duration.ofDays(30);

  private final boolean isQueued;
  private final List<Door> doors = new ArrayList<>();
  private final Map<String, ExecutionStatus> statuses = new LinkedHashMap<>();
  private final List<String> rollbacks = new ArrayList<>();
  Instant now = Instant.EPOCH;

  NaiveStages(boolean isQueued, int stages) {
    this.isQueued = isQueued;
    for (int i = 0; i < stages; i++) {
      doors.add(new Door());
    }
  }

  /** A stage and what is in front of it. */
  private static final class Door {
    @Nullable String inside;
    @Nullable String failed;
    boolean isOpen = true;
    Instant closedAt = Instant.EPOCH;
    List<Guest> guests = new ArrayList<>();
  }

  /** Somebody who waits. */
  private static final class Guest {
    final String id;
    final Instant since;
    boolean isStranded;

    Guest(String id, Instant since) {
      this.id = id;
      this.since = since;
    }
  }

  static String name(int stage) {
    return "stage-" + stage;
  }

  @Nullable String inside(int stage) {
    return doors.get(stage).inside;
  }

  @Nullable String failed(int stage) {
    return doors.get(stage).failed;
  }

  Iterable<String> everybody() {
    return statuses.keySet();
  }

  @Nullable String anybody(RandomGenerator random) {
    List<String> moving =
        statuses.keySet().stream()
            .filter(each -> statuses.get(each) == ExecutionStatus.IN_PROGRESS)
            .toList();
    return moving.isEmpty() ? null : moving.get(random.nextInt(moving.size()));
  }

  void start(String id) {
    statuses.put(id, ExecutionStatus.IN_PROGRESS);
    arrive(id, 0);
  }

  private void arrive(String id, int stage) {
    if (stage == doors.size()) {
      statuses.put(id, ExecutionStatus.SUCCEEDED);
      return;
    }
    Door door = doors.get(stage);
    if (!isQueued) {
      door.guests.forEach(guest -> statuses.put(guest.id, ExecutionStatus.SUPERSEDED));
      door.guests.clear();
    }
    door.guests.add(new Guest(id, now));
    letIn(door);
  }

  private static void letIn(Door door) {
    if (door.inside != null || !door.isOpen) {
      return;
    }
    for (Guest guest : door.guests) {
      if (!guest.isStranded) {
        door.guests.remove(guest);
        door.inside = guest.id;
        door.failed = null;
        return;
      }
    }
  }

  void end(int stage, boolean isGood) {
    Door door = doors.get(stage);
    String id = door.inside;
    door.inside = null;
    if (!isGood) {
      door.failed = id;
      statuses.put(id, ExecutionStatus.FAILED);
    } else if (rollbacks.contains(id)) {
      statuses.put(id, ExecutionStatus.SUCCEEDED);
    } else {
      arrive(id, stage + 1);
    }
    letIn(door);
  }

  void gate(int stage, boolean isOpening) {
    Door door = doors.get(stage);
    if (isOpening && !door.isOpen) {
      for (Guest guest : door.guests) {
        Instant held = guest.since.isAfter(door.closedAt) ? guest.since : door.closedAt;
        guest.isStranded |= Duration.between(held, now).compareTo(MONTH) > 0;
      }
    } else if (!isOpening && door.isOpen) {
      door.closedAt = now;
    }
    door.isOpen = isOpening;
    letIn(door);
  }

  void retry(int stage) {
    Door door = doors.get(stage);
    if (door.inside == null) {
      door.inside = door.failed;
      door.failed = null;
      statuses.put(door.inside, ExecutionStatus.IN_PROGRESS);
    }
  }

  void rollBack(int stage, String id) {
    statuses.put(id, ExecutionStatus.IN_PROGRESS);
    rollbacks.add(id);
    doors.get(stage).inside = id;
    doors.get(stage).failed = null;
  }

  /** Abandons: what is inside can be retried there, what waits is gone. */
  void stop(String id) {
    statuses.put(id, ExecutionStatus.STOPPED);
    for (Door door : doors) {
      door.guests.removeIf(guest -> guest.id.equals(id));
      if (id.equals(door.inside)) {
        door.inside = null;
        door.failed = id;
      }
      letIn(door);
    }
  }

  String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < doors.size(); i++) {
      Door door = doors.get(i);
      text.append(name(i))
          .append(door.inside == null ? " free" : " " + door.inside)
          .append(door.isOpen ? " open" : " closed");
      List<Guest> sorted = new ArrayList<>(door.guests);
      sorted.sort((one, other) -> Boolean.compare(other.isStranded, one.isStranded));
      sorted.forEach(
          guest -> text.append(' ').append(guest.id).append(guest.isStranded ? " stranded" : ""));
      text.append('\n');
    }
    statuses.forEach((id, status) -> text.append(id).append(' ').append(status).append('\n'));
    return text.toString();
  }
}
