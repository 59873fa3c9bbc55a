/**
 * How a host embeds the engine: a program of ten lines, and the pieces that docs/embedding.md
 * shows.
 */
@NullMarked
package com.example.embedding;

import org.jspecify.annotations.NullMarked;
