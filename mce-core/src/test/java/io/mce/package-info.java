/** Rules that the engine keeps as a whole: its arrows, its conventions, its weight. */
@NullMarked
package io.mce;

import org.jspecify.annotations.NullMarked;
