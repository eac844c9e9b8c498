package shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Knows what each item costs. */
final class PriceList {
  private static final Set<String> ALCOHOL = Set.of("beer", "cider");

  private final Map<String, Integer> net = new TreeMap<>();

  PriceList() throws IOException {
    Properties file = new Properties();
    try (InputStream in = PriceList.class.getResourceAsStream("prices.properties")) {
      file.load(in);
    }
    file.stringPropertyNames().forEach(item -> net.put(item, Integer.valueOf(file.getProperty(item))));
  }

  /** The price with tax, in cents: 7 percent, 19 percent on alcohol. */
  int cents(String item) {
    Integer cents = net.get(item);
    if (cents == null) {
      throw new IllegalArgumentException("no such item: " + item);
    }
    int percent = ALCOHOL.contains(item) ? 19 : 7;
    return (cents * (100 + percent) + 50) / 100;
  }
}
