/** Measures the engine, each figure beside the floor that plain JDBC reaches in the same run. */
@NullMarked
package io.mce.benchmarks;

import org.jspecify.annotations.NullMarked;
