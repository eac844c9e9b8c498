package dev.penstock.spec.build;

import dev.penstock.spec.build.Batch.BuildFanout;
import dev.penstock.spec.build.Batch.BuildMatrix;
import java.util.List;

/** Writes {@code batch}. */
final class BatchWriter {

  private BatchWriter() {}

  static ForeignValue write(Batch batch) {
    Tree written = new Tree();
    written.flag("fast-fail", batch.fastFail());
    batch
        .builds()
        .fold(
            list -> written.put("build-list", tasks(list.tasks())),
            graph -> written.put("build-graph", tasks(graph.tasks())),
            matrix -> written.put("build-matrix", matrix(matrix)),
            fanout -> written.put("build-fanout", fanout(fanout)));
    return written.value();
  }

  private static ForeignValue tasks(List<BuildTask> tasks) {
    return Tree.list(tasks.stream().map(BatchWriter::task).toList());
  }

  private static Tree task(BuildTask task) {
    Tree written = new Tree();
    written.text("identifier", task.identifier());
    written.text("buildspec", task.buildspec());
    written.list("depend-on", task.dependsOn());
    written.flag("debug-session", task.debugSession());
    written.flag("ignore-failure", task.ignoreFailure());
    written.putUnlessEmpty("env", env(task.env()));
    return written;
  }

  private static Tree env(TaskEnvironment env) {
    Tree written = new Tree();
    written.text("compute-type", env.computeType());
    written.text("fleet", env.fleet());
    written.text("image", env.image());
    env.privilegedMode().ifPresent(mode -> written.plain("privileged-mode", mode.toString()));
    written.text("type", env.type());
    written.texts("variables", env.variables());
    return written;
  }

  private static ForeignValue matrix(BuildMatrix matrix) {
    Tree fixed = new Tree();
    fixed.flag("ignore-failure", matrix.fixed().ignoreFailure());
    fixed.putUnlessEmpty("env", env(matrix.fixed().env()));
    Tree env = new Tree();
    env.list("compute-type", matrix.dynamic().computeTypes());
    env.list("image", matrix.dynamic().images());
    Tree variables = new Tree();
    matrix.dynamic().variables().forEach(variables::list);
    env.putUnlessEmpty("variables", variables);
    Tree dynamic = new Tree();
    dynamic.list("buildspec", matrix.dynamic().buildspecs());
    dynamic.putUnlessEmpty("env", env);
    Tree written = new Tree();
    written.putUnlessEmpty("static", fixed);
    written.put("dynamic", dynamic.value());
    return written.value();
  }

  private static ForeignValue fanout(BuildFanout fanout) {
    Tree written = new Tree();
    written.plain("parallelism", Integer.toString(fanout.parallelism()));
    written.flag("ignore-failure", fanout.ignoreFailure());
    return written.value();
  }
}
