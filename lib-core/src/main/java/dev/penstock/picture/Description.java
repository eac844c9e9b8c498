package dev.penstock.picture;

import java.util.List;
import java.util.stream.Collectors;

/** What a picture says in words, for those who do not see it. */
final class Description {
  private Description() {}

  static String title(Chart chart) {
    return "Pipeline "
        + chart.title()
        + (chart.subtitle().isEmpty() ? "" : ", " + chart.subtitle());
  }

  static String of(Chart chart) {
    int actions = chart.stages().stream().mapToInt(stage -> stage.cards().size()).sum();
    return count(chart.stages().size(), "stage")
        + ", "
        + count(actions, "action")
        + ". "
        + chart.stages().stream().map(Description::of).collect(Collectors.joining(" "));
  }

  private static String of(Chart.Stage stage) {
    StringBuilder text = new StringBuilder("Stage ").append(stage.name());
    stage.mark().ifPresent(mark -> text.append(", ").append(mark.word()));
    stage.gate().ifPresent(why -> text.append(", entry disabled: ").append(why));
    stage.notes().forEach(note -> text.append(", ").append(note));
    text.append(": ");
    List<String> groups =
        stage.groups().stream()
            .map(
                group ->
                    group.cards().stream().map(Description::of).collect(Collectors.joining(", ")))
            .toList();
    return text.append(String.join(", then ", groups)).append('.').toString();
  }

  static String of(Chart.Card card) {
    return card.name()
        + " ("
        + card.type()
        + ")"
        + (card.mark().isPresent() ? " " + status(card) : "")
        + (card.note().isEmpty() ? "" : " [" + card.note() + "]")
        + (card.after().isEmpty() ? "" : " after " + String.join(" and ", card.after()));
  }

  static String status(Chart.Card card) {
    String word = card.mark().map(Mark::word).orElse("");
    return card.time().isEmpty() ? word : word + " " + card.time();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
