/**
 * Pipelines and executions as pictures: Mermaid text and self-contained SVG.
 *
 * <p>{@link dev.penstock.picture.PipelinePicture} draws a definition, and into it what an execution
 * has done so far. Pictures are text made of values: nothing is read, fetched or remembered, the
 * same values give the same text, and the text holds no script, link, font or image from elsewhere.
 * Names come from people and are treated as hostile: whatever they contain, the picture stays well
 * formed and shows invisible characters as their code points.
 */
@NullMarked
package dev.penstock.picture;

import org.jspecify.annotations.NullMarked;
