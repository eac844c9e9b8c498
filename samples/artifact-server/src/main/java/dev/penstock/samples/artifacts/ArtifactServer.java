package dev.penstock.samples.artifacts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DomainBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.format.ArtifactEndpoint;
import dev.penstock.artifact.format.Credentials;
import dev.penstock.artifact.format.FormatEndpoint;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.format.maven.MavenProtocol;
import dev.penstock.artifact.format.npm.NpmProtocol;
import dev.penstock.artifact.format.nuget.NugetProtocol;
import dev.penstock.artifact.format.pypi.PypiProtocol;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import dev.penstock.artifact.upstream.Upstreams;
import dev.penstock.policy.Principal;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A running server: packages at {@code /{format}/{repository}/}, a page for people at {@code /},
 * and {@code /health}.
 *
 * <pre>{@code
 * ServerSettings settings =
 *     ServerSettings.local(directory, Accounts.none().with("ada", "a-long-token", true));
 * try (ArtifactServer server = ArtifactServer.start(settings, System.out)) {
 *   ... server.url() ...
 * }
 * }</pre>
 */
public final class ArtifactServer implements Closeable {
  private static final int BACKLOG = 256;

  private final ServerSettings settings;
  private final AccessLog log;
  private final FileContentStore content;
  private final FileCatalogue catalogue;
  private final Domain domain;
  private final ArtifactEndpoint endpoint;
  private final PackagesPage page;
  private final ExecutorService threads;
  private final HttpServer http;
  private final Semaphore free;
  private final AtomicBoolean isStopping = new AtomicBoolean();
  private final ThreadLocal<Asked> asked = ThreadLocal.withInitial(Asked::new);

  /** What is learnt about a request while it is answered, on one thread, for the log. */
  private static final class Asked {
    private @Nullable String user;
    private @Nullable RepositoryRight lacks;

    /** The log may say what the client must not learn: that it is a right that is missing. */
    String reason(int status, String said) {
      boolean isForbidden = status == 404 && user != null && lacks != null;
      return isForbidden ? "may not " + lacks + "; told: " + said : said;
    }
  }

  private ArtifactServer(ServerSettings settings, HttpServer http, PrintStream out)
      throws IOException {
    this.settings = settings;
    this.http = http;
    this.log = new AccessLog(out);
    Files.createDirectories(settings.directory());
    this.content = FileContentStore.open(settings.directory().resolve("content"));
    try {
      this.catalogue = FileCatalogue.open(settings.directory().resolve("catalogue"));
    } catch (IOException e) {
      content.close();
      throw e;
    }
    DomainBuilder builder = Domain.builder("packages", catalogue, content, Clock.systemUTC());
    @Nullable Upstreams upstreams;
    try {
      upstreams =
          settings.sources().isEmpty()
              ? null
              : Sources.open(builder, catalogue, settings.directory().resolve("fetches"), settings);
      this.domain = upstreams == null ? builder.build() : upstreams.domain();
      for (String repository : settings.repositories()) {
        domain.repositoryOrNew(repository);
      }
    } catch (IOException | RuntimeException e) {
      try (content;
          catalogue) {
        throw e;
      }
    }
    ArtifactEndpoint.Builder formats =
        ArtifactEndpoint.builder(domain, this::allows)
            .verifier(this::verified)
            .failures(log::failed);
    if (upstreams != null) {
      formats.upstreams(upstreams);
    }
    for (PackageProtocol protocol :
        List.of(
            new GenericProtocol(),
            new MavenProtocol(),
            NpmProtocol.builder().login(this::login).build(),
            new NugetProtocol(),
            new PypiProtocol(Clock.systemUTC()))) {
      formats.format(
          FormatEndpoint.builder(protocol)
              .bodyBytes(settings.bodyBytes())
              .failures(log::failed)
              .build());
    }
    this.endpoint = formats.build();
    this.page = new PackagesPage(domain);
    this.threads = Threads.open(settings.requests());
    this.free = new Semaphore(settings.requests());
    http.setExecutor(threads);
    http.createContext("/", this::handle);
  }

  /**
   * Starts a server.
   *
   * @param settings what it is told
   * @param out where a line goes for each request
   * @return the server, listening
   * @throws IOException if the directory cannot be used, or the port is taken
   */
  public static ArtifactServer start(ServerSettings settings, PrintStream out) throws IOException {
    SocketSettings.apply(settings);
    HttpServer http = bound(settings);
    try {
      ArtifactServer server = new ArtifactServer(settings, http, out);
      http.start();
      return server;
    } catch (IOException | RuntimeException e) {
      http.stop(0);
      throw e;
    }
  }

  /** Takes the port first: then nothing is open yet when it cannot be had. */
  private static HttpServer bound(ServerSettings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new IOException(
          "host \""
              + settings.host()
              + "\" has no address; allowed for --host: an address or a name of this machine,"
              + " 0.0.0.0 for all");
    }
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (SocketException e) { // taken, not allowed, or another machine's
      throw new IOException(
          "cannot listen at "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + e.getMessage()
              + "; allowed for --port: one that is free, 0 for any; for --host: an address of this"
              + " machine",
          e);
    }
  }

  /**
   * The port that it listens at.
   *
   * @return the port
   */
  public int port() {
    return http.getAddress().getPort();
  }

  /**
   * What clients on this machine call it.
   *
   * @return without a slash at its end
   */
  public String url() {
    return "http://" + settings.host() + ":" + port();
  }

  /**
   * The domain that it serves, for what no client can ask for, such as to yank a release.
   *
   * @return the domain; open until the server is closed
   */
  public Domain domain() {
    return domain;
  }

  /** How many requests are under way. */
  int underWay() {
    return settings.requests() - free.availablePermits();
  }

  private Optional<Principal> verified(Credentials credentials) {
    Optional<Principal> known = settings.accounts().verify(credentials);
    known.ifPresent(principal -> asked.get().user = principal.id());
    return known;
  }

  /** A token goes as the password of any user here too; who has logged in sends it from then on. */
  private Optional<String> login(String user, String password) {
    return verified(new Credentials(Optional.of(user), password)).map(known -> password);
  }

  private boolean allows(
      Principal principal,
      RepositoryRight right,
      String repository,
      @Nullable PackageCoordinates coordinates) {
    boolean isAllowed =
        principal.type() == Principal.Type.ANONYMOUS
            ? settings.isPublic() && Accounts.isForReaders(right)
            : settings.accounts().allows(principal, right);
    if (!isAllowed) {
      asked.get().lacks = right;
    }
    return isAllowed;
  }

  private void handle(HttpExchange http) {
    long start = System.nanoTime();
    Exchange exchange = new Exchange(http);
    boolean isTaken = free.tryAcquire();
    try (http) {
      serve(exchange, isTaken);
    } catch (IOException | RuntimeException e) {
      log.failed(e);
    } finally {
      if (isTaken) {
        free.release();
      }
      Asked about = asked.get();
      asked.remove();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      String reason = about.reason(exchange.status(), exchange.reason());
      log.answered(http, exchange.status(), exchange.sent(), time, about.user, reason);
    }
  }

  /** What fails before an answer has begun is answered; later, the connection breaks. */
  private void serve(Exchange exchange, boolean isTaken) throws IOException {
    try {
      send(exchange, isTaken || exchange.isAboutHealth() ? answer(exchange) : comeBack());
    } catch (IOException | RuntimeException e) {
      if (exchange.isBegun()) {
        throw e;
      }
      log.failed(e);
      exchange.send(ProtocolResponse.text(500, "the repository's storage failed\n"));
    }
  }

  /** Opens the body first: nothing has been sent when it cannot be had. */
  private static void send(Exchange exchange, ProtocolResponse answer) throws IOException {
    try {
      exchange.send(answer);
    } catch (UpstreamUnavailableException e) {
      exchange.send(
          ProtocolResponse.text(e.httpStatus(), e.getMessage() + "\n").with("Retry-After", "10"));
    }
  }

  private ProtocolResponse answer(Exchange exchange) throws IOException {
    if (isStopping.get()) {
      return comeBack();
    }
    try {
      ProtocolRequest request = exchange.request(settings.url());
      String first = request.segments().get(0);
      return switch (first) {
        case "health" -> health();
        case "", "browse" -> page(request);
        default -> endpoint.serve(request);
      };
    } catch (ProtocolException e) {
      return ProtocolResponse.text(e.status(), e.getMessage() + "\n");
    }
  }

  private static ProtocolResponse comeBack() {
    return ProtocolResponse.text(503, "busy or stopping\n")
        .with("Retry-After", "1")
        .with("Connection", "close");
  }

  /** Whether the catalogue can be read. */
  private ProtocolResponse health() {
    try {
      domain.repositoryNames();
      return health(200, "UP");
    } catch (IOException e) {
      log.failed(e);
      return health(503, "DOWN");
    }
  }

  private static ProtocolResponse health(int status, String word) {
    String json = "{\"status\":\"" + word + "\"}\n";
    return ProtocolResponse.json(status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** The page for people, behind the same door as the packages. */
  private ProtocolResponse page(ProtocolRequest request) throws IOException {
    ProtocolResponse door = endpoint.admit(request, RepositoryRight.LIST);
    if (door.status() != 200) {
      return door;
    }
    boolean mayReview = endpoint.admit(request, RepositoryRight.STATUS).status() == 200;
    asked.get().lacks = null; // it was no demand
    return page.answer(request, mayReview);
  }

  /** Waits for requests under way, up to the time of grace, and closes the files. */
  @Override
  public void close() throws IOException {
    if (isStopping.getAndSet(true)) {
      return;
    }
    int open = underWay();
    long seconds = settings.grace().toSeconds();
    if (open > 0) {
      log.says("stopping: " + open + " requests under way, for " + seconds + " s at most");
    }
    try {
      if (!free.tryAcquire(settings.requests(), seconds, TimeUnit.SECONDS)) {
        log.says("stopping: " + underWay() + " requests are broken off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    threads.shutdown();
    try (content;
        catalogue) {
      threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
