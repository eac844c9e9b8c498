package dev.penstock.picture;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a chart as a Mermaid flowchart. Names never become ids, and in labels every character but
 * plain letters and digits is written as its code point, so no name can end a label, begin a
 * comment or directive, or be read as markup.
 */
final class MermaidPicture {

  /** Groups that fit side by side on a page; stages with more of them stand below each other. */
  private static final int MOST_IN_A_ROW = 6;

  private static final double WIDEST_REASON = 40;

  private static final String REPLACED = "'\"<>&_%#;{}|\\`=*+~^$!?@";
  private static final String REPLACEMENTS = "’”‹›＆＿％＃；（）｜＼‘＝＊＋～＾＄！？＠";

  private final Chart chart;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder classes = new StringBuilder();

  MermaidPicture(Chart chart) {
    this.chart = chart;
  }

  String draw() {
    int groups = chart.stages().stream().mapToInt(stage -> stage.groups().size()).sum();
    line("flowchart " + (groups <= MOST_IN_A_ROW ? "LR" : "TB"));
    line("  accTitle: " + plain(Description.title(chart)));
    line("  accDescr: " + plain(Description.of(chart)));
    for (int i = 0; i < chart.stages().size(); i++) {
      stage(i, chart.stages().get(i));
    }
    for (int i = 1; i < chart.stages().size(); i++) {
      String arrow =
          chart
              .stages()
              .get(i)
              .gate()
              .map(why -> " -. \"✖ disabled#58; " + escaped(why) + "\" .-> ")
              .orElse(" --> ");
      line("  s" + (i - 1) + arrow + "s" + i);
    }
    out.append(classes);
    styles();
    return out.toString();
  }

  private void stage(int number, Chart.Stage stage) {
    String id = "s" + number;
    StringBuilder label = new StringBuilder();
    stage.mark().ifPresent(mark -> label.append(mark.sign()).append(' '));
    label.append(escaped(stage.name()));
    stage.mark().ifPresent(mark -> label.append(", ").append(mark.word()));
    line("  subgraph " + id + "[\"" + label + "\"]");
    line("    direction LR");
    if (!stage.notes().isEmpty()) {
      String notes =
          stage.notes().stream().map(MermaidPicture::escaped).collect(Collectors.joining("<br/>"));
      line("    " + id + "n>\"» " + notes + "\"]");
    }
    Map<String, String> ids = new LinkedHashMap<>();
    for (Chart.Card card : stage.cards()) {
      String node = id + "a" + ids.size();
      ids.put(card.id(), node);
      card(node, card);
    }
    order(ids, stage);
    line("  end");
  }

  private void card(String id, Chart.Card card) {
    StringBuilder label = new StringBuilder();
    label.append(card.mark().map(Mark::sign).orElse(card.isApproval() ? "◇" : "□")).append(' ');
    label.append(escaped(card.name()));
    card.mark().ifPresent(mark -> label.append("<br/>").append(escaped(Description.status(card))));
    if (card.mark().equals(Optional.of(Mark.FAILED)) && !card.note().isEmpty()) {
      label.append("<br/>").append(escaped(reason(card)));
    }
    line("    " + id + (card.isApproval() ? "{{\"" + label + "\"}}" : "[\"" + label + "\"]"));
    card.mark()
        .ifPresent(
            mark ->
                classes
                    .append("  class ")
                    .append(id)
                    .append(' ')
                    .append(mark.style())
                    .append('\n'));
  }

  /** Why an action failed, as far as it fits; the description has it whole. */
  static String reason(Chart.Card card) {
    return Letters.cut(Letters.visible(card.note()), WIDEST_REASON);
  }

  /** What runs before what within a stage: from each group to the next, and named predecessors. */
  private void order(Map<String, String> ids, Chart.Stage stage) {
    Chart.Group before = null;
    for (Chart.Group group : stage.groups()) {
      if (!group.isLoose()) {
        if (before != null) {
          link(nodes(ids, before), nodes(ids, group));
        }
        before = group;
      }
    }
    for (Chart.Card card : stage.cards()) {
      for (String predecessor : card.after()) {
        if (ids.containsKey(predecessor)) {
          line("    " + ids.get(predecessor) + " --> " + ids.get(card.id()));
        }
      }
    }
  }

  /** All of one group before all of the next; of many, through one point. */
  private void link(List<String> from, List<String> to) {
    if (from.size() > 1 && to.size() > 1) {
      String point = from.get(0) + "j";
      line("    " + point + "((\" \"))");
      line("    " + String.join(" & ", from) + " --- " + point);
      line("    " + point + " --> " + String.join(" & ", to));
    } else {
      line("    " + String.join(" & ", from) + " --> " + String.join(" & ", to));
    }
  }

  private static List<String> nodes(Map<String, String> ids, Chart.Group group) {
    return group.cards().stream().map(card -> Objects.requireNonNull(ids.get(card.id()))).toList();
  }

  /** Colours that are legible on light and dark pages, for the states that occur. */
  private void styles() {
    Set<Mark> used = EnumSet.noneOf(Mark.class);
    chart
        .stages()
        .forEach(stage -> stage.cards().forEach(card -> card.mark().ifPresent(used::add)));
    used.forEach(mark -> line("  classDef " + mark.style() + " " + style(mark)));
  }

  private static String style(Mark mark) {
    return switch (mark) {
      case PLANNED, NOT_PART -> "fill:#f6f8fa,stroke:#59636e,color:#1f2328,stroke-dasharray:4 3";
      case WAITING -> "fill:#fff8c5,stroke:#9a6700,color:#1f2328";
      case IN_PROGRESS -> "fill:#ddf4ff,stroke:#0969da,color:#1f2328,stroke-width:2px";
      case NEEDS_ANSWER -> "fill:#fff8c5,stroke:#9a6700,color:#1f2328,stroke-width:2px";
      case SUCCEEDED -> "fill:#dafbe1,stroke:#1a7f37,color:#1f2328";
      case FAILED -> "fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-width:3px";
      case ABANDONED -> "fill:#eaeef2,stroke:#59636e,color:#1f2328,stroke-dasharray:2 2";
      case STOPPED, SUPERSEDED, CANCELLED, SKIPPED -> "fill:#eaeef2,stroke:#59636e,color:#1f2328";
    };
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** A text in a quoted label. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    Letters.visible(text)
        .codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || point == ' ') {
                escaped.appendCodePoint(point);
              } else {
                escaped.append('#').append(point).append(';');
              }
            });
    return escaped.toString();
  }

  /**
   * A text where Mermaid knows no escapes: signs that mean something to it are written as others
   * that look like them and mean nothing.
   */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    Letters.visible(text)
        .codePoints()
        .map(MermaidPicture::harmless)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static int harmless(int point) {
    if (Character.isLetterOrDigit(point) || " ,.:/()[]·-".indexOf(point) >= 0) {
      return point;
    }
    int known = REPLACED.indexOf(point);
    return known >= 0 ? REPLACEMENTS.charAt(known) : point > 0x7F ? point : '·';
  }
}
