package dev.penstock.picture;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineView;
import java.util.Objects;
import java.util.Optional;

/**
 * A pipeline as a picture: its definition, its state, or an execution on its way through it.
 *
 * <pre>{@code
 * Files.writeString(path, PipelinePicture.of(checkout).svg());
 * PipelinePicture.of(checkout).withState(state).svg();       // who is where, and which gates are closed
 * PipelinePicture.of(checkout).withExecution(history.execution(id).orElseThrow()).mermaid();
 * }</pre>
 *
 * <p>Stages stand side by side, and within each the actions by run order; those that run together
 * share a frame, and so do those that name what they run after. The cells of a matrix are drawn one
 * by one. State is told by words and shapes as well as colours. The same values give the same text.
 * Immutable.
 */
public final class PipelinePicture {
  private final Pipeline pipeline;
  private final Optional<PipelineView> state;
  private final Optional<PipelineHistory.Execution> execution;

  private PipelinePicture(
      Pipeline pipeline,
      Optional<PipelineView> state,
      Optional<PipelineHistory.Execution> execution) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.state = state;
    this.execution = execution;
  }

  /**
   * A definition.
   *
   * @param pipeline the definition
   * @return its picture
   */
  public static PipelinePicture of(Pipeline pipeline) {
    return new PipelinePicture(pipeline, Optional.empty(), Optional.empty());
  }

  /**
   * The same with the pipeline's state: which gates are closed and why, who waits in front of each
   * stage, and, unless an execution is given, how far each stage's latest execution is.
   *
   * @param value the state; what it says of stages and actions that the definition does not have is
   *     left out
   * @return a copy
   */
  public PipelinePicture withState(PipelineView value) {
    return new PipelinePicture(pipeline, Optional.of(value), execution);
  }

  /**
   * The same with what one execution has done so far. With a state as well, actions and stages are
   * this execution's, and gates and who waits are the state's; the title says so. Of a rollback,
   * stages that it does not run are no part of it.
   *
   * @param value the execution; its attempts at actions that the definition does not have are left
   *     out
   * @return a copy
   */
  public PipelinePicture withExecution(PipelineHistory.Execution value) {
    return new PipelinePicture(pipeline, state, Optional.of(value));
  }

  /**
   * The picture as one SVG element, ready for a file or to be put into an HTML page. It follows the
   * reader's light or dark mode, tells its content to screen readers, and holds no script, link or
   * anything from elsewhere.
   *
   * @return the SVG, in UTF-8 if it is written to a file
   */
  public String svg() {
    return new SvgPicture(chart()).draw();
  }

  /**
   * The picture as a Mermaid flowchart, for Markdown pages.
   *
   * @return the text that goes between the fences
   */
  public String mermaid() {
    return new MermaidPicture(chart()).draw();
  }

  private Chart chart() {
    return new PipelineChart(pipeline, state, execution).chart();
  }
}
