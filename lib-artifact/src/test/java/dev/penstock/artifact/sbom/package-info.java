/** Bills of materials, held to the schemas of the specification. */
@NullMarked
package dev.penstock.artifact.sbom;

import org.jspecify.annotations.NullMarked;
