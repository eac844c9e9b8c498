package dev.penstock.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a picture shows, before it is drawn. Its texts may hold anything.
 *
 * @param title the pipeline's name
 * @param subtitle which execution, and how far it is; or the mode of a definition
 * @param mark how far the execution is; empty for a definition
 * @param stages the stages in order
 */
record Chart(String title, String subtitle, Optional<Mark> mark, List<Stage> stages) {
  Chart {
    stages = List.copyOf(stages);
  }

  /**
   * A stage in a chart.
   *
   * @param name its name
   * @param mark how far it is; empty for a definition
   * @param gate why the gate in front of it is closed; empty if it is open
   * @param notes its conditions, what waits in front of it, and the like
   * @param groups its actions in the order in which they may start
   */
  record Stage(
      String name,
      Optional<Mark> mark,
      Optional<String> gate,
      List<String> notes,
      List<Group> groups) {
    Stage {
      notes = List.copyOf(notes);
      groups = List.copyOf(groups);
    }

    List<Card> cards() {
      List<Card> cards = new ArrayList<>();
      groups.forEach(group -> cards.addAll(group.cards()));
      return cards;
    }
  }

  /**
   * Actions that may run at one time.
   *
   * @param label what they have in common, such as their run order
   * @param cards the actions
   */
  record Group(String label, List<Card> cards) {
    Group {
      cards = List.copyOf(cards);
    }

    /** Whether its actions name themselves what they run after, and wait for no group. */
    boolean isLoose() {
      return cards.stream().anyMatch(card -> !card.after().isEmpty());
    }
  }

  /**
   * An action.
   *
   * @param id unique within its stage, for edges; never drawn
   * @param name its name
   * @param type who carries it out
   * @param isApproval whether it waits for a person
   * @param mark how far it is; empty for a definition
   * @param time how long it took, as a part of a sentence behind its state; or empty
   * @param note since when it runs, or why it failed; or empty
   * @param after the ids of the actions of its stage that it waits for, where it names them itself
   */
  record Card(
      String id,
      String name,
      String type,
      boolean isApproval,
      Optional<Mark> mark,
      String time,
      String note,
      List<String> after) {
    Card {
      after = List.copyOf(after);
    }
  }
}
