package dev.penstock.spec.pipeline;
import dev.penstock.spec.fixture.Corpus;
import dev.penstock.spec.*;
import org.junit.jupiter.api.Test;
class ScratchTest {
  @Test void all() throws Exception {
    Corpus corpus = new Corpus("pipeline");
    StringBuilder out = new StringBuilder();
    for (String[] row : corpus.manifest()) {
      SpecSource s = corpus.source(row[0]);
      boolean t = s.text().contains("AWS::CodePipeline::Pipeline");
      SpecResult<?> r = t ? PipelineTemplate.read(s) : PipelineDefinition.read(s);
      out.append("== " + (t?"T ":"D ")+ r.fold(a -> "accepted", b -> "refused") + "\n" + s.listing(r.diagnostics()));
      if (r instanceof SpecResult.Accepted<?> a && a.spec() instanceof PipelineTemplate p) {
        p.pipelines().forEach((k, v) -> out.append("   " + k + " variants " + v.variants().size() + " with " + v.variants().stream().filter(x -> x.pipeline().isPresent()).count() + " unresolved " + v.unresolved().stream().map(Unresolved::expression).toList() + "\n"));
      }
    }
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/specpipe.txt"), out.toString());
  }
}
