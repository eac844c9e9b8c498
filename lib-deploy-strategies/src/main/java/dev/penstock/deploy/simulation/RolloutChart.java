package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** A rollout as a picture: stairs over time, in whole pixels. */
final class RolloutChart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int RIGHT = 624;
  private static final int TOP = 40;
  private static final int BOTTOM = 200;

  private final RolloutResult result;

  RolloutChart(RolloutResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
        .append(WIDTH + " " + HEIGHT)
        .append("\" font-family=\"sans-serif\" font-size=\"12\">\n")
        .append("<title>" + escaped(title()) + "</title>\n");
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    text(svg, LEFT, 20, "start", title());
    for (int percent = 0; percent <= 100; percent += 50) {
      int y = y(percent * (Weight.WHOLE / 100));
      svg.append("<path d=\"M" + LEFT + " " + y + "H" + RIGHT + "\" stroke=\"#ccc\"/>\n");
      text(svg, LEFT - 8, y + 4, "end", percent + " %");
    }
    text(svg, LEFT, BOTTOM + 20, "start", RolloutTable.clock(Duration.ZERO));
    text(svg, RIGHT, BOTTOM + 20, "end", RolloutTable.clock(result.duration()));
    text(svg, (LEFT + RIGHT) / 2, BOTTOM + 20, "middle", legend());
    if (!result.traffic()) {
      stairs(svg, "hosts that serve", "#888", result.start().healthy(), RolloutEvent::serving);
    }
    stairs(svg, "on the new revision", "#06c", 0, RolloutEvent::succeeded);
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return result.strategy()
        + ": "
        + result.outcome()
        + " after "
        + RolloutTable.clock(result.duration());
  }

  private String legend() {
    return result.traffic()
        ? "blue: traffic on the new revision"
        : "blue: hosts on the new revision, grey: hosts that serve";
  }

  private void stairs(
      StringBuilder svg, String what, String colour, int first, ToIntFunction<RolloutEvent> units) {
    int x = LEFT;
    int y = y(share(first));
    svg.append("<path d=\"M" + x + " " + y);
    int index = 0;
    for (RolloutEvent event : result.events()) {
      int nextX = x(event, index++);
      int nextY = y(share(units.applyAsInt(event)));
      if (nextX != x) {
        svg.append("H" + nextX);
      }
      if (nextY != y) {
        svg.append("V" + nextY);
      }
      x = nextX;
      y = nextY;
    }
    svg.append("\" fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\">")
        .append("<title>" + what + "</title></path>\n");
  }

  private int share(int units) {
    return RolloutResult.share(units, result.start().total()).basisPoints();
  }

  /** By time, or by the order of events if none of them took any. */
  private int x(RolloutEvent event, int index) {
    BigInteger whole = nanos(result.duration());
    if (whole.signum() == 0) {
      int last = Math.max(1, result.events().size() - 1);
      return LEFT + (int) ((long) index * (RIGHT - LEFT) / last);
    }
    return LEFT
        + nanos(event.at()).multiply(BigInteger.valueOf(RIGHT - LEFT)).divide(whole).intValue();
  }

  private static int y(int basisPoints) {
    return BOTTOM - basisPoints * (BOTTOM - TOP) / Weight.WHOLE;
  }

  private static BigInteger nanos(Duration time) {
    return BigInteger.valueOf(time.toSeconds())
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(time.toNanosPart()));
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append("<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">")
        .append(escaped(text) + "</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
