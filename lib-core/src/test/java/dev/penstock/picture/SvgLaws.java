package dev.penstock.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Label("The SVG of a chart")
class SvgLaws {
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "svg",
              Set.of(
                  "xmlns",
                  "class",
                  "role",
                  "aria-labelledby",
                  "width",
                  "height",
                  "viewBox",
                  "style"),
          "title", Set.of("id"),
          "desc", Set.of("id"),
          "style", Set.of(),
          "g", Set.of("class"),
          "rect", Set.of("class", "x", "y", "width", "height", "rx"),
          "circle", Set.of("class", "cx", "cy", "r"),
          "path", Set.of("class", "d"),
          "text", Set.of("class", "x", "y"));

  @Provide
  Arbitrary<Chart> charts() {
    return HostileCharts.charts();
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("is well formed whatever the names, and holds nothing but drawing")
  void isHarmless(@ForAll("charts") Chart chart) throws Exception {
    String svg = new SvgPicture(chart).draw();
    for (Element element : elements(parse(svg))) {
      Set<String> attributes = ALLOWED.get(element.getTagName());
      assertTrue(attributes != null, "unexpected <" + element.getTagName() + ">");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        assertTrue(
            attributes.contains(attribute.getNodeName()),
            element.getTagName() + " has " + attribute.getNodeName());
        if (attribute.getNodeName().equals("style")) {
          assertEquals("max-width:100%;height:auto", attribute.getNodeValue()); // fits a page
        } else if (!attribute.getNodeName().equals("xmlns")) {
          assertTrue(attribute.getNodeValue().matches("[-A-Za-z0-9 .]*"), attribute.getNodeValue());
        }
      }
      if (element.getTagName().equals("style")) {
        assertEquals(SvgStyle.SHEET, element.getTextContent());
      }
    }
    assertTrue(!SvgStyle.SHEET.contains("url") && !SvgStyle.SHEET.contains("@import"));
  }

  @Property(tries = 5, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("has no rule for anything else on the page that it is part of")
  void keepsToItself(@ForAll("charts") Chart chart) throws Exception {
    Element svg = parse(new SvgPicture(chart).draw());
    assertEquals("penstock", svg.getAttribute("class"));
    int rules = 0;
    for (String line : SvgStyle.SHEET.split("\n", -1)) {
      if (line.contains("{") && !line.startsWith("@media")) {
        for (String selector : line.substring(0, line.indexOf('{')).split(",", -1)) {
          assertTrue(selector.startsWith(".penstock "), line);
          rules++;
        }
      }
    }
    assertTrue(rules > 50, "found " + rules);
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("tells everything in words: picture, stages, actions, states, closed gates")
  void isTold(@ForAll("charts") Chart chart) throws Exception {
    Element svg = parse(new SvgPicture(chart).draw());
    Element title = (Element) svg.getElementsByTagName("title").item(0);
    Element desc = (Element) svg.getElementsByTagName("desc").item(0);
    assertEquals("img", svg.getAttribute("role"));
    assertEquals(
        title.getAttribute("id") + " " + desc.getAttribute("id"),
        svg.getAttribute("aria-labelledby"));
    assertTrue(title.getTextContent().contains(Letters.visible(chart.title())));
    String told = desc.getTextContent();
    List<String> tooltips = new ArrayList<>();
    for (Element each : elements(svg)) {
      if (each.getTagName().equals("title")) {
        tooltips.add(each.getTextContent());
      }
    }
    tooltips.remove(0);
    List<String> expected = new ArrayList<>();
    for (Chart.Stage stage : chart.stages()) {
      assertTrue(told.contains("Stage " + Letters.visible(stage.name())));
      stage.gate().ifPresent(why -> assertTrue(told.contains(Letters.visible(why))));
      stage.notes().forEach(note -> assertTrue(told.contains(Letters.visible(note))));
      for (Chart.Card card : stage.cards()) {
        String text = Letters.visible(Description.of(card));
        expected.add(text);
        assertTrue(told.contains(text));
        assertTrue(text.startsWith(Letters.visible(card.name())));
        card.mark().ifPresent(mark -> assertTrue(text.contains(mark.word())));
      }
    }
    assertEquals(expected, tooltips);
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("shows each state as a word and each closed gate as a sign")
  void showsStates(@ForAll("charts") Chart chart) throws Exception {
    Map<String, Integer> words = new HashMap<>();
    int closed = 0;
    for (Element element : elements(parse(new SvgPicture(chart).draw()))) {
      boolean isGateSign =
          element.getAttribute("class").equals("closed")
              && element.getElementsByTagName("circle").getLength() == 1;
      closed += isGateSign ? 1 : 0;
      if (element.getAttribute("class").equals("status")) {
        for (Mark mark : Mark.values()) {
          if (element.getTextContent().startsWith(mark.word())
              || element.getTextContent().equals(mark.sign() + " " + mark.word())) {
            words.merge(mark.word(), 1, Integer::sum);
          }
        }
      }
    }
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < chart.stages().size(); i++) {
      Chart.Stage stage = chart.stages().get(i);
      closed -= i > 0 && stage.gate().isPresent() ? 1 : 0;
      stage.mark().ifPresent(mark -> expected.merge(mark.word(), 1, Integer::sum));
      stage
          .cards()
          .forEach(
              card -> card.mark().ifPresent(mark -> expected.merge(mark.word(), 1, Integer::sum)));
    }
    assertEquals(expected, words);
    assertEquals(0, closed);
  }

  @Property(tries = 100, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("is the same for the same chart")
  void isDetermined(@ForAll("charts") Chart chart) {
    assertEquals(new SvgPicture(chart).draw(), new SvgPicture(chart).draw());
  }

  @Example
  @Label("gives every state a shape of its own")
  void shapes() {
    Set<String> shapes = new HashSet<>();
    for (Mark mark : Mark.values()) {
      Xml svg = new Xml();
      SvgIcons.draw(svg, mark, 50, 50);
      shapes.add(svg.toString().replaceAll("class=\"[a-z]*\"", ""));
    }
    assertEquals(Mark.values().length, shapes.size());
  }

  @Example
  @Label("is legible in light and in dark: text has a contrast of at least 4.5 to 1")
  void contrast() {
    String[] modes = SvgStyle.SHEET.split("@media \\(prefers-color-scheme:dark\\)", -1);
    assertEquals(2, modes.length);
    for (String mode : modes) {
      List<String> texts = new ArrayList<>();
      for (String style :
          List.of(".title,.stage-name,.name", ".subtitle,.note,.letter", ".tone,.status")) {
        texts.add(colour(mode, style));
      }
      for (Mark mark :
          List.of(Mark.IN_PROGRESS, Mark.NEEDS_ANSWER, Mark.WAITING, Mark.SUCCEEDED, Mark.FAILED)) {
        texts.add(colour(mode, "." + mark.style() + ">.tone,." + mark.style() + ">.status"));
      }
      for (String text : texts) {
        for (String ground : List.of(".paper", ".column", ".card")) {
          double contrast = contrast(text, colour(mode, ground));
          assertTrue(contrast >= 4.5, text + " on " + ground + ": " + contrast);
        }
      }
    }
    assertNotEquals(colour(modes[0], ".paper"), colour(modes[1], ".paper"));
  }

  private static String colour(String sheet, String selector) {
    String rule = "\n.penstock " + selector.replace(",", ",.penstock ") + "{fill:#";
    int start = sheet.indexOf(rule);
    assertTrue(start >= 0, "no " + selector);
    int end = start + rule.length();
    return sheet.substring(end, end + 6);
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  static Element parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setExpandEntityReferences(false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null); // throws; prints nothing
    return builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
  }

  static List<Element> elements(Element root) {
    List<Element> all = new ArrayList<>(List.of(root));
    NodeList below = root.getElementsByTagName("*");
    for (int i = 0; i < below.getLength(); i++) {
      all.add((Element) below.item(i));
    }
    return all;
  }
}
