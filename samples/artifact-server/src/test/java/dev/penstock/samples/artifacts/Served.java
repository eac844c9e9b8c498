package dev.penstock.samples.artifacts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A server on a free port of this machine, with a token that may write and one that may read. */
public final class Served implements AutoCloseable {
  /** Who shows it may read and publish. */
  public static final String WRITER = "writers-token";

  /** Who shows it may read. */
  public static final String READER = "readers-token";

  /** The accounts of both. */
  public static final Accounts ACCOUNTS =
      Accounts.none().with("ada", WRITER, true).with("bob", READER, false);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ArtifactServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private Served(ServerSettings settings) throws IOException {
    this.server =
        ArtifactServer.start(settings, new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  /** Serves a directory. */
  public static Served from(Path directory) throws IOException {
    return new Served(ServerSettings.local(directory, ACCOUNTS));
  }

  /** Serves by other settings. */
  public static Served from(ServerSettings settings) throws IOException {
    return new Served(settings);
  }

  /** The server's address, without a slash at its end. */
  public String url() {
    return server.url();
  }

  /** The server's port. */
  public int port() {
    return server.port();
  }

  /** What was logged until now. */
  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** The server itself. */
  public ArtifactServer server() {
    return server;
  }

  /** Credentials of the user {@code aws}. */
  public static String basic(String token) {
    byte[] both = ("aws:" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** GET with the reader's token. */
  public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send("GET", path, new byte[0], "Authorization", basic(READER));
  }

  /** PUT with the writer's token. */
  public HttpResponse<byte[]> put(String path, byte[] body)
      throws IOException, InterruptedException {
    return send("PUT", path, body, "Authorization", basic(WRITER));
  }

  /** Any request. */
  public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Takes the server down before it is closed. */
  public void stop() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
