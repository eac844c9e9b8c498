package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopTest {
  private final Shop shop = new Shop(0, "9.8.7");

  ShopTest() throws IOException {}

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void answersAPrice() throws IOException {
    assertEquals(
        "200 {\"greeting\":\"Welcome to the shop\",\"version\":\"9.8.7\",\"item\":\"coffee\",\"price\":\"4.07\"}",
        get("/?item=coffee"));
  }

  @Test
  void offersTea() throws IOException {
    assertEquals(
        "200 {\"greeting\":\"Welcome to the shop\",\"version\":\"9.8.7\",\"item\":\"tea\",\"price\":\"3.42\"}",
        get("/"));
  }

  @Test
  void knowsItsVersion() throws IOException {
    assertEquals("200 {\"version\":\"9.8.7\"}", get("/health"));
  }

  @Test
  void refusesAnUnknownItem() throws IOException {
    assertEquals("404 {\"error\":\"no such item: ink\"}", get("/?item=ink"));
  }

  private String get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http://127.0.0.1:" + shop.port() + path).openConnection();
    int status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
