package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * A comment in a document, and not what merely looks like one within a text.
 *
 * @param position where its {@code #} stands
 * @param end just behind its last character
 * @param text what follows the {@code #}, to the end of the line
 * @param isAlone whether nothing else stands in its line
 */
public record Comment(Position position, Position end, String text, boolean isAlone) {

  /**
   * Finds the comments that hold a word, up to the place where the text is no YAML.
   *
   * @param source the text
   * @param word the word
   * @return the comments in the order of the text
   */
  public static List<Comment> with(String word, SpecSource source) {
    boolean hasMark = source.text().startsWith("\uFEFF");
    String text = hasMark ? source.text().substring(1) : source.text();
    if (!text.contains(word) || text.length() > SpecSource.MAX_LENGTH || JsonTree.isJson(text)) {
      return List.of();
    }
    return new Search(text).find(word);
  }

  /** Goes through the lines beside the parser's texts. */
  private static final class Search {

    private final String text;
    private final List<int[]> scalars = new ArrayList<>();
    private int endOfYaml;
    private int counted; // of Java's characters
    private int index; // of the character there, as the parser counts them

    Search(String text) {
      this.text = text;
      Parser parser = new ParserImpl(new Characters(text), new LoaderOptions());
      try {
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
          Event event = parser.getEvent();
          endOfYaml = event.getEndMark().getIndex();
          if (event instanceof ScalarEvent) {
            scalars.add(new int[] {event.getStartMark().getIndex(), endOfYaml});
          }
        }
        endOfYaml = text.length();
      } catch (YAMLException | NumberFormatException e) {
        // the reader of the format tells; what follows is not known to be a comment
      }
    }

    List<Comment> find(String word) {
      List<Comment> found = new ArrayList<>();
      TextCursor cursor = new TextCursor(text);
      int start = 0;
      while (start < text.length()) {
        int end = endOfLine(start);
        int mark = mark(start, end);
        if (mark >= 0 && text.substring(mark, end).contains(word)) {
          boolean isAlone = text.substring(start, mark).isBlank();
          found.add(
              new Comment(cursor.at(mark), cursor.at(end), text.substring(mark + 1, end), isAlone));
        }
        start = end + 1;
      }
      return found;
    }

    private int endOfLine(int start) {
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return end;
    }

    /** Where the line's comment begins; negative if it has none. */
    private int mark(int start, int end) {
      for (int i = start; i < end; i++) {
        boolean isMark =
            text.charAt(i) == '#'
                && (i == start || text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t');
        if (isMark && !isWithinText(indexOf(i))) {
          return i;
        }
      }
      return -1;
    }

    /** As the parser counts; asked for places further and further on. */
    private int indexOf(int place) {
      index += text.codePointCount(counted, place);
      counted = place;
      return index;
    }

    private boolean isWithinText(int place) {
      int low = 0;
      int high = scalars.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (scalars.get(middle)[0] <= place) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return place > endOfYaml || (low > 0 && place < scalars.get(low - 1)[1]);
    }
  }
}
