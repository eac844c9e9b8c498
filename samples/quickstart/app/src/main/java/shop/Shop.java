package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Answers requests for prices. */
public final class Shop implements AutoCloseable {
  private final HttpServer server;
  private final PriceList prices = new PriceList();
  private final String version;

  Shop(int port, String version) throws IOException {
    this.version = version;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/", this::price);
    server.createContext("/health", exchange -> answer(exchange, 200, "{\"version\":\"" + version + "\"}"));
    server.start();
  }

  /** Takes the port and the file that holds the version. */
  public static void main(String[] arguments) throws IOException {
    String version = Files.readString(Path.of(arguments[1])).strip();
    new Shop(Integer.parseInt(arguments[0]), version);
    System.out.println("shop " + version + " answers on port " + arguments[0]);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void price(HttpExchange exchange) throws IOException {
    try {
      String query = exchange.getRequestURI().getQuery();
      String item = query != null && query.startsWith("item=") ? query.substring(5) : "tea";
      int cents = prices.cents(item);
      String price = cents / 100 + "." + String.format("%02d", cents % 100);
      answer(exchange, 200,
          "{\"greeting\":\"Welcome to the shop\",\"version\":\"" + version
              + "\",\"item\":\"" + item + "\",\"price\":\"" + price + "\"}");
    } catch (IllegalArgumentException unknown) {
      answer(exchange, 404, "{\"error\":\"" + unknown.getMessage() + "\"}");
    } catch (RuntimeException bug) {
      bug.printStackTrace();
      answer(exchange, 500, "{\"error\":\"internal error\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
