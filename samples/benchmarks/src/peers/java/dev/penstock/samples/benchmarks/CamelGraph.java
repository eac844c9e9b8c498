package dev.penstock.samples.benchmarks;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RouteDefinition;

/** Apache Camel: a route of multicasts, each parallel on the given pool; a run is one exchange. */
final class CamelGraph implements PeerGraph {
  private static final String START = "direct:start";

  private final CamelContext camel = new DefaultCamelContext();
  private final ProducerTemplate sender;

  CamelGraph(Load load) throws Exception {
    Processor action = exchange -> load.act();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            RouteDefinition route = from(START);
            for (int s = 0; s < load.stages(); s++) {
              MulticastDefinition stage =
                  route.multicast().parallelProcessing().executorService(load.pool());
              for (int a = 0; a < WIDTH; a++) {
                stage.process(action);
              }
            }
          }
        });
    camel.start();
    sender = camel.createProducerTemplate();
  }

  @Override
  public void run() {
    Exchange end = sender.send(START, exchange -> exchange.getMessage().setBody("run"));
    if (end.getException() != null) {
      throw new IllegalStateException("Camel failed", end.getException());
    }
  }

  @Override
  public void close() throws IOException {
    sender.close();
    camel.stop();
  }
}
